package dev.kitsune.engine.profile;

import dev.kitsune.engine.bytes.LittleEndian;

/**
 * When events matched each windowed rule, of the newest matches only. The section holds one ring
 * after the other, ascending by identity (unsigned); a rule that never matched has none.
 *
 * <pre>
 *  0   u64 rule identity
 *  8   u16 number of times
 *  10  u16 flags; 1: older matches were dropped
 *  12  the times of the matches, ascending: u32 seconds since 1970 each ({@link EventSeconds})
 * </pre>
 *
 * How many a ring may hold, its capacity, is the environment's to say. A ring is known by its
 * place, an offset that is valid until the record changes. Data plane.
 */
public final class Rings {
  /** Says that there is no ring. */
  public static final int NONE = -1;

  static final int TIME_LENGTH = Integer.BYTES;
  static final int HEADER_LENGTH = Long.BYTES + 2 * Short.BYTES;
  static final int FLAG_TRUNCATED = 1;

  private static final int COUNT_OFFSET = Long.BYTES;
  private static final int FLAGS_OFFSET = COUNT_OFFSET + Short.BYTES;

  private Rings() {}

  /** The place of the first ring; that of the end where there is none. */
  public static int begin(ProfileRecord record) {
    return record.sectionOffset(Section.RINGS);
  }

  /** One past the last ring. */
  public static int end(ProfileRecord record) {
    return begin(record) + record.sectionLength(Section.RINGS);
  }

  /** The place after a ring, which is the next one's unless it is the end. */
  public static int next(ProfileRecord record, int place) {
    return timeOffset(place, count(record, place));
  }

  /** The ring of the rule of this identity, or {@link #NONE}. */
  public static int find(ProfileRecord record, long identity) {
    int place = lowerBound(record, identity);
    return place < end(record) && identity(record, place) == identity ? place : NONE;
  }

  public static long identity(ProfileRecord record, int place) {
    return LittleEndian.getLong(record.array(), place);
  }

  /** Number of times. */
  public static int count(ProfileRecord record, int place) {
    return LittleEndian.getShort(record.array(), place + COUNT_OFFSET);
  }

  /** The time of a match, in seconds; the oldest has index 0. */
  public static long timeS(ProfileRecord record, int place, int index) {
    return Integer.toUnsignedLong(LittleEndian.getInt(record.array(), timeOffset(place, index)));
  }

  /** Number of matches later than a time. */
  public static int countAfter(ProfileRecord record, int place, long timeS) {
    int count = count(record, place);
    int low = 0;
    int high = count;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (timeS(record, place, middle) <= timeS) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return count - low;
  }

  /** Whether matches older than those in the ring were dropped, for want of room. */
  public static boolean isTruncated(ProfileRecord record, int place) {
    return (LittleEndian.getShort(record.array(), place + FLAGS_OFFSET) & FLAG_TRUNCATED) != 0;
  }

  /**
   * Keeps the time of a match in its place among the others; the oldest of more than the ring may
   * hold are dropped.
   *
   * @param capacity the most times that the ring may hold, at least 1
   * @return the ring; {@link #NONE} if it is full of later matches
   */
  public static int add(ProfileRecord record, long identity, long timeS, int capacity) {
    int place = lowerBound(record, identity);
    if (place == end(record) || identity(record, place) != identity) {
      insert(record, place, identity);
    }
    truncate(record, place, capacity);
    int count = count(record, place);
    int index = count - countAfter(record, place, timeS);
    if (count < capacity) {
      record.splice(Section.RINGS, timeOffset(place, index), 0, TIME_LENGTH);
      count(record, place, count + 1);
      timeS(record, place, index, timeS);
      return place;
    }
    markTruncated(record, place);
    return index == 0 ? NONE : shiftIn(record, place, index - 1, timeS);
  }

  /**
   * Drops the rings of all other rules, and of the others what is more than they may hold.
   *
   * @param identities ascending, unsigned
   * @param capacities of the rings of these
   */
  public static void retain(ProfileRecord record, long[] identities, int[] capacities) {
    int next = 0;
    int place = begin(record);
    while (place < end(record)) {
      long identity = identity(record, place);
      next = Counters.skipBelow(identities, next, identity);
      if (next < identities.length && identities[next] == identity) {
        truncate(record, place, capacities[next]);
        place = next(record, place);
      } else {
        record.splice(Section.RINGS, place, next(record, place) - place, 0);
      }
    }
  }

  private static void insert(ProfileRecord record, int place, long identity) {
    record.splice(Section.RINGS, place, 0, HEADER_LENGTH);
    LittleEndian.putLong(record.array(), place, identity);
    LittleEndian.putInt(record.array(), place + COUNT_OFFSET, 0);
  }

  private static void truncate(ProfileRecord record, int place, int capacity) {
    int excess = count(record, place) - capacity;
    if (excess > 0) {
      record.splice(Section.RINGS, timeOffset(place, 0), excess * TIME_LENGTH, 0);
      count(record, place, capacity);
      markTruncated(record, place);
    }
  }

  /* The oldest goes, those up to the index move into its place. */
  private static int shiftIn(ProfileRecord record, int place, int index, long timeS) {
    int oldest = timeOffset(place, 0);
    System.arraycopy(
        record.array(), oldest + TIME_LENGTH, record.array(), oldest, index * TIME_LENGTH);
    timeS(record, place, index, timeS);
    return place;
  }

  private static int timeOffset(int place, int index) {
    return place + HEADER_LENGTH + index * TIME_LENGTH;
  }

  private static void count(ProfileRecord record, int place, int count) {
    LittleEndian.putShort(record.array(), place + COUNT_OFFSET, count);
  }

  private static void timeS(ProfileRecord record, int place, int index, long timeS) {
    LittleEndian.putInt(record.array(), timeOffset(place, index), (int) timeS);
  }

  static void markTruncated(ProfileRecord record, int place) {
    LittleEndian.putShort(record.array(), place + FLAGS_OFFSET, FLAG_TRUNCATED);
  }

  /** The first ring of this identity or a higher one; the end where there is none. */
  private static int lowerBound(ProfileRecord record, long identity) {
    int end = end(record);
    int place = begin(record);
    while (place < end && Long.compareUnsigned(identity(record, place), identity) < 0) {
      place = next(record, place);
    }
    return place;
  }
}
