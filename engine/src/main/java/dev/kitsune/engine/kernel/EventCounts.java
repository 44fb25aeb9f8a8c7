package dev.kitsune.engine.kernel;

import java.util.Arrays;

/**
 * How many events one request gives to each of its profiles. A profile is told by its key of two
 * words: the same for all its ids and in every request, another in each environment and after a
 * restart. Owned by one thread. Data plane.
 */
public final class EventCounts {
  private static final int WORDS = 2;

  private long[] keys = new long[8 * WORDS];
  private int[] eventCounts = new int[8];
  private int count;

  EventCounts() {}

  /** Number of profiles. */
  public int count() {
    return count;
  }

  /** First word of a profile's key. */
  public long keyHigh(int index) {
    return keys[index * WORDS];
  }

  /** Second word of a profile's key; as good as random, so it can choose a bucket. */
  public long keyLow(int index) {
    return keys[index * WORDS + 1];
  }

  /** Number of events that the profile gets, at least 1. */
  public int eventCount(int index) {
    return eventCounts[index];
  }

  void clear() {
    count = 0;
  }

  void add(long keyHigh, long keyLow, int eventCount) {
    if (count == eventCounts.length) {
      eventCounts = Arrays.copyOf(eventCounts, count * 2);
      keys = Arrays.copyOf(keys, count * 2 * WORDS);
    }
    keys[count * WORDS] = keyHigh;
    keys[count * WORDS + 1] = keyLow;
    eventCounts[count++] = eventCount;
  }
}
