package dev.kitsune.bench.report;

import java.util.List;
import java.util.Set;

/** Sentences that the text and the page share. Control plane. */
final class TargetTexts {
  private static final Set<LatencyTarget.Unit> RATIOS =
      Set.of(LatencyTarget.Unit.RATIO, LatencyTarget.Unit.RATIO_BELOW);

  private static final List<String> OF_ROUNDS =
      List.of(
          "Each row is the median of its forks, one a round, with the 95 % interval of the median;"
              + " of fewer than six forks it is their range.",
          "A batch and its updates are of 200 events each. The bytes of a merge and of its page"
              + " event hold those of the pairs that are made anew before.");

  private TargetTexts() {}

  /** A measured target's value with interval and origin. */
  static String value(TargetRow row) {
    Double value = row.value();
    if (value == null) {
      return "";
    }
    String ratio = ratio(row);
    return ratio.isEmpty() ? row.measured() : ratio + " = " + row.measured();
  }

  /** The ratio with its interval; empty where the target is no ratio. */
  static String ratio(TargetRow row) {
    Double value = row.value();
    if (value == null || !RATIOS.contains(row.unit())) {
      return "";
    }
    return row.low() == null || row.high() == null
        ? Figures.ratio(value)
        : Figures.format(
            "%.2f x (%.2f to %.2f, %s)",
            value, row.low(), row.high(), Figures.counted(row.count(), "pair"));
  }

  /** What a reader of a section must know beside its rows. */
  static List<String> below(String section, LatencyReport report) {
    if (section.equals(ContenderRow.SECTION)) {
      return OF_ROUNDS;
    }
    return section.equals(RowPlan.PARSERS) ? ofParsers(report) : List.of();
  }

  private static List<String> ofParsers(LatencyReport report) {
    return List.of(
        "TAPE and CHECK_AND_JSONITER record where each field stands; the others make a String of"
            + " each.",
        "Versions: "
            + String.join(
                ", ",
                report.parsers().entrySet().stream()
                    .map(each -> each.getKey() + " " + each.getValue())
                    .toList())
            + ".");
  }

  static String control(Control control) {
    ControlSpread spread = control.spread();
    return Figures.format(
        "Control loop: p50 %s, mean %.1f %% above it%s; p99.9 %s, %.1f x%s",
        Figures.time(control.curve().at(50)),
        100 * spread.loss(),
        spread.loss() > LatencyTarget.CONTROL_LOSS_MAX
            ? Figures.format(
                " (over %.0f %%: no target of time is decided)",
                100 * LatencyTarget.CONTROL_LOSS_MAX)
            : "",
        Figures.time(control.curve().at(99.9)),
        spread.tail(),
        spread.tail() > LatencyTarget.CONTROL_SPREAD_MAX
            ? Figures.format(
                " (over %.0f x: percentiles of that height are the machine's)",
                LatencyTarget.CONTROL_SPREAD_MAX)
            : "");
  }

  static List<String> memory(MemoryRow row) {
    return List.of(
        Figures.format(
            "%,d profiles after %d updates, %d alias each; records of %.0f bytes",
            row.profileCount(),
            row.updatesPerProfile(),
            row.aliasesPerProfile(),
            row.recordBytes()),
        Figures.format(
            "resident %s, the same engine without profiles %s: %.0f bytes per profile, %.2f x",
            Figures.megabytes(row.residentBytes()),
            Figures.megabytes(row.emptyBytes()),
            row.bytesPerProfile(),
            row.ratio()));
  }

  static String socket(SocketRow row) {
    return Figures.format(
        "%s: %,d per second for %.0f s over %d connections, %,d of %,d sent in time, %d failed%s",
        row.name(),
        row.ratePerS(),
        row.seconds(),
        row.connectionCount(),
        row.sentInTime(),
        row.plannedCount(),
        row.failedCount(),
        row.isValid() ? "" : ": INVALID");
  }
}
