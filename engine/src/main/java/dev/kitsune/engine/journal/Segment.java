package dev.kitsune.engine.journal;

import dev.kitsune.engine.bytes.LittleEndian;
import java.io.IOException;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import java.util.zip.CRC32C;

/**
 * A segment that is written. Appending belongs to who holds the journal's lock; {@link #write} and
 * {@link #force} to one other thread, at the same time. Data plane.
 */
abstract sealed class Segment permits BufferedSegment, MappedSegment {
  private static final int HASHED_LENGTH = Long.BYTES + GroupLayout.HEADER_LENGTH - Integer.BYTES;
  private static final JournalGroup NOTHING = new JournalGroup();
  private static final int CRC_OF_NOTHING = 0;

  private final long id;
  private final int capacity;
  private final byte[] header = new byte[GroupLayout.HEADER_LENGTH];
  private final byte[] hashed = new byte[HASHED_LENGTH];
  private final CRC32C crc = new CRC32C();
  private int end;

  Segment(long id, int capacity, int end) {
    this.id = id;
    this.capacity = capacity;
    this.end = end;
    LittleEndian.putLong(hashed, 0, id);
  }

  final long id() {
    return id;
  }

  /** Length of the whole file in bytes. */
  final int capacity() {
    return capacity;
  }

  /** Bytes written, the header included. */
  final int end() {
    return end;
  }

  /**
   * Takes a prepared segment into use. The header is written word by word, so that a start can tell
   * one that a kill broke off from one that is damaged.
   */
  final void begin(long journalId, long firstSequence) {
    byte[] fileHeader = SegmentLayout.header(journalId, id, firstSequence, capacity);
    for (int offset : SegmentLayout.WRITING_ORDER) {
      put(offset, Arrays.copyOfRange(fileHeader, offset, offset + Long.BYTES), Long.BYTES);
      VarHandle.releaseFence();
    }
  }

  /** Whether a group fits, and a mark behind it. */
  final boolean hasRoom(int groupLength) {
    return groupLength <= capacity - end - GroupLayout.MARK_LENGTH;
  }

  /** How long a segment must be for a group of this length. */
  static int capacityFor(int groupLength) {
    return SegmentLayout.HEADER_LENGTH + groupLength + GroupLayout.MARK_LENGTH;
  }

  /** Whether a mark fits. */
  final boolean hasRoomForMark() {
    return GroupLayout.MARK_LENGTH <= capacity - end;
  }

  /** Appends a group for which there is room. */
  final void append(JournalGroup group, int entriesCrc, long sequence, long fsynced) {
    int at = end;
    put(at + GroupLayout.HEADER_LENGTH, group.entries(), group.entriesLength());
    LittleEndian.putInt(header, GroupLayout.LENGTH_OFFSET, group.length());
    LittleEndian.putLong(header, GroupLayout.SEQUENCE_OFFSET, sequence);
    LittleEndian.putLong(header, GroupLayout.FSYNCED_OFFSET, fsynced);
    LittleEndian.putInt(header, GroupLayout.ENTRIES_CRC_OFFSET, entriesCrc);
    LittleEndian.putInt(header, GroupLayout.ENTRY_COUNT_OFFSET, group.entryCount());
    LittleEndian.putInt(header, GroupLayout.HEADER_CRC_OFFSET, headerCrc(header, hashed, crc));
    put(at, header, GroupLayout.HEADER_LENGTH);
    requireWritten(header, group, at);
    end = at + group.length();
  }

  /** Writes behind group {@code sequence} what is fsynced; there must be room. */
  final void mark(long sequence, long fsynced) {
    append(NOTHING, CRC_OF_NOTHING, sequence, fsynced);
  }

  /** Writes bytes at an offset of the file that is at or behind the end, or into the header. */
  abstract void put(int at, byte[] source, int length);

  /**
   * Checks that a group is there as it was put.
   *
   * @throws InternalError if not
   */
  abstract void requireWritten(byte[] groupHeader, JournalGroup group, int at);

  /**
   * Has the next {@link #write} and {@link #force} mean all that was appended until now; for who
   * holds the journal's lock.
   */
  abstract void prepareForce();

  /**
   * Gives the operating system what {@link #prepareForce} meant, so that it survives the process.
   *
   * @throws IOException if it may not have it; nothing more may then be acknowledged from it
   */
  abstract void write() throws IOException;

  /**
   * Forces what {@link #prepareForce} meant.
   *
   * @throws IOException if it may not be on disk; nothing more may then be acknowledged from it
   */
  abstract void force() throws IOException;

  /**
   * Frees the memory and forces all that was appended; nobody may touch the segment meanwhile or
   * afterwards.
   *
   * @throws IOException if it may not be on disk; the memory is free all the same
   */
  abstract void closeForced() throws IOException;

  /** Frees the memory; nobody may touch the segment afterwards. Idempotent. */
  abstract void close();

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
