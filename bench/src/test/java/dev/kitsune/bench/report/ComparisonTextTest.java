package dev.kitsune.bench.report;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class ComparisonTextTest {
  private final LatencyReport report = report(Verdict.MET, 0.5);

  @Test
  void showsWhatBecameOfTheVerdicts() {
    String text = text(report, report(Verdict.MISSED, 1.25));
    assertTrue(text.contains("met -> missed           get"), text);
    assertTrue(text.contains("0.50 x (0.50 to 0.50, 7 pairs) = 1 us -> 1.25 x"), text);
    assertFalse(text(report, report).contains("met ->"), text);
  }

  @Test
  void showsPercentilesAndMemory() {
    String text = text(report, report);
    for (String part :
        List.of(
            "page update                                   p50 1.00 us -> 1.00 us  p99 1.00 us",
            "page at 1,000/s, from send                    p50 1.00 us -> 1.00 us",
            "p99.9 2.00 us -> 2.00 us",
            "1400 bytes, 1.40 x (1,000,000 profiles) -> 1400 bytes")) {
      assertTrue(text.contains(part), part + " in " + text);
    }
    assertFalse(text.contains("warning"), text);
  }

  @Test
  void warnsOfAnotherMachine() {
    Machine other =
        new Machine("another CPU", 4, 16_000_000_000L, "Linux", "JVM 2", List.of("-Y"), "c1");
    String text = text(report, Reports.on(report, other));
    for (String part :
        List.of(
            "warning: other CPU: another CPU, before a <CPU>",
            "warning: other number of cores: 4, before 2",
            "warning: other memory: 16,000 MB, before 8,000 MB",
            "warning: other JVM: JVM 2, before a JVM",
            "warning: other flags: -Y, before -X",
            "warning: other processes' flags: [forks: -Z], before [forks: -Xmx3g]")) {
      assertTrue(text.contains(part), part + " in " + text);
    }
  }

  @Test
  void saysWhichReportsItCompares() {
    Machine other =
        new Machine("a <CPU> & \"more\"", 2, 8_000_000_000L, "BSD", "a JVM", List.of("-X"), "c1");
    String text = text(report, Reports.on(report, other));
    assertTrue(
        text.startsWith(
            """
            before: quick report of 2026-11-22T00:00:00Z, commit c0
            after:  quick report of 2026-11-22T00:00:00Z, commit c1
            """),
        text);
    assertTrue(text.contains("warning: other system: BSD, before Linux"), text);
  }

  @Test
  void showsWhatOnlyTheFirstHas() {
    String text = text(report, Reports.emptied(report));
    for (String part :
        List.of(
            "met -> none             get\n",
            "0.50 x (0.50 to 0.50, 7 pairs) = 1 us -> none\n",
            "page update                                   p50 1.00 us -> none  p99 1.00 us ->"
                + " none",
            "page at 1,000/s, from send                    p50 1.00 us -> none",
            "1400 bytes, 1.40 x (1,000,000 profiles) -> none\n")) {
      assertTrue(text.contains(part), part + " in " + text);
    }
  }

  @Test
  void showsWhatOnlyTheSecondHas() {
    String text = text(Reports.emptied(report), report);
    for (String part :
        List.of(
            "none -> 0.50 x (0.50 to 0.50, 7 pairs) = 1 us\n",
            "page update                                   p50 none -> 1.00 us",
            "none -> 1400 bytes")) {
      assertTrue(text.contains(part), part + " in " + text);
    }
  }

  private static LatencyReport report(Verdict verdict, double ratio) {
    return Reports.report(List.of(), List.of(target(verdict, ratio)), Reports.quiet());
  }

  private static TargetRow target(Verdict verdict, double ratio) {
    return new TargetRow(
        "GET",
        "get",
        "at most 1.00 x",
        LatencyTarget.Unit.RATIO,
        "1 us",
        ratio,
        ratio,
        ratio,
        7,
        verdict,
        "");
  }

  private static String text(LatencyReport before, LatencyReport after) {
    return ComparisonText.of(new Comparison(before, after));
  }
}
