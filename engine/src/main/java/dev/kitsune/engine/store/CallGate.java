package dev.kitsune.engine.store;

import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.LockSupport;

/**
 * Counts the calls that are inside a store, so that its memory is freed after the last of them.
 * Calls count themselves in one of 64 cells chosen by thread, two cache lines apart, so that they
 * do not meet; allocates nothing. Data plane.
 */
final class CallGate {
  private static final int CELL_COUNT = 64;
  private static final int CELL_STRIDE = 16;
  private static final long DRAIN_PAUSE_NS = 50_000;

  private final AtomicLongArray running = new AtomicLongArray((CELL_COUNT + 1) * CELL_STRIDE);
  private volatile boolean closed;

  /*
   * A call first counts itself, then looks at the flag; closing first sets the flag, then looks at
   * the counts. Both pairs are sequentially consistent, so one of the two always sees the other.
   */

  /**
   * Counts a call in.
   *
   * @return the cell, to be given to {@link #leave}
   * @throws IllegalStateException if the gate is closed
   */
  int enter() {
    int cell = cell();
    running.getAndIncrement(cell);
    if (closed) {
      running.getAndDecrement(cell);
      throw new IllegalStateException("The store is closed.");
    }
    return cell;
  }

  void leave(int cell) {
    running.getAndDecrement(cell);
  }

  /** Refuses new calls and returns when none is running. Idempotent. */
  void closeAndDrain() {
    closed = true;
    for (int index = 1; index <= CELL_COUNT; index++) {
      while (running.get(index * CELL_STRIDE) != 0) {
        LockSupport.parkNanos(this, DRAIN_PAUSE_NS);
      }
    }
  }

  private static int cell() {
    int index = (int) Thread.currentThread().getId() & (CELL_COUNT - 1);
    return (index + 1) * CELL_STRIDE;
  }
}
