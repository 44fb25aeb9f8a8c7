package dev.kitsune.bench.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Two reports side by side, with an estimate of the noise.
 *
 * <p>A row is faster or slower only if its intervals in the two reports do not touch, and if it
 * changed by more than the noise that both have in common: how far the forks of one row usually lie
 * apart, and by how much the control loop changed, which does the same work in both. Control plane.
 */
final class Comparison {
  /** What became of a row. */
  enum Change {
    FASTER,
    SLOWER,
    WITHIN_THE_NOISE
  }

  /**
   * A row that both reports have.
   *
   * @param ratio the second's time against the first's
   */
  record Row(BenchRow before, BenchRow after, double ratio, Change change) {}

  private final LatencyReport before;
  private final LatencyReport after;
  private final double noise;
  private final List<Row> rows = new ArrayList<>();
  private final List<String> unmatched = new ArrayList<>();

  Comparison(LatencyReport before, LatencyReport after) {
    this.before = before;
    this.after = after;
    noise = Math.max(Math.max(forkSpread(before), forkSpread(after)), controlChange());
    Map<String, BenchRow> byKey = new LinkedHashMap<>();
    before.rows().forEach(row -> byKey.put(row.key(), row));
    for (BenchRow row : after.rows()) {
      BenchRow old = byKey.remove(row.key());
      if (old == null) {
        unmatched.add("only in the second: " + row.key());
      } else {
        rows.add(new Row(old, row, row.ns() / old.ns(), change(old, row)));
      }
    }
    byKey.keySet().forEach(key -> unmatched.add("only in the first: " + key));
  }

  List<Row> rows() {
    return rows;
  }

  /** The share by which a row may change without a reason. */
  double noise() {
    return noise;
  }

  /** The comparison for a terminal. */
  String text() {
    StringBuilder out = new StringBuilder();
    out.append(warnings());
    out.append(
        Figures.format(
            "noise: %.1f %% (forks of a row lie %.1f %% and %.1f %% apart, the control loop"
                + " changed by %.1f %%)%n%n",
            100 * noise, 100 * forkSpread(before), 100 * forkSpread(after), 100 * controlChange()));
    for (Row row : rows) {
      out.append(line(row));
    }
    unmatched.forEach(text -> out.append(text).append('\n'));
    return out.toString();
  }

  private static String line(Row row) {
    BenchRow after = row.after();
    return Figures.format(
        "%-16s %6.2f x  %9s -> %9s  %s, %s%s%n",
        row.change().name().toLowerCase(Locale.ROOT).replace('_', ' '),
        row.ratio(),
        Figures.time(row.before().ns()),
        Figures.time(after.ns()),
        after.section(),
        after.name() + (after.parameters().isEmpty() ? "" : ", " + after.parameterText()),
        bytesChange(row));
  }

  private static String bytesChange(Row row) {
    String old = Figures.bytesPerOperation(row.before().bytes());
    String now = Figures.bytesPerOperation(row.after().bytes());
    return old.equals(now) ? "" : "; allocates " + now + ", before " + old;
  }

  private String warnings() {
    StringBuilder out = new StringBuilder();
    warn(out, "CPU", before.machine().cpu(), after.machine().cpu());
    warn(out, "JVM", before.machine().jvm(), after.machine().jvm());
    warn(out, "scale", before.scale(), after.scale());
    return out.toString();
  }

  private static void warn(StringBuilder out, String what, String before, String after) {
    if (!before.equals(after)) {
      out.append(Figures.format("warning: another %s: %s, before %s%n", what, after, before));
    }
  }

  private Change change(BenchRow old, BenchRow row) {
    double ratio = row.ns() / old.ns();
    if (row.highNs() < old.lowNs() && ratio < 1 - noise) {
      return Change.FASTER;
    }
    return row.lowNs() > old.highNs() && ratio > 1 + noise
        ? Change.SLOWER
        : Change.WITHIN_THE_NOISE;
  }

  /** How far the forks of a row lie apart, the median of all rows that have several. */
  private static double forkSpread(LatencyReport report) {
    List<Double> spreads =
        report.rows().stream()
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

  private double controlChange() {
    Control first = before.control();
    Control second = after.control();
    return first == null || second == null
        ? 0
        : Math.abs(second.curve().at(50) / first.curve().at(50) - 1);
  }
}
