package dev.kitsune.engine.journal;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/** A segment that is read, from the file. Control plane. */
final class SegmentReader implements Closeable {
  private static final int STEP_LENGTH = 256 * 1_024;
  private static final int PAGE_LENGTH = 4_096;

  private final JournalFiles files;
  private final String name;
  private final long id;
  private final JournalMapping mapping;
  private final ByteBuffer bytes;
  private boolean isHeaderDamaged;
  private boolean isHeaderBegun;

  /**
   * Opens a segment.
   *
   * @throws JournalDamage if its header is not as written, or the file's length is not. A header of
   *     zeros is none, nor is one that was only begun when the process was killed
   */
  static SegmentReader open(JournalFiles files, long id, long journalId) throws IOException {
    SegmentReader segment = openOfAnyLength(files, id, journalId);
    try {
      segment.requireLength();
      return segment;
    } catch (JournalDamage damage) {
      segment.close();
      throw damage;
    }
  }

  /** The same of a file that may be cut off. */
  static SegmentReader openOfAnyLength(JournalFiles files, long id, long journalId)
      throws IOException {
    SegmentReader segment = new SegmentReader(files, id);
    try {
      segment.isHeaderBegun = SegmentLayout.isBegun(segment.bytes, journalId, id);
      if (segment.isUsed()) {
        segment.checkHeader(journalId);
      }
      return segment;
    } catch (JournalDamage damage) {
      segment.close();
      throw damage;
    }
  }

  /**
   * Opens a segment of which anything may be damaged: where its header is, {@link #groups} has to
   * search for the first group.
   *
   * @throws JournalDamage if it cannot be a segment of this journal that this engine reads
   */
  static SegmentReader openDamaged(JournalFiles files, long id, long journalId) throws IOException {
    SegmentReader segment = new SegmentReader(files, id);
    try {
      boolean isWritten = segment.writtenLength(0) > 0;
      segment.isHeaderDamaged = isWritten && !(segment.isUsed() && segment.isHeaderWhole());
      if (isWritten && !segment.isHeaderDamaged) {
        segment.checkHeader(journalId);
      }
      return segment;
    } catch (JournalDamage damage) {
      segment.close();
      throw damage;
    }
  }

  private SegmentReader(JournalFiles files, long id) throws IOException {
    this.files = files;
    name = SegmentLayout.name(id);
    this.id = id;
    try (JournalFile file = files.open(name)) {
      check(file.length() >= SegmentLayout.HEADER_LENGTH, file.length(), "segment ends too early");
      mapping = file.map();
    }
    bytes = mapping.bytes();
  }

  /** Whether it was ever taken into use; before, its header is zeros, or only begun. */
  boolean isUsed() {
    if (isHeaderBegun) {
      return false;
    }
    for (int at = 0; at < SegmentLayout.HEADER_LENGTH; at += Long.BYTES) {
      if (bytes.getLong(at) != 0) {
        return true;
      }
    }
    return false;
  }

  String name() {
    return name;
  }

  long id() {
    return id;
  }

  /**
   * Requires that the file is as long as it was made.
   *
   * @throws JournalDamage if not
   */
  void requireLength() throws JournalDamage {
    if (isUsed() && isWritable()) {
      long length = bytes.getLong(SegmentLayout.FILE_LENGTH_OFFSET);
      check(
          length == capacity(),
          Math.min(length, capacity()),
          "the file is " + capacity() + " bytes long, was made with " + length);
    }
  }

  /** Whether it is of the version that is written. */
  boolean isWritable() {
    return bytes.getInt(SegmentLayout.VERSION_OFFSET) == SegmentLayout.VERSION;
  }

  /** Sequence number of its first group. */
  long firstSequence() {
    return bytes.getLong(SegmentLayout.FIRST_SEQUENCE_OFFSET);
  }

  int capacity() {
    return bytes.capacity();
  }

  /** Whether only a search finds its groups. */
  boolean isHeaderDamaged() {
    return isHeaderDamaged;
  }

  GroupCursor groups() {
    if (isHeaderDamaged) {
      return GroupCursor.searching(bytes, id);
    }
    return new GroupCursor(bytes, id, firstSequence() - 1);
  }

  /** How many bytes from {@code offset} on were written. */
  int writtenLength(int offset) {
    return Zeros.end(bytes, offset) - offset;
  }

  /** Overwrites all from {@code offset} on with zeros, durably. */
  void cut(int offset) throws IOException {
    for (int at = offset; at < bytes.capacity(); at++) {
      if (bytes.get(at) != 0) {
        bytes.put(at, (byte) 0);
      }
    }
    mapping.force(0, bytes.capacity());
  }

  /**
   * Writes all from {@code offset} on where it was read from, so that the next force writes it to
   * the disk. Pages that a force of an earlier process could not write count as written for the
   * system, which then writes them no more.
   */
  void store(int offset) throws IOException {
    ByteBuffer step = LittleBuffers.allocateDirect(Math.min(STEP_LENGTH, bytes.capacity()));
    try (JournalFile file = files.open(name)) {
      for (int at = offset & -PAGE_LENGTH; at < bytes.capacity(); at += step.capacity()) {
        int length = Math.min(step.capacity(), bytes.capacity() - at);
        file.write(step.clear().put(0, bytes, at, length).limit(length), at);
      }
    }
  }

  /** Returns when all that stands in it survives a power failure. */
  void force() throws IOException {
    mapping.force(0, bytes.capacity());
  }

  @Override
  public void close() {
    mapping.close();
  }

  private boolean isHeaderWhole() {
    return bytes.getLong(0) == SegmentLayout.MAGIC
        && bytes.getInt(SegmentLayout.CRC_OFFSET) == SegmentLayout.headerCrc(bytes);
  }

  private void checkHeader(long journalId) throws JournalDamage {
    check(isHeaderWhole(), 0, "damaged, or no segment");
    int version = bytes.getInt(SegmentLayout.VERSION_OFFSET);
    check(
        version >= SegmentLayout.VERSION_MIN && version <= SegmentLayout.VERSION,
        SegmentLayout.VERSION_OFFSET,
        "segment of version " + version + ", this engine reads up to " + SegmentLayout.VERSION);
    check(
        bytes.getLong(SegmentLayout.JOURNAL_ID_OFFSET) == journalId,
        SegmentLayout.JOURNAL_ID_OFFSET,
        "segment of another directory");
    check(
        bytes.getLong(SegmentLayout.SEGMENT_ID_OFFSET) == id,
        SegmentLayout.SEGMENT_ID_OFFSET,
        "segment under another name");
  }

  private void check(boolean condition, long offset, String reason) throws JournalDamage {
    if (!condition) {
      throw new JournalDamage(name, offset, reason);
    }
  }
}
