package dev.kitsune.bench.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertLinesMatch;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class WorkListTest {
  private static final long SECOND_NS = 1_000_000_000L;

  private final AtomicLong clockNs = new AtomicLong(5 * SECOND_NS);
  private final StringWriter out = new StringWriter();
  private final List<String> done = new ArrayList<>();
  private final WorkList work = new WorkList();

  @Test
  void saysWhatRunsAndHowLongTheRestTakes() throws Exception {
    step("first", 10, 20);
    step("second", 10, 20);
    step("third", 20, 40);
    run(0);
    assertLinesMatch(
        List.of(
            "[1/3] 0:00 elapsed, about 0:40 left: first",
            "[2/3] 0:20 elapsed, about 1:00 left: second",
            "[3/3] 0:40 elapsed, about 0:40 left: third"),
        out.toString().lines().toList());
    assertEquals(List.of("first", "second", "third"), done);
    assertEquals(List.of(), work.leftOut());
  }

  @Test
  void leavesOutWhatWouldEndTooLate() throws Exception {
    step("first", 10, 20);
    step("long", 50, 100);
    step("short", 10, 20);
    run(60);
    assertEquals(List.of("first", "short"), done);
    assertEquals(List.of("long"), work.leftOut());
  }

  @Test
  void goesOnAfterAStepThatBroke() throws Exception {
    work.add(
        "bad",
        1,
        () -> {
          throw new IllegalStateException("no such thing");
        });
    step("good", 1, 1);
    run(0);
    assertEquals(List.of("good"), done);
    assertEquals(List.of("bad: java.lang.IllegalStateException: no such thing"), work.broken());
  }

  @Test
  void goesOnAfterAStepThatDiedOfAnError() throws Exception {
    work.add(
        "large",
        1,
        () -> {
          throw new InternalError("no memory");
        });
    step("good", 1, 1);
    run(0);
    assertEquals(List.of("good"), done);
    assertEquals(List.of("large: java.lang.InternalError: no memory"), work.broken());
  }

  @Test
  void aStepThatEndsWithTheBudgetIsTaken() throws Exception {
    step("first", 10, 10);
    step("second", 10, 10);
    run(20);
    assertEquals(List.of("first", "second"), done);
  }

  @Test
  @Timeout(30)
  void endsTheProcessesOfAStepThatRunsBeyondTheBudget() throws Exception {
    Process older = new ProcessBuilder("cat").start();
    work.add(
        "endless",
        1,
        () -> {
          Process process = new ProcessBuilder("cat").start();
          throw new IOException("exit code " + process.waitFor());
        });
    step("second", 1, 1);
    clockNs.addAndGet(SECOND_NS);
    run(1);
    assertEquals(List.of("endless (begun)"), work.leftOut().subList(0, 1));
    assertEquals(List.of(), work.broken());
    assertTrue(older.isAlive());
    older.destroyForcibly();
  }

  @Test
  void aStepThatBreaksBeforeTheEndIsNotLeftOut() throws Exception {
    work.add(
        "bad",
        1,
        () -> {
          throw new IOException("by itself");
        });
    run(60);
    assertEquals(List.of("bad: java.io.IOException: by itself"), work.broken());
    assertEquals(List.of(), work.leftOut());
  }

  private void step(String title, double plannedS, int takesS) {
    work.add(
        title,
        plannedS,
        () -> {
          done.add(title);
          clockNs.addAndGet(takesS * SECOND_NS);
        });
  }

  private void run(int budgetS) throws Exception {
    work.run(new PrintWriter(out), clockNs::get, budgetS);
  }
}
