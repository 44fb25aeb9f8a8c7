package dev.kitsune.engine.journal;

import dev.kitsune.engine.error.ErrorCode;
import dev.kitsune.engine.error.ExperienceException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The newest group that may be acknowledged, and who waits for it. Grows only. Safe for any thread.
 */
final class DurableSequence {
  private static final Logger LOG = LoggerFactory.getLogger(DurableSequence.class);

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final List<Listener> listeners = new CopyOnWriteArrayList<>();
  private volatile long sequence;
  private volatile boolean isRefusing;
  private int waiterCount;

  /** Somebody else's work, which must not be the journal's end. */
  private static final class Listener {
    private final Runnable work;
    private volatile boolean isFailing;

    Listener(Runnable work) {
      this.work = work;
    }

    /* It is said once until it goes well again: this may be thousands of times a second. */
    void tell() {
      try {
        work.run();
        isFailing = false;
      } catch (RuntimeException | Error failed) {
        if (!isFailing) {
          isFailing = true;
          LOG.error("a listener failed, the journal goes on", failed);
        }
      }
    }
  }

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

  /** Has something run after each change, on the thread that made it; what it throws is logged. */
  void listen(Runnable listener) {
    listeners.add(new Listener(listener));
  }

  /** Removes a listener. */
  void forget(Runnable listener) {
    listeners.removeIf(known -> known.work.equals(listener));
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
    listeners.forEach(Listener::tell);
  }
}
