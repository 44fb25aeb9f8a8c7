package dev.kitsune.bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The report as one page that needs nothing else: no script, no font, no picture from anywhere. It
 * is to be read on paper, too. Control plane.
 */
final class HtmlReport {
  private static final String STYLE =
      """
      :root{color-scheme:light}
      body{font:15px/1.45 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif;color:#1a1a1a;
        background:#fff;max-width:62rem;margin:2rem auto;padding:0 1.2rem}
      h1{font-size:1.6rem;margin:0 0 .2rem}
      h2{font-size:1.15rem;margin:2rem 0 .5rem;border-bottom:2px solid #1a1a1a;padding-bottom:.2rem}
      p{margin:.4rem 0}
      .sub{color:#555}
      table{border-collapse:collapse;width:100%;margin:.5rem 0;font-size:.92em}
      th,td{text-align:left;padding:.28rem .6rem .28rem 0;border-bottom:1px solid #ddd;
        vertical-align:top}
      th{font-weight:600;border-bottom:1px solid #888}
      .n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
      .facts td:first-child{width:9rem;color:#555}
      .facts td{overflow-wrap:anywhere}
      .v{display:inline-block;min-width:5.4rem;text-align:center;padding:.05rem .4rem;
        border-radius:.3rem;border:1.5px solid;font-weight:600;font-size:.9em}
      .met{color:#1d6b1d;background:#eaf6ea}
      .missed{color:#a31515;background:#fdeaea}
      .undecided{color:#6b5200;background:#fdf6dd}
      .small{color:#555;font-size:.92em}
      .bar{background:#c9d8ea;height:.75rem;min-width:1px;display:block;
        print-color-adjust:exact;-webkit-print-color-adjust:exact}
      .b{width:15%}
      svg{width:100%;height:auto;margin:.4rem 0}
      svg text{font:13px system-ui,sans-serif;fill:#333}
      svg .m{text-anchor:middle}
      svg .e{text-anchor:end}
      svg .g{stroke:#ddd;stroke-width:1}
      svg polyline{fill:none;stroke-width:2}
      @media print{
        @page{size:A4;margin:14mm}
        body{margin:0;padding:0;max-width:none;font-size:10pt}
        h2{break-after:avoid}
        table{font-size:.84em}
        .b{width:10%}
        thead{display:table-header-group}
        tr,svg{break-inside:avoid}
      }
      """;

  private final StringBuilder out = new StringBuilder();

  private HtmlReport() {}

  static String of(LatencyReport report) {
    HtmlReport page = new HtmlReport();
    page.begin(report);
    page.targets(report);
    page.facts(report);
    report.sections().forEach(section -> page.section(section, report));
    page.curves(report.curves());
    page.memory(report.memory());
    page.sockets(report.sockets());
    page.method();
    page.out.append("</body>\n</html>\n");
    return page.out.toString();
  }

  private void begin(LatencyReport report) {
    String title = "Kitsune, " + report.scale() + " report of " + report.startedAt();
    out.append("<!doctype html>\n<html lang=en>\n<head>\n<meta charset=utf-8>\n");
    out.append("<meta name=viewport content=\"width=device-width,initial-scale=1\">\n");
    out.append("<title>").append(Html.escape(title)).append("</title>\n");
    out.append("<style>\n").append(STYLE).append("</style>\n</head>\n<body>\n");
    out.append("<h1>Kitsune: measured</h1>\n");
    paragraph(
        "sub",
        Figures.format(
            "%s run of %s, took %s, commit %s",
            report.scale(),
            report.startedAt(),
            Figures.duration((double) report.elapsedS()),
            report.machine().commit()));
  }

  private void targets(LatencyReport report) {
    heading("Targets");
    out.append("<table>\n")
        .append(Html.head("verdict", "what", "target", "ratio (95 % interval)", "measured"));
    report.targets().forEach(this::target);
    out.append("</table>\n");
    Control control = report.control();
    if (control != null) {
      paragraph("small", TargetTexts.control(control));
    }
    report.notes().forEach(note -> paragraph("small", "Note: " + note));
  }

  private void target(TargetRow row) {
    String verdict = row.verdict().name().toLowerCase(Locale.ROOT);
    out.append("<tr><td><span class=\"v ")
        .append(verdict)
        .append("\">")
        .append(verdict)
        .append("</span></td>");
    Stream.of(row.title(), row.bound(), TargetTexts.ratio(row))
        .forEach(text -> out.append("<td>").append(Html.escape(text)).append("</td>"));
    out.append("<td>").append(Html.escape(row.measured()));
    if (!row.reason().isEmpty()) {
      out.append(row.measured().isEmpty() ? "" : "; ")
          .append("<span class=small>")
          .append(Html.escape(row.reason()))
          .append("</span>");
    }
    out.append("</td></tr>\n");
  }

  private void facts(LatencyReport report) {
    Machine machine = report.machine();
    heading("Where and of what");
    out.append("<table class=facts>\n");
    fact(
        "machine",
        Figures.format(
            "%s, %d cores, %s",
            machine.cpu(), machine.coreCount(), Figures.megabytes(machine.memoryBytes())));
    fact("system", machine.os());
    fact("JVM", machine.jvm());
    fact("flags", String.join(" ", machine.jvmFlags()));
    report
        .processes()
        .forEach(each -> fact("flags of " + each.processes(), String.join(" ", each.flags())));
    fact("commit", machine.commit());
    out.append("</table>\n");
  }

  private void fact(String name, String value) {
    out.append("<tr><td>")
        .append(Html.escape(name))
        .append("</td><td>")
        .append(Html.escape(value))
        .append("</td></tr>\n");
  }

  private void section(String section, LatencyReport report) {
    heading(section);
    List<BenchRow> rows = report.rows(section);
    double most = rows.stream().mapToDouble(BenchRow::ns).max().orElse(1);
    out.append("<table>\n")
        .append(Html.head("what", "with", "#time", "#interval", "#allocated", "#forks", ""));
    for (BenchRow row : rows) {
      String cells =
          Html.row(
              List.of(
                  row.name(),
                  row.parameterText(),
                  Figures.time(row.ns()),
                  Figures.time(row.lowNs()) + " to " + Figures.time(row.highNs()),
                  Figures.bytesPerOperation(row.bytes()),
                  String.valueOf(row.forkNs().size())));
      String bar = section.equals(ContenderRow.SECTION) ? "" : bar(row.ns() / most);
      out.append(cells.replace("</tr>", "<td class=b>" + bar + "</td></tr>"));
    }
    out.append("</table>\n");
    TargetTexts.below(section, report).forEach(text -> paragraph("small", text));
  }

  /* None in the rounds, where a batch of 200 events would leave nothing to see of the others. */
  private static String bar(double share) {
    return Figures.format("<span class=bar style=\"width:%.1f%%\"></span>", 100 * share);
  }

  private void curves(List<Curve> curves) {
    if (!curves.isEmpty()) {
      heading("Percentiles in process");
      out.append(CurvePlot.of(curves));
      percentiles(curves);
    }
  }

  private void percentiles(List<Curve> curves) {
    out.append("<table>\n")
        .append(Html.head("what", "#samples", "#mean", "#p50", "#p90", "#p99", "#p99.9", "#max"));
    for (Curve curve : curves) {
      out.append(
          Html.row(
              List.of(
                  curve.label(),
                  Figures.format("%,d", curve.count()),
                  Figures.time(curve.meanNs()),
                  Figures.time(curve.at(50)),
                  Figures.time(curve.at(90)),
                  Figures.time(curve.at(99)),
                  Figures.time(curve.at(99.9)),
                  Figures.time(curve.at(100)))));
    }
    out.append("</table>\n");
  }

  private void memory(@Nullable MemoryRow memory) {
    if (memory != null) {
      heading("Memory per profile");
      TargetTexts.memory(memory).forEach(text -> paragraph("", text));
    }
  }

  private void sockets(List<SocketRow> rows) {
    if (rows.isEmpty()) {
      return;
    }
    heading("Over the socket");
    for (SocketRow row : rows) {
      paragraph("", TargetTexts.socket(row));
    }
    for (String name : rows.stream().map(SocketRow::name).distinct().toList()) {
      List<Curve> curves = new ArrayList<>();
      List<SocketRow> ofName = rows.stream().filter(row -> row.name().equals(name)).toList();
      ofName.forEach(row -> curves.addAll(List.of(row.intended(), row.sent())));
      ofName.forEach(row -> curves.add(row.control()));
      out.append(CurvePlot.of(curves));
      percentiles(curves);
    }
  }

  private void method() {
    heading("How it was measured");
    paragraph(
        "",
        "Yardstick: Jackson's streaming parser reads the same fields of the same browser page"
            + " event, a text each. Floor of an update: strict JSON pass, one read-modify-write of"
            + " a typical record chosen at random, one copy of an answer of the real length. Floor"
            + " of a get: hash of the id, one read of such a record, its answer written.");
    paragraph(
        "",
        "A ratio is the median over interleaved rounds, one fork of each contender a round; its"
            + " interval is that of order statistics and holds the true median with 95 %. A target"
            + " is met or missed where the whole interval is on one side of it, and undecided"
            + " otherwise, with too few pairs, or where the mean of the control loop, which does the"
            + " same work each time, is more than a tenth above its median.");
    paragraph(
        "",
        "Other times are means; their interval holds the 95 % interval of the iterations and the"
            + " means of all forks. Over the socket, latency counts from when a request should have"
            + " been sent; a run that sent less than 99 % of its plan in time is invalid.");
  }

  private void heading(String text) {
    out.append("<h2>").append(Html.escape(text)).append("</h2>\n");
  }

  private void paragraph(String style, String text) {
    out.append(style.isEmpty() ? "<p>" : "<p class=" + style + ">")
        .append(Html.escape(text))
        .append("</p>\n");
  }
}
