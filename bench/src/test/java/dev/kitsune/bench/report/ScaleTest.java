package dev.kitsune.bench.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class ScaleTest {
  @Test
  void aQuickReportIsPlannedWithinItsBudget() {
    double plannedS = work(Scale.QUICK, ReportRun.Extent.ALL).plannedS();
    assertTrue(plannedS <= Scale.QUICK.budgetS(), plannedS + " s");
    assertTrue(Scale.QUICK.budgetS() <= 170, "three minutes with the start of the JVM");
  }

  @Test
  void aQuickReportTakesTheSecondRoundLast() {
    List<String> titles = work(Scale.QUICK, ReportRun.Extent.ALL).titles();
    int round = titles.indexOf("round 2 of 2, update");
    List<Integer> order =
        List.of(
            index(titles, "round 1 of 2, control loop"),
            index(titles, "memory"),
            index(titles, "requests over the socket"),
            index(titles, "percentiles"),
            index(titles, "StrictPass"),
            index(titles, "Store"),
            round);
    assertEquals(order.stream().sorted().toList(), order);
    assertTrue(
        titles.subList(round, titles.size()).stream().allMatch(t -> t.startsWith("round 2")));
  }

  @Test
  void aQuickReportMeasuresNothingThatTakesMinutes() {
    assertEquals(
        List.of(
            Contender.UPDATE,
            Contender.FLOOR,
            Contender.YARDSTICK,
            Contender.GET,
            Contender.GET_FLOOR,
            Contender.TYPED_DOOR,
            Contender.BYTES_DOOR),
        Scale.QUICK.contenders());
    assertTrue(
        work(Scale.QUICK, ReportRun.Extent.ALL).titles().stream()
            .noneMatch(title -> title.startsWith("Untouched") || title.startsWith("Steps")));
    assertEquals(List.of(Contender.values()), Scale.FULL.contenders());
  }

  @Test
  void eachRowOfAFullReportThatFillsNoLargeStoreHasEnoughForksToBeCompared() {
    assertEquals(Comparison.FORK_COUNT_MIN, Scale.FULL.rowForks());
    assertTrue(Scale.FULL.pairCount() >= Comparison.FORK_COUNT_MIN);
  }

  @Test
  void whatTargetsAreJudgedByTakesNoLongerThan35Minutes() {
    double plannedS = work(Scale.FULL, ReportRun.Extent.TARGETS).plannedS();
    assertTrue(plannedS <= 35 * 60, plannedS + " s");
  }

  @Test
  void aFullReportTakesAllRoundsFirst() {
    List<String> titles = work(Scale.FULL, ReportRun.Extent.ALL).titles();
    assertTrue(index(titles, "round 9 of 9, control loop") < index(titles, "memory"));
  }

  @Test
  void theHelpSaysHowLongAFullReportIsPlanned() {
    String help = new CommandLine(new ReportCommand()).getUsageMessage().replaceAll("\\s+", " ");
    for (ReportRun.Extent extent : ReportRun.Extent.values()) {
      long minutes = 5 * (long) Math.ceil(work(Scale.FULL, extent).plannedS() / 60 / 5);
      assertTrue(help.contains("about " + minutes + " minutes"), minutes + " in " + help);
    }
  }

  private static int index(List<String> titles, String start) {
    return titles.indexOf(
        titles.stream().filter(title -> title.startsWith(start)).findFirst().orElseThrow());
  }

  private static WorkList work(Scale scale, ReportRun.Extent extent) {
    PrintStream log =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    return new ReportRun(scale, extent, log, Path.of(""), System::nanoTime).plan();
  }
}
