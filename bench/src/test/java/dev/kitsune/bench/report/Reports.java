package dev.kitsune.bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;

/** Reports for tests. */
final class Reports {
  private Reports() {}

  /** A curve whose 99.9th percentile is so many times its median of 1,000 ns. */
  static Curve curve(String label, double spread) {
    Histogram histogram = new Histogram(4);
    histogram.recordValueWithCount(1_000, 99_800);
    histogram.recordValueWithCount(Math.round(1_000 * spread), 200);
    return Curve.of(label, histogram);
  }

  static Control quiet() {
    return new Control(curve("control loop", 3));
  }

  static BenchRow row(String name, double ns, double lowNs, double highNs, Double... forkNs) {
    return new BenchRow(
        "Steps", name, Map.of("audienceCount", "100"), ns, lowNs, highNs, 0.01, List.of(forkNs));
  }

  /** What rounds of a contender gave that took so long. */
  static ContenderRow contender(Contender contender, Double... ns) {
    List<ContenderRow.Round> rounds = new ArrayList<>();
    for (double each : ns) {
      rounds.add(new ContenderRow.Round(rounds.size() + 1, each, 0));
    }
    return new ContenderRow(
        contender.name(), contender.title(), Map.of("profileCount", "100"), rounds);
  }

  /** The same report with these contenders. */
  static LatencyReport with(LatencyReport report, ContenderRow... contenders) {
    return new LatencyReport(
        report.format(),
        report.scale(),
        report.startedAt(),
        report.elapsedS(),
        report.machine(),
        report.processes(),
        report.parsers(),
        report.notes(),
        report.targets(),
        report.control(),
        List.of(contenders),
        report.rows(),
        report.curves(),
        report.memory(),
        report.sockets());
  }

  /** The same report of another machine. */
  static LatencyReport on(LatencyReport report, Machine machine) {
    return new LatencyReport(
        report.format(),
        report.scale(),
        report.startedAt(),
        report.elapsedS(),
        machine,
        List.of(new ProcessRow("forks", List.of("-Z"))),
        Map.of(),
        report.notes(),
        report.targets(),
        report.control(),
        report.contenders(),
        report.rows(),
        report.curves(),
        report.memory(),
        report.sockets());
  }

  /** A run of page updates, its control loop so far apart. */
  static SocketRow socket(int ratePerS, double controlSpread) {
    String at = Figures.format("page at %,d/s", ratePerS);
    return new SocketRow(
        "page",
        ratePerS,
        2,
        32,
        2_000,
        1_999,
        0,
        true,
        curve(at + ", from intended send", 3),
        curve(at + ", from send", 2),
        curve("control loop after " + at, controlSpread));
  }

  /** The same report with these runs over the socket. */
  static LatencyReport over(LatencyReport report, SocketRow... sockets) {
    return new LatencyReport(
        report.format(),
        report.scale(),
        report.startedAt(),
        report.elapsedS(),
        report.machine(),
        report.processes(),
        report.parsers(),
        report.notes(),
        report.targets(),
        report.control(),
        report.contenders(),
        report.rows(),
        report.curves(),
        report.memory(),
        List.of(sockets));
  }

  /** The same report of nothing that was measured. */
  static LatencyReport emptied(LatencyReport report) {
    return new LatencyReport(
        report.format(),
        report.scale(),
        report.startedAt(),
        report.elapsedS(),
        report.machine(),
        report.processes(),
        report.parsers(),
        report.notes(),
        List.of(),
        report.control(),
        List.of(),
        List.of(),
        List.of(),
        null,
        List.of());
  }

  static LatencyReport report(List<BenchRow> rows, List<TargetRow> targets, Control control) {
    Curve curve = curve("page at 1,000/s, from send", 2);
    return new LatencyReport(
        LatencyReport.FORMAT,
        "quick",
        "2026-11-22T00:00:00Z",
        61,
        new Machine("a <CPU> & \"more\"", 2, 8_000_000_000L, "Linux", "a JVM", List.of("-X"), "c0"),
        List.of(new ProcessRow("forks", List.of("-Xmx3g"))),
        Map.of("JACKSON", "jackson-core 1.0"),
        List.of("a note with <b>markup</b>"),
        targets,
        control,
        List.of(),
        rows,
        List.of(curve("page update", 5), curve("control loop", 3)),
        new MemoryRow(1_000_000, 10, 1, 1_000, 1_500_000_000L, 100_000_000L),
        List.of(new SocketRow("page", 1_000, 2, 32, 2_000, 1_999, 0, true, curve, curve, curve)));
  }
}
