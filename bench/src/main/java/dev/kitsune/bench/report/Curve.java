package dev.kitsune.bench.report;

import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.HdrHistogram.Histogram;

/**
 * A percentile curve.
 *
 * @param label what was measured
 * @param count how many samples it has
 * @param points by ascending percentile
 */
public record Curve(String label, long count, double meanNs, List<Point> points) {
  /** Of so many percent of the samples none took longer. */
  public record Point(double percentile, double ns) {}

  /* Equal steps of the number of nines, and those that are quoted. */
  private static final List<Double> PERCENTILES =
      DoubleStream.concat(
              IntStream.rangeClosed(0, 40).mapToDouble(i -> 100 * (1 - Math.pow(10, -i / 8.0))),
              DoubleStream.of(50, 90, 95, 99, 99.9, 99.99, 100))
          .map(percentile -> Math.round(percentile * 1e5) / 1e5)
          .distinct()
          .sorted()
          .boxed()
          .toList();

  public Curve {
    points = List.copyOf(points);
  }

  /** The curve of a histogram of nanoseconds; it ends where single samples would be percentiles. */
  public static Curve of(String label, Histogram histogram) {
    double share = 100 * (1 - 1 / (double) Math.max(1, histogram.getTotalCount()));
    List<Point> points =
        PERCENTILES.stream()
            .filter(percentile -> percentile <= share || isQuoted(percentile))
            .map(percentile -> new Point(percentile, histogram.getValueAtPercentile(percentile)))
            .toList();
    return new Curve(label, histogram.getTotalCount(), histogram.getMean(), points);
  }

  /**
   * The value at one of the quoted percentiles.
   *
   * @throws IllegalArgumentException if the curve has no such point
   */
  public double at(double percentile) {
    return points.stream()
        .filter(point -> point.percentile() == percentile)
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(label + " has no p" + percentile))
        .ns();
  }

  private static boolean isQuoted(double percentile) {
    return percentile == 50
        || percentile == 90
        || percentile == 99
        || percentile == 99.9
        || percentile == 99.99
        || percentile == 100;
  }
}
