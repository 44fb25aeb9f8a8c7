package dev.kitsune.engine.journal;

import dev.kitsune.engine.bytes.LittleEndian;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * Reads the groups and marks of one segment, checking every byte; a mark is a group without entries
 * that has the number of the one before. Owned by one thread. Control plane.
 *
 * <p>{@link #next} goes to the next group while there is a whole one; where it says no, {@link
 * #offset} is the end of the last whole group, and what stands there is zeros to the file's end,
 * which is the end of the journal, or damage.
 */
final class GroupCursor {
  private static final int HASHED_LENGTH = Long.BYTES + GroupLayout.HEADER_LENGTH - Integer.BYTES;

  private final ByteBuffer bytes;
  private final byte[] header = new byte[GroupLayout.HEADER_LENGTH];
  private final byte[] hashed = new byte[HASHED_LENGTH];
  private final CRC32C crc = new CRC32C();
  private int at;
  private int end;
  private long sequence;

  /**
   * @param bytes the whole file
   * @param lastSequence sequence number of the group before the segment's first
   */
  GroupCursor(ByteBuffer bytes, long segmentId, long lastSequence) {
    this.bytes = LittleBuffers.view(bytes);
    LittleEndian.putLong(hashed, 0, segmentId);
    sequence = lastSequence;
    at = SegmentLayout.HEADER_LENGTH;
    end = at;
  }

  /** A cursor that {@link #resync} sets on the first group, of whatever number. */
  static GroupCursor searching(ByteBuffer bytes, long segmentId) {
    GroupCursor groups = new GroupCursor(bytes, segmentId, 0);
    groups.end = SegmentLayout.HEADER_LENGTH - EntryLayout.ALIGNMENT;
    return groups;
  }

  /** Goes to the next group or mark; false if none stands there whole. */
  boolean next() {
    if (!isHeader(end) || sequence(end) != expectedSequence(end) || !isWhole(end)) {
      return false;
    }
    at = end;
    end = at + length(at);
    sequence = sequence(at);
    return true;
  }

  /**
   * Searches for a whole group behind the place at which {@link #next} said no.
   *
   * @return whether there is one with a higher sequence number; the cursor then stands on it
   */
  boolean resync() {
    for (int place = end + EntryLayout.ALIGNMENT;
        place <= bytes.capacity() - GroupLayout.HEADER_LENGTH;
        place += EntryLayout.ALIGNMENT) {
      if (bytes.getInt(place) != 0 && isHeader(place) && sequence(place) > sequence) {
        if (isWhole(place)) {
          at = place;
          end = place + length(place);
          sequence = sequence(place);
          return true;
        }
      }
    }
    return false;
  }

  /** Whether nothing but zeros stands behind the last group. */
  boolean isAtEnd() {
    return Zeros.from(bytes, end);
  }

  /** Where the last whole group ends. */
  int offset() {
    return end;
  }

  /** Where the group begins. */
  int groupOffset() {
    return at;
  }

  /** The group's sequence number; before the first, that of the group before. */
  long sequence() {
    return sequence;
  }

  /** What was known to be fsynced when the group was written. */
  long fsynced() {
    return bytes.getLong(at + GroupLayout.FSYNCED_OFFSET);
  }

  /** Whether it stands on a mark. */
  boolean isMark() {
    return isMark(at);
  }

  /** Sets a cursor on the group's entries. */
  void entries(EntryCursor entries) {
    entries.wrap(bytes, at + GroupLayout.HEADER_LENGTH, end);
  }

  private boolean isMark(int place) {
    return bytes.getInt(place + GroupLayout.ENTRY_COUNT_OFFSET) == 0;
  }

  private long expectedSequence(int place) {
    return isMark(place) ? sequence : sequence + 1;
  }

  private int length(int place) {
    return bytes.getInt(place + GroupLayout.LENGTH_OFFSET);
  }

  private long sequence(int place) {
    return bytes.getLong(place + GroupLayout.SEQUENCE_OFFSET);
  }

  private boolean isHeader(int place) {
    if (place > bytes.capacity() - GroupLayout.HEADER_LENGTH) {
      return false;
    }
    int length = length(place);
    if (length < GroupLayout.HEADER_LENGTH
        || length > bytes.capacity() - place
        || length % EntryLayout.ALIGNMENT != 0) {
      return false;
    }
    bytes.get(place, header);
    return LittleEndian.getInt(header, GroupLayout.HEADER_CRC_OFFSET)
        == Segment.headerCrc(header, hashed, crc);
  }

  private boolean isWhole(int place) {
    crc.reset();
    bytes.limit(place + length(place)).position(place + GroupLayout.HEADER_LENGTH);
    crc.update(bytes);
    bytes.clear();
    return (int) crc.getValue() == bytes.getInt(place + GroupLayout.ENTRIES_CRC_OFFSET);
  }
}
