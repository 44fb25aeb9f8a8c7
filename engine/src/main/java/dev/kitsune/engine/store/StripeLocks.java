package dev.kitsune.engine.store;

import java.util.concurrent.locks.ReentrantLock;

/**
 * Parking locks, one for many keys: who holds a key's stripe is alone with every profile and alias
 * of that key. Stripes are always taken in ascending order. Safe for any thread; data plane.
 */
final class StripeLocks {
  private final ReentrantLock[] stripes;

  /**
   * @param count a power of two
   */
  StripeLocks(int count) {
    stripes = new ReentrantLock[count];
    for (int i = 0; i < count; i++) {
      stripes[i] = new ReentrantLock();
    }
  }

  int count() {
    return stripes.length;
  }

  /** The stripe of a key. */
  int stripe(long keyLow) {
    return (int) keyLow & (stripes.length - 1);
  }

  void lock(int stripe) {
    stripes[stripe].lock();
  }

  /** Whether any thread holds the stripe; for tests. */
  boolean isHeld(int stripe) {
    return stripes[stripe].isLocked();
  }

  void unlock(int stripe) {
    stripes[stripe].unlock();
  }
}
