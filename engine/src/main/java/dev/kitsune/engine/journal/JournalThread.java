package dev.kitsune.engine.journal;

import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A thread of a journal's that works when it is woken, until it is ended. */
abstract class JournalThread {
  private static final Logger LOG = LoggerFactory.getLogger(JournalThread.class);
  private static final long RETRY_NS = 1_000_000_000;

  private final Thread thread;
  private volatile boolean isWoken;
  private volatile boolean isEnded;

  JournalThread(String name) {
    thread = new Thread(this::run, name);
    thread.setDaemon(true);
  }

  final void start() {
    thread.start();
  }

  /** Has the work done, once more if it is under way. */
  final void wake() {
    if (!isWoken) {
      isWoken = true;
      LockSupport.unpark(thread);
    }
  }

  /** Returns when the work under way is done; no more is begun. An interrupt stays pending. */
  final void end() {
    isEnded = true;
    LockSupport.unpark(thread);
    boolean isInterrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        isInterrupted = true;
      }
    }
    if (isInterrupted) {
      Thread.currentThread().interrupt();
    }
  }

  final boolean isEnded() {
    return isEnded;
  }

  /**
   * Does what there is to do.
   *
   * @return after how many nanoseconds to look again without being woken; 0 for never
   */
  abstract long work();

  /** Is told what {@link #work} threw; that is done again after a second. */
  abstract void failed(Throwable unexpected);

  private void run() {
    while (!isEnded) {
      try {
        isWoken = false;
        await(attempt());
      } catch (RuntimeException | Error outOfPlace) {
        LockSupport.parkNanos(this, RETRY_NS); // the log itself, say: nothing is left to be told
      }
    }
  }

  /* Nobody else does this thread's work, and some wait for it: it outlives what nobody thought of. */
  private long attempt() {
    try {
      return work();
    } catch (RuntimeException | Error unexpected) {
      tell(unexpected);
      return RETRY_NS;
    }
  }

  /*
   * The JVM may throw what a disk did under mapped memory at any place, here, too: once more, then.
   */
  private void tell(Throwable unexpected) {
    try {
      LOG.error("{} failed, trying on", thread.getName(), unexpected);
      failed(unexpected);
    } catch (RuntimeException | Error again) {
      tellOnceMore(unexpected);
    }
  }

  private void tellOnceMore(Throwable unexpected) {
    try {
      failed(unexpected);
    } catch (RuntimeException | Error again) {
      LOG.error("{} failed and could not tell, trying on", thread.getName(), again);
    }
  }

  /* Parking may return without a reason, so the time is looked at. */
  private void await(long pauseNs) {
    long begin = System.nanoTime();
    while (!isWoken && !isEnded) {
      if (pauseNs == 0) {
        LockSupport.park(this);
      } else {
        long left = pauseNs - (System.nanoTime() - begin);
        if (left <= 0) {
          return;
        }
        LockSupport.parkNanos(this, left);
      }
    }
  }
}
