package dev.kitsune.bench.report;

import org.HdrHistogram.Histogram;

/**
 * How far apart the times of work are that is the same each time. Immutable.
 *
 * @param tail the 99.9th percentile, in medians
 * @param loss by which share of the median the mean is above it: what the machine took for itself
 */
public record ControlSpread(double tail, double loss) {
  /** The spread of a histogram of nanoseconds. */
  public static ControlSpread of(Histogram ns) {
    return of(
        (double) ns.getValueAtPercentile(50), (double) ns.getValueAtPercentile(99.9), ns.getMean());
  }

  static ControlSpread of(double medianNs, double tailNs, double meanNs) {
    return new ControlSpread(tailNs / medianNs, Math.max(0, meanNs / medianNs - 1));
  }
}
