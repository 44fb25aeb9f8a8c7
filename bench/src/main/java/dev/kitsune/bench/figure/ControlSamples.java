package dev.kitsune.bench.figure;

import dev.kitsune.bench.report.ControlLoop;
import dev.kitsune.bench.report.LatencyTarget;
import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;

/**
 * What the constant-work control loop took between the rounds of a measurement. Owned by one
 * thread.
 */
public final class ControlSamples {
  private static final long SAMPLE_NS = 500_000_000;
  private static final double PERCENTILE = 99.9;

  private final Histogram all = new Histogram(3);
  private final List<Double> spreads = new ArrayList<>();

  /** Works for half a second. */
  public void sample() {
    add(ControlLoop.sample(SAMPLE_NS, System::nanoTime));
  }

  void add(Histogram ns) {
    all.add(ns);
    spreads.add(spread(ns));
  }

  /** Of each sample: how much further than its median its tail is. */
  public List<Double> spreads() {
    return spreads;
  }

  /** Of all samples together. */
  double spread() {
    return spread(all);
  }

  /** Whether the machine was too restless for a verdict about time, or was not looked at. */
  boolean isDisturbed() {
    return spreads.isEmpty() || spread() > LatencyTarget.CONTROL_SPREAD_MAX;
  }

  private static double spread(Histogram ns) {
    return (double) ns.getValueAtPercentile(PERCENTILE) / ns.getValueAtPercentile(50);
  }
}
