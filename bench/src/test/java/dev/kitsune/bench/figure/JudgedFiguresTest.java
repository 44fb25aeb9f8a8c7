package dev.kitsune.bench.figure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kitsune.bench.report.LatencyTarget;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Collections;
import java.util.List;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JudgedFiguresTest {
  private final StringWriter out = new StringWriter();
  private final JudgedFigures figures = new JudgedFigures(new PrintWriter(out, true));

  @ParameterizedTest
  @CsvSource({
    "RELOAD_TAIL, 2.9, 3, met, 0",
    "RELOAD_TAIL, 2.9, 3.01, undecided: the interval straddles the target, 0",
    "RELOAD_TAIL, 3.01, 4, missed, 1",
    "BLOCKING_COMMITS, 8, 9, met, 0",
    "BLOCKING_COMMITS, 7.99, 9, undecided: the interval straddles the target, 0",
    "BLOCKING_COMMITS, 7, 7.99, missed, 1",
    "COMPILING, 1, 1.99, met, 0",
    "COMPILING, 2, 3, missed, 1",
    "EXPRESSION, 999, 999.9, met, 0",
    "EXPRESSION, 1000, 1001, missed, 1",
    "BATCH_OVER_UPDATES, 0.7, 0.79, met, 0",
    "BATCH_OVER_UPDATES, 0.8, 0.8, missed, 1"
  })
  void judgesTheWholeInterval(
      LatencyTarget target, double low, double high, String verdict, int exitCode) {
    figures.judge(target, List.of(low, low, low, high, high, high), quiet(), "");
    String told = out.toString().lines().findFirst().orElse("");
    assertTrue(told.startsWith(target.title() + ": "), told);
    assertTrue(told.endsWith("; target: " + target.boundText() + ": " + verdict), told);
    assertEquals(exitCode, figures.exitCode());
  }

  @Test
  void tellsFigureIntervalTargetAndVerdict() {
    figures.judge(LatencyTarget.SNAPSHOT_TAIL, List.of(1.5, 1.0, 1.1, 1.2, 1.3, 1.4), quiet(), "");
    assertEquals(
        "p99.9 of updates while a snapshot is written / else: 1.25 x (1.00 to 1.50, 6 values);"
            + " target: at most 2.00 x: met\n"
            + "  beside a control loop whose mean is 0.3 % above its median and whose p99.9 is 2.0 x"
            + " it\n",
        out.toString());
  }

  @ParameterizedTest
  @CsvSource({
    "0, undecided: not measured",
    "1, undecided: 1 values of at least 5",
    "4, undecided: 4 values of at least 5",
    "5, undecided: 5 values have no 95 % interval",
    "6, missed"
  })
  void isUndecidedWithTooFewValues(int count, String verdict) {
    figures.judge(LatencyTarget.RELOAD_TAIL, Collections.nCopies(count, 9.0), quiet(), "");
    assertVerdict(verdict);
    assertEquals(count == 6 ? 1 : 0, figures.exitCode());
  }

  @ParameterizedTest
  @CsvSource({
    "RELOAD_TAIL, 39, missed",
    "RELOAD_TAIL, 40, missed",
    "RELOAD_TAIL, 41, 'undecided: the control loop has such a tail, too'",
    "SNAPSHOT_TAIL, 41, 'undecided: the control loop has such a tail, too'",
    "COMPILING, 41, missed",
    "COMPILING, 343, missed",
    "COMPILING, 344, undecided: the control loop's mean is 10.0 % above its median",
    "RELOAD_TAIL, 344, undecided: the control loop's mean is 10.0 % above its median"
  })
  void isUndecidedWhereTheControlLoopWasDisturbed(
      LatencyTarget target, int tailNs, String verdict) {
    figures.judge(target, Collections.nCopies(9, 9.0), control(tailNs), "");
    assertVerdict(verdict);
  }

  @Test
  void isUndecidedWithoutAControlLoop() {
    figures.judge(LatencyTarget.RELOAD_TAIL, Collections.nCopies(9, 9.0), new ControlSamples(), "");
    assertVerdict("undecided: no control loop beside it");
  }

  @Test
  void isUndecidedForOtherSizesThanTheTargets() {
    figures.judge(LatencyTarget.RELOAD_TAIL, Collections.nCopies(9, 9.0), quiet(), "7 audiences");
    assertVerdict("undecided: 7 audiences");
    assertEquals(0, figures.exitCode());
  }

  @Test
  void saysWhyThereAreNoValuesWhereThatIsKnown() {
    figures.judge(LatencyTarget.SNAPSHOT_TAIL, List.of(), quiet(), "too slow");
    assertVerdict("undecided: too slow");
  }

  @Test
  void oneMissedTargetIsEnough() {
    figures.judge(LatencyTarget.RELOAD_TAIL, Collections.nCopies(9, 9.0), quiet(), "");
    figures.judge(LatencyTarget.RELOAD_TAIL, Collections.nCopies(9, 1.0), quiet(), "");
    assertEquals(1, figures.exitCode());
  }

  @Test
  void everyBoundIsThatOfTheIssues() {
    assertEquals(2, LatencyTarget.COMPILING.bound());
    assertEquals(3, LatencyTarget.RELOAD_TAIL.bound());
    assertEquals(1_000, LatencyTarget.EXPRESSION.bound());
    assertEquals(1.2, LatencyTarget.KEPT_OVER_IN_MEMORY.bound());
    assertEquals(20, LatencyTarget.OUTSTANDING_COMMITS.bound());
    assertEquals(8, LatencyTarget.BLOCKING_COMMITS.bound());
    assertEquals(2, LatencyTarget.SNAPSHOT_TAIL.bound());
    assertEquals(5, LatencyTarget.RESTART.bound());
    assertEquals(1, LatencyTarget.RESTART_TENTH.bound());
    assertEquals(0.8, LatencyTarget.BATCH_OVER_UPDATES.bound());
    assertEquals(5, LatencyTarget.MERGE_OVER_PAGE.bound());
  }

  private void assertVerdict(String verdict) {
    String told = out.toString().lines().findFirst().orElse("");
    assertTrue(told.endsWith(": " + verdict), told);
  }

  private static ControlSamples quiet() {
    return control(20);
  }

  /* 997 times 10 ns; the slowest of a thousand are the tail. */
  private static ControlSamples control(int tailNs) {
    Histogram ns = new Histogram(3);
    ns.recordValueWithCount(10, 997);
    ns.recordValueWithCount(tailNs, 3);
    ControlSamples control = new ControlSamples();
    control.add(ns);
    return control;
  }
}
