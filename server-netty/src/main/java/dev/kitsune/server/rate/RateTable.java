package dev.kitsune.server.rate;

/**
 * Token buckets of profiles in a table of fixed size. A bucket is one number, the time at which it
 * will be full again: taking a token moves it by the time that one token takes to come, and a
 * bucket that is full needs no place.
 *
 * <p>A profile's key chooses a set of {@value #WAY_COUNT} places. Where all of them hold buckets
 * that are not full, the one nearest to full is forgotten: that profile gets its last few tokens
 * back early. To crowd out another's bucket a stranger would have to keep a large part of all
 * places busy, each for the 20 ms that a token takes, since keys are hashed with a secret.
 *
 * <p>Safe for any thread; the buckets of one profile must be used by one thread at a time. Data
 * plane.
 */
final class RateTable {
  static final int WAY_COUNT = 8;

  private static final int WORDS = 3;
  private static final int KEY_LOW = 1;
  private static final int FULL_AT = 2;
  private static final int LOCK_COUNT = 64;
  private static final long SECOND_US = 1_000_000;

  private final long tokenUs;
  private final long burstUs;
  private final long setMask;
  /* For each place the key's two words and when the bucket is full, in epoch microseconds. */
  private final long[] words;
  private final Object[] locks = new Object[LOCK_COUNT];

  /**
   * @param setCount a power of two
   */
  RateTable(RateLimit limit, int setCount) {
    tokenUs = SECOND_US / limit.eventsPerSecond();
    burstUs = tokenUs * limit.burst();
    setMask = setCount - 1L;
    words = new long[setCount * WAY_COUNT * WORDS];
    for (int i = 0; i < LOCK_COUNT; i++) {
      locks[i] = new Object();
    }
  }

  /**
   * The time until this many tokens are there; 0 if they are now. More than a full bucket holds are
   * never there, whatever the time says.
   */
  long waitUs(long keyHigh, long keyLow, int count, long nowUs) {
    synchronized (lock(keyLow)) {
      int place = find(keyHigh, keyLow);
      long missingUs = place < 0 ? 0 : missingUs(place, nowUs);
      return Math.max(0, missingUs + count * tokenUs - burstUs);
    }
  }

  /** Takes tokens that are there. */
  void take(long keyHigh, long keyLow, int count, long nowUs) {
    synchronized (lock(keyLow)) {
      int place = find(keyHigh, keyLow);
      if (place < 0) {
        place = nearestToFull(keyLow);
        words[place] = keyHigh;
        words[place + KEY_LOW] = keyLow;
        words[place + FULL_AT] = nowUs;
      }
      words[place + FULL_AT] = nowUs + missingUs(place, nowUs) + count * tokenUs;
    }
  }

  /* Never more than a bucket holds, so that a clock set back locks nobody out for longer. */
  private long missingUs(int place, long nowUs) {
    words[place + FULL_AT] = Math.min(words[place + FULL_AT], nowUs + burstUs);
    return Math.max(0, words[place + FULL_AT] - nowUs);
  }

  private int find(long keyHigh, long keyLow) {
    int first = firstPlace(keyLow);
    for (int place = first; place < first + WAY_COUNT * WORDS; place += WORDS) {
      if (words[place + KEY_LOW] == keyLow && words[place] == keyHigh) {
        return place;
      }
    }
    return -1;
  }

  private int nearestToFull(long keyLow) {
    int first = firstPlace(keyLow);
    int nearest = first;
    for (int place = first; place < first + WAY_COUNT * WORDS; place += WORDS) {
      nearest = words[place + FULL_AT] < words[nearest + FULL_AT] ? place : nearest;
    }
    return nearest;
  }

  private int firstPlace(long keyLow) {
    return (int) (keyLow & setMask) * WAY_COUNT * WORDS;
  }

  private Object lock(long keyLow) {
    return locks[(int) (keyLow & setMask) & LOCK_COUNT - 1];
  }
}
