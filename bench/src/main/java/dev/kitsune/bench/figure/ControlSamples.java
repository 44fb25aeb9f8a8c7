package dev.kitsune.bench.figure;

import dev.kitsune.bench.report.ControlLoop;
import dev.kitsune.bench.report.ControlSpread;
import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;

/**
 * What the constant-work control loop took between the rounds of a measurement. Owned by one
 * thread.
 */
public final class ControlSamples {
  private static final long SAMPLE_NS = 500_000_000;

  private final Histogram all = new Histogram(3);
  private final List<Double> tails = new ArrayList<>();

  /** Works for half a second. */
  public void sample() {
    add(ControlLoop.sample(SAMPLE_NS, System::nanoTime));
  }

  void add(Histogram ns) {
    all.add(ns);
    tails.add(ControlSpread.of(ns).tail());
  }

  /** Of each sample: its 99.9th percentile in medians. */
  public List<Double> tails() {
    return tails;
  }

  /** Whether there is no sample. */
  boolean isEmpty() {
    return tails.isEmpty();
  }

  /** Of all samples together. */
  ControlSpread spread() {
    return ControlSpread.of(all);
  }
}
