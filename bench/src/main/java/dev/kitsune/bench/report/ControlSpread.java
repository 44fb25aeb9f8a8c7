package dev.kitsune.bench.report;

import org.HdrHistogram.Histogram;

/**
 * How far apart the times of work are that is the same each time.
 *
 * @param tail the 99.9th percentile, in medians
 * @param loss the share by which the mean is above the median: of so much more time than the work
 *     needs the machine gave it none
 */
public record ControlSpread(double tail, double loss) {
  public static ControlSpread of(Histogram ns) {
    double median = ns.getValueAtPercentile(50);
    return new ControlSpread(
        ns.getValueAtPercentile(99.9) / median, Math.max(0, ns.getMean() / median - 1));
  }
}
