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
