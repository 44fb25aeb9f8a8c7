package dev.kitsune.bench.report;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The report for a terminal. Control plane. */
final class TextReport {
  private final StringBuilder out = new StringBuilder();

  private TextReport() {}

  static String of(LatencyReport report) {
    TextReport text = new TextReport();
    text.head(report);
    text.targets(report.targets());
    text.control(report.control());
    report.sections().forEach(section -> text.section(section, report));
    text.curves(report.curves());
    text.memory(report.memory());
    text.sockets(report.sockets());
    return text.out.toString();
  }

  private void head(LatencyReport report) {
    Machine machine = report.machine();
    line("Kitsune, %s report of %s", report.scale(), report.startedAt());
    line("");
    line("commit   %s", machine.commit());
    line(
        "machine  %s, %d cores, %s",
        machine.cpu(), machine.coreCount(), Figures.megabytes(machine.memoryBytes()));
    line("system   %s", machine.os());
    line("JVM      %s", machine.jvm());
    line("flags    %s", String.join(" ", machine.jvmFlags()));
    report.processes().forEach(processes -> line("         %s", processes));
    line("took     %s", Figures.duration((double) report.elapsedS()));
    report.notes().forEach(note -> line("note     %s", note));
  }

  private void targets(List<TargetRow> rows) {
    title("Targets");
    for (TargetRow row : rows) {
      line("%-10s %s: %s", row.verdict().name().toLowerCase(Locale.ROOT), row.title(), row.bound());
      line("           %s", value(row));
    }
  }

  private static String value(TargetRow row) {
    String reason = row.reason().isEmpty() ? "" : "; undecided: " + row.reason();
    return row.value() == null ? row.reason() : TargetTexts.value(row) + reason;
  }

  private void control(@Nullable Control control) {
    if (control != null) {
      line("");
      line("%s", TargetTexts.control(control));
    }
  }

  private void section(String section, LatencyReport report) {
    title(section);
    List<BenchRow> rows = report.rows(section);
    int width = rows.stream().mapToInt(row -> label(row).length()).max().orElse(0);
    for (BenchRow row : rows) {
      line(
          "%-" + width + "s  %10s  %s to %s  %8s/op  %s",
          label(row),
          Figures.time(row.ns()),
          Figures.time(row.lowNs()),
          Figures.time(row.highNs()),
          Figures.bytesPerOperation(row.bytes()),
          Figures.counted(row.forkNs().size(), "fork"));
    }
    TargetTexts.below(section, report).forEach(text -> line("%s", text));
  }

  private static String label(BenchRow row) {
    return row.name() + (row.parameters().isEmpty() ? "" : ", " + row.parameterText());
  }

  private void curves(List<Curve> curves) {
    if (!curves.isEmpty()) {
      title("Percentiles in process");
      curves.forEach(this::curve);
    }
  }

  private void curve(Curve curve) {
    line(
        "%-44s p50 %9s  p99 %9s  p99.9 %9s  max %9s",
        curve.label(),
        Figures.time(curve.at(50)),
        Figures.time(curve.at(99)),
        Figures.time(curve.at(99.9)),
        Figures.time(curve.at(100)));
  }

  private void memory(@Nullable MemoryRow memory) {
    if (memory != null) {
      title("Memory per profile");
      TargetTexts.memory(memory).forEach(text -> line("%s", text));
    }
  }

  private void sockets(List<SocketRow> rows) {
    if (rows.isEmpty()) {
      return;
    }
    title("Over the socket");
    for (SocketRow row : rows) {
      line("%s", TargetTexts.socket(row));
      curve(row.intended());
      curve(row.sent());
      curve(row.control());
    }
  }

  private void title(String title) {
    line("");
    line("%s", title);
    line("%s", "-".repeat(title.length()));
  }

  private void line(String pattern, Object... values) {
    out.append(Figures.format(pattern, values).stripTrailing()).append('\n');
  }
}
