package dev.kitsune.engine.profile;

import dev.kitsune.engine.bytes.LittleEndian;

/**
 * What an environment made of a record's truth, kept so that an event evaluates only what it
 * changed; never journalled, and void where its hash is not that of the environment ({@link
 * #isOf}).
 *
 * <pre>
 *  0   u64 hash of the compiled environment
 *  8   u32 when the memberships were decided, seconds since 1970
 *  12  u32 from when on time alone may change them; 2^32-1 if never
 *  16  u16 flags; 1: counters and rings that no rule uses may still stand in the truth
 *  18  u16 number of audiences in which the profile differs from a blank one
 *  20  u16 number of picks
 *  22  those audiences' ranks, u16 each, ascending
 *      the picks, {u16 rank of the experience, u16 variant index}, ascending by rank
 * </pre>
 *
 * Offsets are from the end of the truth. Data plane.
 */
public final class DerivedPart {
  private static final int DECIDED_S_OFFSET = Long.BYTES;
  private static final int LAPSE_S_OFFSET = DECIDED_S_OFFSET + Integer.BYTES;
  private static final int FLAGS_OFFSET = LAPSE_S_OFFSET + Integer.BYTES;
  private static final int DIFFERENCE_COUNT_OFFSET = FLAGS_OFFSET + Short.BYTES;
  private static final int PICK_COUNT_OFFSET = DIFFERENCE_COUNT_OFFSET + Short.BYTES;
  private static final int RANKS_OFFSET = PICK_COUNT_OFFSET + Short.BYTES;
  private static final int FLAG_UNTRIMMED = 1;

  /** Bytes of the rank of an audience. */
  public static final int RANK_LENGTH = Short.BYTES;

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

  /**
   * Makes room for a new part, with all ranks and picks to be set; decided at time 0, good for
   * ever, of a truth that is trimmed, unless that is set.
   */
  public static void begin(
      ProfileRecord record, long environmentHash, int differenceCount, int pickCount) {
    int start = record.truthLength();
    int length = RANKS_OFFSET + differenceCount * RANK_LENGTH + pickCount * PICK_LENGTH;
    record.bytes().truncate(start);
    byte[] array = record.bytes().reserve(length);
    record.bytes().advance(length);
    LittleEndian.putLong(array, start, environmentHash);
    LittleEndian.putInt(array, start + DECIDED_S_OFFSET, 0);
    LittleEndian.putInt(array, start + LAPSE_S_OFFSET, (int) EventSeconds.NEVER);
    LittleEndian.putShort(array, start + FLAGS_OFFSET, 0);
    LittleEndian.putShort(array, start + DIFFERENCE_COUNT_OFFSET, differenceCount);
    LittleEndian.putShort(array, start + PICK_COUNT_OFFSET, pickCount);
  }

  /** When the memberships were decided, in {@link EventSeconds}. */
  public static long decidedS(ProfileRecord record) {
    return getSeconds(record, DECIDED_S_OFFSET);
  }

  public static void decidedS(ProfileRecord record, long seconds) {
    putSeconds(record, DECIDED_S_OFFSET, seconds);
  }

  /**
   * From when on time alone may change a membership, in {@link EventSeconds}: not after the first
   * lapse, but maybe before it.
   */
  public static long lapseS(ProfileRecord record) {
    return getSeconds(record, LAPSE_S_OFFSET);
  }

  public static void lapseS(ProfileRecord record, long seconds) {
    putSeconds(record, LAPSE_S_OFFSET, seconds);
  }

  /** Whether counters and rings that no rule uses were not looked for yet. */
  public static boolean isUntrimmed(ProfileRecord record) {
    return getShort(record, FLAGS_OFFSET) == FLAG_UNTRIMMED;
  }

  public static void isUntrimmed(ProfileRecord record, boolean isUntrimmed) {
    LittleEndian.putShort(
        record.array(), record.truthLength() + FLAGS_OFFSET, isUntrimmed ? FLAG_UNTRIMMED : 0);
  }

  /** Number of audiences in which the profile differs from a blank one. */
  public static int differenceCount(ProfileRecord record) {
    return getShort(record, DIFFERENCE_COUNT_OFFSET);
  }

  public static int differenceRank(ProfileRecord record, int index) {
    return LittleEndian.getShort(record.array(), differencesOffset(record) + index * RANK_LENGTH);
  }

  public static void differenceRank(ProfileRecord record, int index, int rank) {
    LittleEndian.putShort(record.array(), differencesOffset(record) + index * RANK_LENGTH, rank);
  }

  /**
   * Where the audiences in which the profile differs begin in the record's bytes; they end where
   * the picks begin.
   */
  public static int differencesOffset(ProfileRecord record) {
    return record.truthLength() + RANKS_OFFSET;
  }

  /** The rank of the audience at this offset. */
  public static int differenceRankAt(byte[] record, int offset) {
    return LittleEndian.getShort(record, offset);
  }

  /** Number of experiences that apply to the profile. */
  public static int pickCount(ProfileRecord record) {
    return getShort(record, PICK_COUNT_OFFSET);
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

  private static int getShort(ProfileRecord record, int offset) {
    return LittleEndian.getShort(record.array(), record.truthLength() + offset);
  }

  private static long getSeconds(ProfileRecord record, int offset) {
    return Integer.toUnsignedLong(
        LittleEndian.getInt(record.array(), record.truthLength() + offset));
  }

  private static void putSeconds(ProfileRecord record, int offset, long seconds) {
    LittleEndian.putInt(record.array(), record.truthLength() + offset, (int) seconds);
  }

  private static int pickOffset(ProfileRecord record, int index) {
    int ranksLength = differenceCount(record) * RANK_LENGTH;
    return differencesOffset(record) + ranksLength + index * PICK_LENGTH;
  }
}
