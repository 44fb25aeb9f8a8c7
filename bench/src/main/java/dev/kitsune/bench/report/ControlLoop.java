package dev.kitsune.bench.report;

import java.util.function.LongSupplier;
import org.HdrHistogram.Histogram;

/**
 * Work that is the same each time and about as long as a page update: a chain of shifts in
 * registers, no memory, nothing to predict. Owned by one thread. Data plane.
 */
public final class ControlLoop {
  private static final int ROUND_COUNT = 1_700;

  private long state = 0x9E37_79B9_7F4A_7C15L;

  /** Does the work once; returns what it made, so that nobody leaves it out. */
  public long work() {
    long x = state;
    for (int round = 0; round < ROUND_COUNT; round++) {
      x ^= x << 13;
      x ^= x >>> 7;
      x ^= x << 17;
    }
    state = x;
    return x;
  }

  /** Works for so long; returns how long each time took, in nanoseconds. */
  public static Histogram sample(long durationNs, LongSupplier clockNs) {
    Histogram histogram = new Histogram(3);
    ControlLoop loop = new ControlLoop();
    long start = clockNs.getAsLong();
    long before = start;
    while (before - start < durationNs) {
      loop.work();
      long after = clockNs.getAsLong();
      histogram.recordValue(after - before);
      before = after;
    }
    return histogram;
  }
}
