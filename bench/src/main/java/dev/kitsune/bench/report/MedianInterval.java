package dev.kitsune.bench.report;

import java.util.List;

/**
 * The median of a few values and an interval that holds the true one with 95 %.
 *
 * <p>The interval's ends are the k-th smallest and the k-th largest value, with the largest k for
 * which the two hold the true median with at least 95 %: a value is below it with one half, so that
 * k-1 or fewer of n are with the probability of as many heads of n coins. That asks nothing of how
 * the values are spread, and one disturbed pair of nine does not widen it. Fewer than six values
 * have no such interval: their lowest and highest hold the median with 94 % or less.
 *
 * @param low the lowest value where there are too few, as is {@code high} the highest
 * @param count how many values there are
 * @param isCovering whether the interval holds the true median with 95 %
 */
public record MedianInterval(
    double median, double low, double high, int count, boolean isCovering) {
  private static final double OUTSIDE_MAX = 0.05;

  /**
   * The interval of these values, in any order.
   *
   * @throws IllegalArgumentException if there are none
   */
  public static MedianInterval of(List<Double> values) {
    if (values.isEmpty()) {
      throw new IllegalArgumentException("a median needs values");
    }
    List<Double> sorted = values.stream().sorted().toList();
    int count = sorted.size();
    int cut = cutOff(count);
    int kept = Math.max(cut, 1);
    double median = (sorted.get((count - 1) / 2) + sorted.get(count / 2)) / 2;
    return new MedianInterval(
        median, sorted.get(kept - 1), sorted.get(count - kept), count, cut > 0);
  }

  /** The k of the class's doc; 0 if there is none. */
  private static int cutOff(int count) {
    double heads = Math.pow(0.5, count);
    double below = 0;
    int k = 0;
    while (2 * (below + heads) <= OUTSIDE_MAX) {
      below += heads;
      k++;
      heads = heads * (count - k + 1) / k;
    }
    return k;
  }
}
