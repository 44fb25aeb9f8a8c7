package dev.kitsune.bench.report;

import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Two reports side by side, for a terminal. Control plane. */
final class ComparisonText {
  private static final List<Double> PERCENTILES = List.of(50.0, 99.0, 99.9);

  private final Comparison comparison;
  private final LatencyReport before;
  private final LatencyReport after;
  private final StringBuilder out = new StringBuilder();

  private ComparisonText(Comparison comparison) {
    this.comparison = comparison;
    before = comparison.before();
    after = comparison.after();
  }

  static String of(Comparison comparison) {
    ComparisonText text = new ComparisonText(comparison);
    text.head("before", comparison.before());
    text.head("after", comparison.after());
    text.warnings();
    text.noise();
    text.targets();
    text.rows();
    text.percentiles();
    text.memory();
    return text.out.toString();
  }

  private void head(String name, LatencyReport report) {
    line(
        "%-7s %s report of %s, commit %s",
        name + ":", report.scale(), report.startedAt(), report.machine().commit());
  }

  private void warnings() {
    warn("CPU", report -> report.machine().cpu());
    warn("number of cores", report -> report.machine().coreCount());
    warn("memory", report -> Figures.megabytes(report.machine().memoryBytes()));
    warn("system", report -> report.machine().os());
    warn("JVM", report -> report.machine().jvm());
    warn("flags", report -> String.join(" ", report.machine().jvmFlags()));
    warn("processes' flags", LatencyReport::processes);
    warn("parsers", LatencyReport::parsers);
    warn("scale", LatencyReport::scale);
  }

  private void warn(String what, Function<LatencyReport, Object> fact) {
    Object old = fact.apply(before);
    Object now = fact.apply(after);
    if (!old.equals(now)) {
      line("warning: other %s: %s, before %s", what, now, old);
    }
  }

  private void noise() {
    line(
        "noise: %.1f %% (forks of a row lie %.1f %% and %.1f %% apart, the control loop"
            + " changed by %.1f %%), or what a row's own forks lie apart; rows of fewer than %d"
            + " forks are undecided",
        100 * comparison.noise(),
        100 * Comparison.spread(before),
        100 * Comparison.spread(after),
        100 * comparison.controlChange(),
        Comparison.FORK_COUNT_MIN);
  }

  private void targets() {
    List<TargetRow> gone = gone(before.targets(), after.targets(), TargetRow::target);
    if (after.targets().isEmpty() && gone.isEmpty()) {
      return;
    }
    title("Targets");
    for (TargetRow row : after.targets()) {
      TargetRow old = first(before.targets(), each -> each.target().equals(row.target()));
      line("%-22s  %s", verdicts(old, row), row.title());
      line("%24s%s -> %s", "", old == null ? "none" : value(old), value(row));
    }
    for (TargetRow row : gone) {
      line("%-22s  %s", words(row.verdict()) + " -> none", row.title());
      line("%24s%s -> none", "", value(row));
    }
  }

  private static String verdicts(@Nullable TargetRow old, TargetRow row) {
    String now = words(row.verdict());
    return old == null || old.verdict() == row.verdict()
        ? now
        : words(old.verdict()) + " -> " + now;
  }

  private static String value(TargetRow row) {
    return row.value() == null ? "not measured" : TargetTexts.value(row);
  }

  private void rows() {
    if (comparison.rows().isEmpty() && comparison.unmatched().isEmpty()) {
      return;
    }
    title("Times");
    comparison.rows().forEach(this::row);
    comparison.unmatched().forEach(text -> line("%s", text));
  }

  private void row(Comparison.Row row) {
    BenchRow now = row.after();
    line(
        "%-16s %6.2f x  %9s -> %9s  %s, %s%s%s",
        words(row.change()),
        row.ratio(),
        Figures.time(row.before().ns()),
        Figures.time(now.ns()),
        now.section(),
        now.name(),
        now.parameters().isEmpty() ? "" : ", " + now.parameterText(),
        bytesChange(row));
  }

  private static String bytesChange(Comparison.Row row) {
    String old = Figures.bytesPerOperation(row.before().bytes());
    String now = Figures.bytesPerOperation(row.after().bytes());
    return old.equals(now) ? "" : "; allocates " + now + ", before " + old;
  }

  private void percentiles() {
    if (Stream.of(before, after).allMatch(ComparisonText::hasNoPercentiles)) {
      return;
    }
    title("Percentiles, of one run each and so without a verdict");
    for (Curve curve : after.curves()) {
      curve(first(before.curves(), each -> each.label().equals(curve.label())), curve, "");
    }
    gone(before.curves(), after.curves(), Curve::label).forEach(old -> curve(old, null, ""));
    for (SocketRow row : after.sockets()) {
      socket(first(before.sockets(), each -> key(each).equals(key(row))), row);
    }
    gone(before.sockets(), after.sockets(), ComparisonText::key).forEach(old -> socket(old, null));
  }

  private static boolean hasNoPercentiles(LatencyReport report) {
    return report.curves().isEmpty() && report.sockets().isEmpty();
  }

  private void socket(@Nullable SocketRow old, @Nullable SocketRow now) {
    boolean isValid = (old == null || old.isValid()) && (now == null || now.isValid());
    String invalid = isValid ? "" : "  INVALID";
    curve(old == null ? null : old.intended(), now == null ? null : now.intended(), invalid);
    curve(old == null ? null : old.sent(), now == null ? null : now.sent(), invalid);
  }

  private static String key(SocketRow row) {
    return row.name() + " " + row.ratePerS();
  }

  private void curve(@Nullable Curve old, @Nullable Curve now, String suffix) {
    StringBuilder points = new StringBuilder();
    for (double percentile : PERCENTILES) {
      points.append(
          Figures.format(
              "  p%s %s -> %s",
              percentile == Math.rint(percentile)
                  ? Figures.format("%.0f", percentile)
                  : String.valueOf(percentile),
              time(old, percentile),
              time(now, percentile)));
    }
    line("%-44s%s%s", label(old, now), points, suffix);
  }

  private static String label(@Nullable Curve old, @Nullable Curve now) {
    if (now != null) {
      return now.label();
    }
    return old == null ? "" : old.label();
  }

  private static String time(@Nullable Curve curve, double percentile) {
    return curve == null ? "none" : Figures.time(curve.at(percentile));
  }

  private void memory() {
    MemoryRow old = before.memory();
    MemoryRow now = after.memory();
    if (old == null && now == null) {
      return;
    }
    title("Memory per profile, of one pair of processes each and so without a verdict");
    line("%s -> %s", old == null ? "none" : memory(old), now == null ? "none" : memory(now));
  }

  private static String memory(MemoryRow row) {
    return Figures.format(
        "%.0f bytes, %.2f x (%,d profiles)",
        row.bytesPerProfile(), row.ratio(), row.profileCount());
  }

  /* Those before of which there is none after. */
  private static <T> List<T> gone(List<T> before, List<T> after, Function<T, String> key) {
    List<String> keys = after.stream().map(key).toList();
    return before.stream().filter(each -> !keys.contains(key.apply(each))).toList();
  }

  private static <T> @Nullable T first(List<T> all, Predicate<T> isIt) {
    return all.stream().filter(isIt).findFirst().orElse(null);
  }

  private static String words(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private void title(String title) {
    out.append('\n').append(title).append('\n').append("-".repeat(title.length())).append('\n');
  }

  private void line(String pattern, Object... values) {
    out.append(Figures.format(pattern, values).stripTrailing()).append('\n');
  }
}
