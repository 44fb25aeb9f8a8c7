package dev.kitsune.bench.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ComparisonTest {
  @ParameterizedTest
  @CsvSource({
    "1000, 990, 1010, WITHIN_THE_NOISE",
    "1050, 1010, 1090, WITHIN_THE_NOISE",
    "1050, 1011, 1090, SLOWER",
    "950, 910, 990, WITHIN_THE_NOISE",
    "950, 910, 989, FASTER"
  })
  void changedOnlyIfTheIntervalsDoNotTouch(
      double ns, double low, double high, Comparison.Change change) {
    Comparison comparison =
        new Comparison(
            report(Reports.row("a", 1_000, 990, 1_010, 1_000.0)),
            report(Reports.row("a", ns, low, high, ns)));
    assertEquals(change, comparison.rows().get(0).change());
    assertEquals(ns / 1_000, comparison.rows().get(0).ratio());
    assertEquals(0, comparison.noise());
  }

  @Test
  void changedOnlyByMoreThanForksLieApart() {
    LatencyReport before =
        report(
            Reports.row("a", 1_000, 990, 1_010, 950.0, 1_050.0),
            Reports.row("b", 1_000, 990, 1_010, 1_000.0));
    LatencyReport after =
        report(
            Reports.row("a", 1_090, 1_080, 1_100, 1_090.0),
            Reports.row("b", 1_110, 1_100, 1_120, 1_110.0));
    Comparison comparison = new Comparison(before, after);
    assertEquals(0.1, comparison.noise(), 1e-9);
    assertEquals(Comparison.Change.WITHIN_THE_NOISE, comparison.rows().get(0).change());
    assertEquals(Comparison.Change.SLOWER, comparison.rows().get(1).change());
  }

  @Test
  void changedOnlyByMoreThanTheControlLoop() {
    Control slow =
        new Control(new Curve("control loop", 1, 1, List.of(new Curve.Point(50, 1_200))));
    Control fast =
        new Control(new Curve("control loop", 1, 1, List.of(new Curve.Point(50, 1_000))));
    Comparison comparison =
        new Comparison(
            Reports.report(List.of(Reports.row("a", 1_000, 990, 1_010)), List.of(), fast),
            Reports.report(List.of(Reports.row("a", 1_190, 1_180, 1_200)), List.of(), slow));
    assertEquals(0.2, comparison.noise(), 1e-9);
    assertEquals(Comparison.Change.WITHIN_THE_NOISE, comparison.rows().get(0).change());
  }

  @Test
  void saysWhatOnlyOneReportHas() {
    Comparison comparison =
        new Comparison(
            report(Reports.row("gone", 1, 1, 1), Reports.row("same", 1, 1, 1)),
            report(Reports.row("same", 1, 1, 1), Reports.row("new", 1, 1, 1)));
    String text = comparison.text();
    assertEquals(1, comparison.rows().size());
    assertTrue(text.contains("only in the first: Steps gone"), text);
    assertTrue(text.contains("only in the second: Steps new"), text);
    assertTrue(text.contains("within the noise"), text);
  }

  private static LatencyReport report(BenchRow... rows) {
    return Reports.report(List.of(rows), List.of(), Reports.quiet());
  }
}
