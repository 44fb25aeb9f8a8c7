package dev.kitsune.engine.journal;

/**
 * Byte layout of an entry, in groups and snapshots alike; little-endian, begins at a multiple of 8.
 *
 * <pre>
 *  0   u8  kind: 1 record of a profile, 2 profile removed, 3 record of a link, 4 link removed
 *  1   3 bytes of 0
 *  4   u32 length of the record; 0 where it is removed
 *  8   u64 key, first half
 *  16  u64 key, last half
 *  24  the record, then zeros up to a multiple of 8
 * </pre>
 */
final class EntryLayout {
  static final int KIND_OFFSET = 0;
  static final int LENGTH_OFFSET = 4;
  static final int KEY_HIGH_OFFSET = LENGTH_OFFSET + Integer.BYTES;
  static final int KEY_LOW_OFFSET = KEY_HIGH_OFFSET + Long.BYTES;
  static final int RECORD_OFFSET = KEY_LOW_OFFSET + Long.BYTES;

  static final int ALIGNMENT = 8;

  private EntryLayout() {}

  static int kind(JournalTable table, boolean isRemoved) {
    int kind = table == JournalTable.PROFILES ? 1 : 3;
    return isRemoved ? kind + 1 : kind;
  }

  static boolean isKind(int kind) {
    return kind >= 1 && kind <= 4;
  }

  static JournalTable table(int kind) {
    return kind <= 2 ? JournalTable.PROFILES : JournalTable.LINKS;
  }

  static boolean isRemoval(int kind) {
    return (kind & 1) == 0;
  }

  /** The whole length of an entry. */
  static int length(int recordLength) {
    return align(RECORD_OFFSET + recordLength);
  }

  static int align(int length) {
    return (length + ALIGNMENT - 1) & -ALIGNMENT;
  }
}
