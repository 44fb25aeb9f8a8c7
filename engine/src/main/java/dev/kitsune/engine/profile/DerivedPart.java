package dev.kitsune.engine.profile;

import dev.kitsune.engine.bytes.LittleEndian;

/**
 * What an environment made of a record's truth, kept so that an event evaluates only what it
 * changed; never journalled, and void where its hash is not that of the environment ({@link
 * #isOf}).
 *
 * <pre>
 *  0   u64 hash of the compiled environment
 *  8   u32 number of audiences in which the profile differs from a blank one
 *  12  u32 number of picks
 *  16  those audiences' ranks, u16 each, ascending
 *      the picks, {u16 rank of the experience, u16 variant index}, ascending by rank
 * </pre>
 *
 * Offsets are from the end of the truth. Data plane.
 */
public final class DerivedPart {
  private static final int DIFFERENCE_COUNT_OFFSET = Long.BYTES;
  private static final int PICK_COUNT_OFFSET = DIFFERENCE_COUNT_OFFSET + Integer.BYTES;
  private static final int RANKS_OFFSET = PICK_COUNT_OFFSET + Integer.BYTES;

  /** Bytes of a pick. */
  public static final int PICK_LENGTH = 2 * Short.BYTES;

  private DerivedPart() {}

  /** Whether the record carries the part that this environment made. */
  public static boolean isOf(ProfileRecord record, long environmentHash) {
    int start = record.truthLength();
    return record.bytes().length() > start
        && LittleEndian.getLong(record.array(), start) == environmentHash;
  }

  /** Drops the part, so that it is made anew from the whole truth. */
  public static void clear(ProfileRecord record) {
    record.bytes().truncate(record.truthLength());
  }

  /** Makes room for a new part, with all ranks and picks to be set. */
  public static void begin(
      ProfileRecord record, long environmentHash, int differenceCount, int pickCount) {
    int start = record.truthLength();
    int length = RANKS_OFFSET + differenceCount * Short.BYTES + pickCount * PICK_LENGTH;
    record.bytes().truncate(start);
    byte[] array = record.bytes().reserve(length);
    record.bytes().advance(length);
    LittleEndian.putLong(array, start, environmentHash);
    LittleEndian.putInt(array, start + DIFFERENCE_COUNT_OFFSET, differenceCount);
    LittleEndian.putInt(array, start + PICK_COUNT_OFFSET, pickCount);
  }

  /** Number of audiences in which the profile differs from a blank one. */
  public static int differenceCount(ProfileRecord record) {
    return LittleEndian.getInt(record.array(), record.truthLength() + DIFFERENCE_COUNT_OFFSET);
  }

  public static int differenceRank(ProfileRecord record, int index) {
    return LittleEndian.getShort(
        record.array(), record.truthLength() + RANKS_OFFSET + index * Short.BYTES);
  }

  public static void differenceRank(ProfileRecord record, int index, int rank) {
    LittleEndian.putShort(
        record.array(), record.truthLength() + RANKS_OFFSET + index * Short.BYTES, rank);
  }

  /** Number of experiences that apply to the profile. */
  public static int pickCount(ProfileRecord record) {
    return LittleEndian.getInt(record.array(), record.truthLength() + PICK_COUNT_OFFSET);
  }

  public static int pickRank(ProfileRecord record, int index) {
    return LittleEndian.getShort(record.array(), pickOffset(record, index));
  }

  public static int pickVariantIndex(ProfileRecord record, int index) {
    return LittleEndian.getShort(record.array(), pickOffset(record, index) + Short.BYTES);
  }

  public static void pick(ProfileRecord record, int index, int rank, int variantIndex) {
    int offset = pickOffset(record, index);
    LittleEndian.putShort(record.array(), offset, rank);
    LittleEndian.putShort(record.array(), offset + Short.BYTES, variantIndex);
  }

  /** Where the picks begin in the record's bytes; the first of {@link #pickCount}. */
  public static int picksOffset(ProfileRecord record) {
    return pickOffset(record, 0);
  }

  /** The rank of the pick at this offset. */
  public static int pickRankAt(byte[] record, int offset) {
    return LittleEndian.getShort(record, offset);
  }

  /** The variant index of the pick at this offset. */
  public static int pickVariantIndexAt(byte[] record, int offset) {
    return LittleEndian.getShort(record, offset + Short.BYTES);
  }

  private static int pickOffset(ProfileRecord record, int index) {
    int ranks = record.truthLength() + RANKS_OFFSET;
    return ranks + differenceCount(record) * Short.BYTES + index * PICK_LENGTH;
  }
}
