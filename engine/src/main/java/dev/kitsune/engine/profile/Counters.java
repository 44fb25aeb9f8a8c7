package dev.kitsune.engine.profile;

import dev.kitsune.engine.bytes.LittleEndian;

/**
 * How many events matched each counted rule: the section holds entries of 12 bytes, {u64 rule
 * identity, u32 count}, ascending by identity (unsigned). A rule that never matched has none. Data
 * plane.
 */
public final class Counters {
  public static final int ENTRY_LENGTH = Long.BYTES + Integer.BYTES;

  private Counters() {}

  /** The count of the rule of this identity; 0 if it never matched. */
  public static int count(ProfileRecord record, long identity) {
    int at = find(record, identity);
    return at < 0 ? 0 : LittleEndian.getInt(record.array(), at + Long.BYTES);
  }

  /** Where the counters begin in the record's bytes. */
  public static int begin(ProfileRecord record) {
    return record.sectionOffset(Section.COUNTERS);
  }

  /** Where they end; each takes {@link #ENTRY_LENGTH} bytes. */
  public static int end(ProfileRecord record) {
    return record.sectionOffset(Section.COUNTERS) + record.sectionLength(Section.COUNTERS);
  }

  /** The identity of the rule whose counter stands at a place. */
  public static long identity(ProfileRecord record, int place) {
    return LittleEndian.getLong(record.array(), place);
  }

  /** Counts one more match and returns the count; stays at 2^31-1 once there. */
  public static int increment(ProfileRecord record, long identity) {
    return add(record, identity, 1);
  }

  /**
   * Drops the counts of all other rules.
   *
   * @param identities ascending, unsigned
   */
  public static void retain(ProfileRecord record, long[] identities) {
    byte[] array = record.array();
    int start = record.sectionOffset(Section.COUNTERS);
    int end = start + record.sectionLength(Section.COUNTERS);
    int keptEnd = start;
    int next = 0;
    for (int at = start; at < end; at += ENTRY_LENGTH) {
      long identity = LittleEndian.getLong(array, at);
      next = skipBelow(identities, next, identity);
      if (next < identities.length && identities[next] == identity) {
        System.arraycopy(array, at, array, keptEnd, ENTRY_LENGTH);
        keptEnd += ENTRY_LENGTH;
      }
    }
    record.splice(Section.COUNTERS, keptEnd, end - keptEnd, 0);
  }

  static int add(ProfileRecord record, long identity, int matches) {
    int at = find(record, identity);
    if (at < 0) {
      at = ~at;
      record.splice(Section.COUNTERS, at, 0, ENTRY_LENGTH);
      LittleEndian.putLong(record.array(), at, identity);
      LittleEndian.putInt(record.array(), at + Long.BYTES, 0);
    }
    byte[] array = record.array();
    long sum = (long) LittleEndian.getInt(array, at + Long.BYTES) + matches;
    int count = (int) Math.min(sum, Integer.MAX_VALUE);
    LittleEndian.putInt(array, at + Long.BYTES, count);
    return count;
  }

  /**
   * The index of the first identity that is not below one, by halving: a record has few counters,
   * an environment may have thousands.
   *
   * @param identities ascending, unsigned
   * @param from those before this index are known to be below
   */
  public static int skipBelow(long[] identities, int from, long identity) {
    int low = from;
    int high = identities.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (Long.compareUnsigned(identities[middle], identity) < 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** Offset of the entry, or ~(where it would stand). */
  private static int find(ProfileRecord record, long identity) {
    byte[] array = record.array();
    int start = record.sectionOffset(Section.COUNTERS);
    int low = 0;
    int high = record.sectionLength(Section.COUNTERS) / ENTRY_LENGTH - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      int at = start + middle * ENTRY_LENGTH;
      int order = Long.compareUnsigned(LittleEndian.getLong(array, at), identity);
      if (order == 0) {
        return at;
      }
      if (order < 0) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return ~(start + low * ENTRY_LENGTH);
  }
}
