package dev.kitsune.engine.journal;

import java.util.concurrent.locks.LockSupport;

/** A thread of a journal's that works when it is woken, until it is ended. */
abstract class JournalThread {
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

  private void run() {
    while (!isEnded) {
      isWoken = false;
      long pauseNs = work();
      await(pauseNs);
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
