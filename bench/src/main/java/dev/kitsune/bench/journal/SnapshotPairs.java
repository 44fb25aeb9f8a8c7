package dev.kitsune.bench.journal;

import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;

/**
 * Latencies while snapshots are written, each with those since the snapshot before. Owned by one
 * thread.
 */
final class SnapshotPairs {
  private static final double PERCENTILE = 99.9;
  private static final double NS_PER_US = 1_000;

  /** With fewer values the 99.9th percentile is only the largest. */
  private static final int VALUE_COUNT_MIN = 1_000;

  private final Histogram allDuring = new Histogram(3);
  private final Histogram allElse = new Histogram(3);
  private final Histogram during = new Histogram(3);
  private final Histogram otherwise = new Histogram(3);
  private final List<Double> ratios = new ArrayList<>();

  void add(boolean isDuring, long ns) {
    if (!isDuring && during.getTotalCount() > 0) {
      endPair();
    }
    (isDuring ? during : otherwise).recordValue(ns);
    (isDuring ? allDuring : allElse).recordValue(ns);
  }

  private void endPair() {
    if (during.getTotalCount() >= VALUE_COUNT_MIN && otherwise.getTotalCount() >= VALUE_COUNT_MIN) {
      ratios.add((double) tailNs(during) / tailNs(otherwise));
    }
    during.reset();
    otherwise.reset();
  }

  /** Of each snapshot that ended: the tail while it was written, over that of before. */
  List<Double> ratios() {
    return ratios;
  }

  double duringUs() {
    return tailUs(allDuring);
  }

  double elseUs() {
    return tailUs(allElse);
  }

  long duringCount() {
    return allDuring.getTotalCount();
  }

  long elseCount() {
    return allElse.getTotalCount();
  }

  private static double tailUs(Histogram ns) {
    return tailNs(ns) / NS_PER_US;
  }

  private static long tailNs(Histogram ns) {
    return ns.getValueAtPercentile(PERCENTILE);
  }
}
