package dev.kitsune.bench.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The times of two reports side by side, with an estimate of the noise: rows, and what the rounds
 * gave of each contender.
 *
 * <p>A row is faster or slower only if its intervals in the two reports do not touch, and if it
 * changed by more than the noise: how far the forks of one row usually lie apart, how far its own
 * do, and by how much the control loop changed, which does the same work in both. A row of fewer
 * than four forks in one of the reports is undecided: the ranges of two and two forks that differ
 * in nothing miss each other in one case of three, those of four and four in 2 of 70. Control
 * plane.
 */
final class Comparison {
  /** What became of a row. */
  enum Change {
    FASTER,
    SLOWER,
    WITHIN_THE_NOISE,
    /** There are too few forks of it. */
    UNDECIDED
  }

  /**
   * A row that both reports have.
   *
   * @param ratio the second's time against the first's
   */
  record Row(BenchRow before, BenchRow after, double ratio, Change change) {}

  /** With fewer forks in one of the reports a row is undecided. */
  static final int FORK_COUNT_MIN = 4;

  private final LatencyReport before;
  private final LatencyReport after;
  private final double noise;
  private final List<Row> rows = new ArrayList<>();
  private final List<String> unmatched = new ArrayList<>();

  Comparison(LatencyReport before, LatencyReport after) {
    this.before = before;
    this.after = after;
    noise = Stream.of(spread(before), spread(after), controlChange()).reduce(0.0, Math::max);
    Map<String, BenchRow> byKey = new LinkedHashMap<>();
    all(before).forEach(row -> byKey.put(row.key(), row));
    for (BenchRow row : all(after)) {
      BenchRow old = byKey.remove(row.key());
      if (old == null) {
        unmatched.add("only in the second: " + row.key());
      } else {
        rows.add(new Row(old, row, row.ns() / old.ns(), change(old, row)));
      }
    }
    byKey.keySet().forEach(key -> unmatched.add("only in the first: " + key));
  }

  LatencyReport before() {
    return before;
  }

  LatencyReport after() {
    return after;
  }

  List<Row> rows() {
    return rows;
  }

  /** In words, which rows only one of the reports has. */
  List<String> unmatched() {
    return unmatched;
  }

  /**
   * The share by which any row may change without a reason; one whose forks differ more by that.
   */
  double noise() {
    return noise;
  }

  private static List<BenchRow> all(LatencyReport report) {
    return Stream.concat(
            report.contenders().stream()
                .filter(each -> !each.rounds().isEmpty())
                .map(ContenderRow::row),
            report.rows().stream())
        .toList();
  }

  private Change change(BenchRow old, BenchRow row) {
    if (Math.min(old.forkNs().size(), row.forkNs().size()) < FORK_COUNT_MIN) {
      return Change.UNDECIDED;
    }
    double ratio = row.ns() / old.ns();
    double ownNoise = Stream.of(noise, spread(old), spread(row)).reduce(0.0, Math::max);
    if (row.highNs() < old.lowNs() && ratio < 1 - ownNoise) {
      return Change.FASTER;
    }
    return row.lowNs() > old.highNs() && ratio > 1 + ownNoise
        ? Change.SLOWER
        : Change.WITHIN_THE_NOISE;
  }

  /** How far the forks of a row lie apart, the median of all rows that have several; 0 if none. */
  static double spread(LatencyReport report) {
    List<Double> spreads =
        all(report).stream()
            .filter(row -> row.forkNs().size() > 1)
            .map(Comparison::spread)
            .toList();
    return spreads.isEmpty() ? 0 : MedianInterval.of(spreads).median();
  }

  private static double spread(BenchRow row) {
    double low = row.forkNs().stream().min(Double::compare).orElseThrow();
    double high = row.forkNs().stream().max(Double::compare).orElseThrow();
    return (high - low) / row.ns();
  }

  /** By which share the control loop's median changed; 0 if one of the reports has none. */
  double controlChange() {
    @Nullable Control first = before.control();
    @Nullable Control second = after.control();
    return first == null || second == null
        ? 0
        : Math.abs(second.curve().at(50) / first.curve().at(50) - 1);
  }
}
