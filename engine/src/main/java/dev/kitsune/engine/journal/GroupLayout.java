package dev.kitsune.engine.journal;

/**
 * Byte layout of a group, which is one command's records, whole or not at all; little-endian,
 * begins at a multiple of 8 in its segment.
 *
 * <pre>
 *  0   u32 length of the whole group, a multiple of 8; 0 behind the last group
 *  4   u32 CRC-32C of the segment's id and bytes 0-3 and 8-31 of this header
 *  8   u64 sequence number: that of the group before and 1
 *  16  u64 highest sequence number known to be fsynced when this was written
 *  24  u32 CRC-32C of the entries
 *  28  u32 number of entries
 *  32  the entries ({@link EntryLayout})
 * </pre>
 *
 * The entries are written first, the header last: what a process leaves that is killed meanwhile
 * has no valid header.
 *
 * <p>A mark is a header without entries, with the sequence number of the group before it: it tells
 * what had been fsynced when there was no next group to tell it.
 */
final class GroupLayout {
  static final int LENGTH_OFFSET = 0;
  static final int HEADER_CRC_OFFSET = LENGTH_OFFSET + Integer.BYTES;
  static final int SEQUENCE_OFFSET = HEADER_CRC_OFFSET + Integer.BYTES;
  static final int FSYNCED_OFFSET = SEQUENCE_OFFSET + Long.BYTES;
  static final int ENTRIES_CRC_OFFSET = FSYNCED_OFFSET + Long.BYTES;
  static final int ENTRY_COUNT_OFFSET = ENTRIES_CRC_OFFSET + Integer.BYTES;
  static final int HEADER_LENGTH = ENTRY_COUNT_OFFSET + Integer.BYTES;
  static final int MARK_LENGTH = HEADER_LENGTH;

  private GroupLayout() {}
}
