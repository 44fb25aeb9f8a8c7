package dev.kitsune.engine.journal;

import dev.kitsune.engine.bytes.LittleEndian;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * A segment whose file is mapped: what is appended is the operating system's at once, without a
 * call. Data plane.
 */
final class MappedSegment extends Segment {
  private static final int PAGE_LENGTH = 4_096;

  private final JournalMapping mapping;
  private final ByteBuffer bytes;
  private int forceEnd;
  private int forcedEnd;

  private MappedSegment(long id, JournalMapping mapping, int end, int forcedEnd) {
    super(id, mapping.bytes().capacity(), end);
    this.mapping = mapping;
    this.bytes = mapping.bytes();
    this.forcedEnd = forcedEnd;
  }

  /** One that is not in use yet. Closes the file, unless it fails. */
  static MappedSegment prepared(long id, JournalFile file) throws IOException {
    return mapped(id, file, SegmentLayout.HEADER_LENGTH, 0);
  }

  /** One whose groups end at {@code end} and were forced. Closes the file, unless it fails. */
  static MappedSegment continued(long id, JournalFile file, int end) throws IOException {
    return mapped(id, file, end, end);
  }

  private static MappedSegment mapped(long id, JournalFile file, int end, int forcedEnd)
      throws IOException {
    MappedSegment segment = new MappedSegment(id, file.map(), end, forcedEnd);
    try {
      segment.touch();
      file.close();
      return segment;
    } catch (IOException | RuntimeException | Error failed) {
      segment.close();
      throw failed;
    }
  }

  /* Every page behind the end, so that the first append to it need not wait for the system. */
  private void touch() {
    for (int at = end(); at < capacity(); at += PAGE_LENGTH) {
      bytes.put(at, (byte) 0);
    }
  }

  @Override
  void put(int at, byte[] source, int length) {
    bytes.put(at, source, 0, length);
  }

  /*
   * A disk that fails under mapped memory shows as an error that the JVM throws some time later. So
   * the header's checksum and eight bytes of each page are read again: what was not taken is not
   * there.
   */
  @Override
  void requireWritten(byte[] groupHeader, JournalGroup group, int at) {
    int crcAt = GroupLayout.HEADER_CRC_OFFSET;
    boolean isThere = bytes.getInt(at + crcAt) == LittleEndian.getInt(groupHeader, crcAt);
    byte[] entries = group.entries();
    int entriesAt = at + GroupLayout.HEADER_LENGTH;
    int last = group.entriesLength() - Long.BYTES;
    for (int i = 0; i < last; i += PAGE_LENGTH) {
      isThere &= bytes.getLong(entriesAt + i) == LittleEndian.getLong(entries, i);
    }
    if (!isThere
        || (last >= 0 && bytes.getLong(entriesAt + last) != LittleEndian.getLong(entries, last))) {
      throw new InternalError("mapped memory holds other bytes than were written");
    }
  }

  @Override
  void prepareForce() {
    forceEnd = end();
  }

  @Override
  void write() {
    /* It was never anybody else's. */
  }

  @Override
  void force() throws IOException {
    if (forceEnd > forcedEnd) {
      int from = forcedEnd & -PAGE_LENGTH;
      mapping.force(from, forceEnd - from);
      forcedEnd = forceEnd;
    }
  }

  @Override
  void closeForced() throws IOException {
    mapping.closeForced();
  }

  @Override
  void close() {
    mapping.close();
  }
}
