package dev.kitsune.engine.journal;

import dev.kitsune.engine.bytes.LittleEndian;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * A segment that is written. {@link #append} belongs to who holds the journal's lock; {@link
 * #force} to one other thread, at the same time. Data plane.
 */
final class Segment {
  private static final int HASHED_LENGTH = Long.BYTES + GroupLayout.HEADER_LENGTH - Integer.BYTES;
  private static final int PAGE_LENGTH = 4_096;
  private static final JournalGroup NOTHING = new JournalGroup();
  private static final int CRC_OF_NOTHING = 0;

  private final long id;
  private final JournalMapping mapping;
  private final ByteBuffer bytes;
  private final int capacity;
  private final byte[] header = new byte[GroupLayout.HEADER_LENGTH];
  private final byte[] hashed = new byte[HASHED_LENGTH];
  private final CRC32C crc = new CRC32C();
  private int end;
  private int forcedEnd;

  private Segment(long id, JournalMapping mapping, int end) {
    this.id = id;
    this.mapping = mapping;
    this.bytes = mapping.bytes();
    this.capacity = bytes.capacity();
    this.end = end;
    LittleEndian.putLong(hashed, 0, id);
  }

  /** One that was prepared and is not in use yet. */
  static Segment prepared(long id, JournalMapping mapping) {
    return new Segment(id, mapping, SegmentLayout.HEADER_LENGTH);
  }

  /** One whose groups end at {@code end} and were forced. */
  static Segment continued(long id, JournalMapping mapping, int end) {
    Segment segment = new Segment(id, mapping, end);
    segment.forcedEnd = end;
    return segment;
  }

  long id() {
    return id;
  }

  /** Length of the whole file in bytes. */
  int capacity() {
    return capacity;
  }

  /** Bytes written, the header included. */
  int end() {
    return end;
  }

  /** Takes a prepared segment into use. */
  void begin(long journalId, long firstSequence) {
    SegmentLayout.writeHeader(bytes, journalId, id, firstSequence);
  }

  /** Whether a group fits, and a mark behind it. */
  boolean hasRoom(int groupLength) {
    return groupLength <= capacity - end - GroupLayout.MARK_LENGTH;
  }

  /** How long a segment must be for a group of this length. */
  static int capacityFor(int groupLength) {
    return SegmentLayout.HEADER_LENGTH + groupLength + GroupLayout.MARK_LENGTH;
  }

  /** Whether a mark fits. */
  boolean hasRoomForMark() {
    return GroupLayout.MARK_LENGTH <= capacity - end;
  }

  /** Touches every page, so that the first append to it need not wait for the system. */
  void touch() {
    for (int at = 0; at < capacity; at += PAGE_LENGTH) {
      bytes.put(at, (byte) 0);
    }
  }

  /** Appends a group for which there is room. */
  void append(JournalGroup group, int entriesCrc, long sequence, long fsynced) {
    int at = end;
    bytes.put(at + GroupLayout.HEADER_LENGTH, group.entries(), 0, group.entriesLength());
    LittleEndian.putInt(header, GroupLayout.LENGTH_OFFSET, group.length());
    LittleEndian.putLong(header, GroupLayout.SEQUENCE_OFFSET, sequence);
    LittleEndian.putLong(header, GroupLayout.FSYNCED_OFFSET, fsynced);
    LittleEndian.putInt(header, GroupLayout.ENTRIES_CRC_OFFSET, entriesCrc);
    LittleEndian.putInt(header, GroupLayout.ENTRY_COUNT_OFFSET, group.entryCount());
    LittleEndian.putInt(header, GroupLayout.HEADER_CRC_OFFSET, headerCrc(header, hashed, crc));
    bytes.put(at, header, 0, GroupLayout.HEADER_LENGTH);
    requireWritten(group, at);
    end = at + group.length();
  }

  /** Writes behind group {@code sequence} what is fsynced; there must be room. */
  void mark(long sequence, long fsynced) {
    append(NOTHING, CRC_OF_NOTHING, sequence, fsynced);
  }

  /*
   * A disk that fails under mapped memory shows as an error that the JVM throws some time later. So
   * the header's checksum and eight bytes of each page are read again: what was not taken is not
   * there.
   */
  private void requireWritten(JournalGroup group, int at) {
    int crcAt = GroupLayout.HEADER_CRC_OFFSET;
    boolean isThere = bytes.getInt(at + crcAt) == LittleEndian.getInt(header, crcAt);
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

  /**
   * Forces all that stood in the segment when its end was {@code writtenEnd}.
   *
   * @throws IOException if it may not be on disk; nothing more may then be acknowledged from it
   */
  void force(int writtenEnd) throws IOException {
    if (writtenEnd > forcedEnd) {
      int from = forcedEnd & -PAGE_LENGTH;
      mapping.force(from, writtenEnd - from);
      forcedEnd = writtenEnd;
    }
  }

  /**
   * Frees the memory and forces all that stands in the segment; nobody may touch it afterwards.
   *
   * @throws IOException if it may not be on disk; the memory is free all the same
   */
  void closeForced() throws IOException {
    mapping.closeForced();
  }

  /** Frees the memory; nobody may touch the segment afterwards. */
  void close() {
    mapping.close();
  }

  /**
   * The CRC of a group's header.
   *
   * @param hashed scratch, the segment's id in its first eight bytes
   */
  static int headerCrc(byte[] header, byte[] hashed, CRC32C crc) {
    System.arraycopy(header, 0, hashed, Long.BYTES, Integer.BYTES);
    int rest = GroupLayout.SEQUENCE_OFFSET;
    System.arraycopy(
        header, rest, hashed, Long.BYTES + Integer.BYTES, GroupLayout.HEADER_LENGTH - rest);
    crc.reset();
    crc.update(hashed, 0, HASHED_LENGTH);
    return (int) crc.getValue();
  }
}
