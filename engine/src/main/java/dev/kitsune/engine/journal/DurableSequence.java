package dev.kitsune.engine.journal;

import dev.kitsune.engine.error.ErrorCode;
import dev.kitsune.engine.error.ExperienceException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The newest group that may be acknowledged, and who waits for it. Grows only. Safe for any thread.
 */
final class DurableSequence {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
  private volatile long sequence;
  private volatile boolean isRefusing;
  private int waiterCount;

  long get() {
    return sequence;
  }

  /** Sets it without telling anybody: for levels at which nobody waits. */
  void set(long newSequence) {
    sequence = newSequence;
  }

  /** Sets it and tells all. */
  void advance(long newSequence) {
    sequence = newSequence;
    tell();
  }

  /** Notes that what is not durable now is not going to be for a while; {@link #tell} follows. */
  void refuse() {
    isRefusing = true;
  }

  /** Whether waiting is in vain at this moment. */
  boolean isRefusing() {
    return isRefusing;
  }

  /** Lets waiting make sense again. */
  void resume() {
    isRefusing = false;
  }

  /** Has something run after each change, on the thread that made it. */
  void listen(Runnable listener) {
    listeners.add(listener);
  }

  /** Removes a listener. */
  void forget(Runnable listener) {
    listeners.remove(listener);
  }

  /**
   * Returns when the sequence is durable. An interrupt does not end the wait and stays pending.
   *
   * @throws ExperienceException UNAVAILABLE if it will not be for a while
   */
  void await(long awaited) {
    if (sequence >= awaited) {
      return;
    }
    lock.lock();
    try {
      waiterCount++;
      while (sequence < awaited) {
        if (isRefusing) {
          throw new ExperienceException(ErrorCode.UNAVAILABLE, "", 1);
        }
        changed.awaitUninterruptibly();
      }
    } finally {
      waiterCount--;
      lock.unlock();
    }
  }

  /** Has all waiters and listeners look again. */
  void tell() {
    lock.lock();
    try {
      if (waiterCount > 0) {
        changed.signalAll();
      }
    } finally {
      lock.unlock();
    }
    listeners.forEach(Runnable::run);
  }
}
