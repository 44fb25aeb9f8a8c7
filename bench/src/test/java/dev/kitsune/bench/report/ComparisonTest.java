package dev.kitsune.bench.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
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
            report(Reports.row("a", 1_000, 990, 1_010, forks(4, 1_000))),
            report(Reports.row("a", ns, low, high, forks(4, ns))));
    assertEquals(change, comparison.rows().get(0).change());
    assertEquals(ns / 1_000, comparison.rows().get(0).ratio());
    assertEquals(0, comparison.noise());
  }

  @Test
  void changedOnlyByMoreThanForksUsuallyLieApart() {
    LatencyReport before =
        report(
            Reports.row("a", 1_000, 990, 1_010, forks(4, 1_000)),
            Reports.row("b", 1_000, 990, 1_010, forks(4, 1_000)),
            Reports.row("c", 1_000, 990, 1_010, 950.0, 1_050.0),
            Reports.row("d", 1_000, 990, 1_010, 950.0, 1_050.0),
            Reports.row("e", 1_000, 990, 1_010, 950.0, 1_050.0));
    LatencyReport after =
        report(
            Reports.row("a", 1_090, 1_080, 1_100, forks(4, 1_090)),
            Reports.row("b", 1_110, 1_100, 1_120, forks(4, 1_110)));
    Comparison comparison = new Comparison(before, after);
    assertEquals(0.1, comparison.noise(), 1e-9);
    assertEquals(Comparison.Change.WITHIN_THE_NOISE, comparison.rows().get(0).change());
    assertEquals(Comparison.Change.SLOWER, comparison.rows().get(1).change());
  }

  /* Its interval may be that of order statistics, which leaves out what is far away. */
  @ParameterizedTest
  @CsvSource({"1199, WITHIN_THE_NOISE", "1201, SLOWER"})
  void changedOnlyByMoreThanItsOwnForksLieApart(double ns, Comparison.Change change) {
    BenchRow quiet = Reports.row("b", 1_000, 990, 1_010, forks(4, 1_000));
    BenchRow alsoQuiet = Reports.row("c", 1_000, 990, 1_010, forks(4, 1_000));
    BenchRow restless = Reports.row("a", 1_000, 990, 1_010, 1_000.0, 1_000.0, 1_000.0, 1_200.0);
    Comparison comparison =
        new Comparison(
            report(restless, quiet, alsoQuiet),
            report(Reports.row("a", ns, ns - 1, ns + 1, forks(4, ns))));
    assertEquals(0, comparison.noise());
    assertEquals(change, comparison.rows().get(0).change());
  }

  @Test
  void changedOnlyByMoreThanTheControlLoop() {
    Control slow =
        new Control(new Curve("control loop", 1, 1, List.of(new Curve.Point(50, 1_200))));
    Control fast =
        new Control(new Curve("control loop", 1, 1, List.of(new Curve.Point(50, 1_000))));
    Comparison comparison =
        new Comparison(
            Reports.report(List.of(fourForks(1_000)), List.of(), fast),
            Reports.report(List.of(fourForks(1_190)), List.of(), slow));
    assertEquals(0.2, comparison.noise(), 1e-9);
    assertEquals(Comparison.Change.WITHIN_THE_NOISE, comparison.rows().get(0).change());
  }

  @Test
  void saysWhatOnlyOneReportHas() {
    Comparison comparison =
        new Comparison(
            report(Reports.row("gone", 1, 1, 1), Reports.row("same", 1, 1, 1)),
            report(Reports.row("same", 1, 1, 1), Reports.row("new", 1, 1, 1)));
    String text = ComparisonText.of(comparison);
    assertEquals(1, comparison.rows().size());
    assertTrue(text.contains("only in the first: Steps gone"), text);
    assertTrue(text.contains("only in the second: Steps new"), text);
    assertTrue(text.contains("undecided"), text);
  }

  @ParameterizedTest
  @CsvSource({
    "3, 4, UNDECIDED",
    "4, 3, UNDECIDED",
    "1, 7, UNDECIDED",
    "4, 4, SLOWER",
    "5, 5, SLOWER"
  })
  void aRowOfFewerThanFourForksIsUndecided(int forks, int forksAfter, Comparison.Change change) {
    Comparison comparison =
        new Comparison(
            report(Reports.row("a", 1_000, 990, 1_010, forks(forks, 1_000))),
            report(Reports.row("a", 9_000, 8_990, 9_010, forks(forksAfter, 9_000))));
    assertEquals(change, comparison.rows().get(0).change());
  }

  @Test
  void comparesTheRoundsOfContenders() {
    LatencyReport bare = Reports.report(List.of(), List.of(), Reports.quiet());
    Comparison comparison =
        new Comparison(
            Reports.with(
                bare,
                Reports.contender(Contender.UPDATE, 1_000.0, 1_020.0, 1_020.0, 1_040.0),
                Reports.contender(Contender.GET, 500.0, 510.0)),
            Reports.with(
                bare,
                Reports.contender(Contender.UPDATE, 1_100.0, 1_110.0, 1_110.0, 1_120.0),
                Reports.contender(Contender.GET, 505.0)));
    assertEquals(2, comparison.rows().size());
    assertEquals(1_110 / 1_020.0, comparison.rows().get(0).ratio());
    assertEquals(Comparison.Change.SLOWER, comparison.rows().get(0).change());
    assertEquals(Comparison.Change.UNDECIDED, comparison.rows().get(1).change());
    assertTrue(
        ComparisonText.of(comparison).contains("Rounds, UPDATE"), ComparisonText.of(comparison));
  }

  @Test
  void matchesWhatTwoReportsWroteInDifferentOrders(@TempDir Path directory) throws IOException {
    Comparison comparison =
        new Comparison(
            written(directory.resolve("a.json"), new TreeMap<>()),
            written(directory.resolve("b.json"), new TreeMap<>(Comparator.reverseOrder())));
    assertEquals(List.of(), comparison.unmatched());
    assertEquals(1, comparison.rows().size());
  }

  private static LatencyReport written(Path file, Map<String, String> parameters)
      throws IOException {
    parameters.putAll(Map.of("profileCount", "5", "audienceCount", "100"));
    List<ContenderRow.Round> rounds = List.of(new ContenderRow.Round(1, 1_000, 0));
    ContenderRow row = new ContenderRow("UPDATE", "page update", parameters, rounds);
    LatencyReport bare = Reports.report(List.of(), List.of(), Reports.quiet());
    Files.writeString(file, ReportFile.write(Reports.with(bare, row)));
    return ReportFile.read(file);
  }

  private static Double[] forks(int count, double ns) {
    return Collections.nCopies(count, ns).toArray(Double[]::new);
  }

  private static BenchRow fourForks(double ns) {
    return Reports.row("a", ns, ns - 10, ns + 10, forks(4, ns));
  }

  private static LatencyReport report(BenchRow... rows) {
    return Reports.report(List.of(rows), List.of(), Reports.quiet());
  }
}
