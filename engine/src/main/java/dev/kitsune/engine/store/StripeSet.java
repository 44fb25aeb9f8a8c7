package dev.kitsune.engine.store;

import java.util.Arrays;

/**
 * The stripes that one command holds, taken in ascending order. Owned by one thread. Data plane.
 */
final class StripeSet {
  private final StripeLocks locks;
  private int[] stripes = new int[16];
  private int count;
  private int lockedCount;

  StripeSet(StripeLocks locks) {
    this.locks = locks;
  }

  void clear() {
    count = 0;
    lockedCount = 0;
  }

  void add(long keyLow) {
    if (count == stripes.length) {
      stripes = Arrays.copyOf(stripes, count * 2);
    }
    stripes[count++] = locks.stripe(keyLow);
  }

  /** Whether the key's stripe is among those held. */
  boolean covers(long keyLow) {
    return Arrays.binarySearch(stripes, 0, lockedCount, locks.stripe(keyLow)) >= 0;
  }

  void lockAll() {
    Arrays.sort(stripes, 0, count);
    for (int i = 0; i < count; i++) {
      if (i == 0 || stripes[i] != stripes[i - 1]) {
        locks.lock(stripes[i]);
        stripes[lockedCount++] = stripes[i];
      }
    }
  }

  void unlockAll() {
    while (lockedCount > 0) {
      locks.unlock(stripes[--lockedCount]);
    }
  }
}
