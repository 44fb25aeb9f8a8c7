package dev.kitsune.bench.figure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RunPartsTest {
  private final StringWriter out = new StringWriter();
  private final JudgedFigures figures = new JudgedFigures(new PrintWriter(out, true));
  private long nowNs = 7;

  @Test
  void saysWhichPartBeginsAndHowLongTheRunWentOn() {
    RunParts parts = new RunParts(figures, 2, () -> nowNs);
    parts.begin("one");
    nowNs += TimeUnit.SECONDS.toNanos(125);
    parts.begin("the other");
    assertEquals("[1/2] after 0:00: one\n[2/2] after 2:05: the other\n", out.toString());
  }

  @Test
  void theHeadNamesCommitMachineAndJvm() throws IOException {
    RunHead.tell(figures);
    String told = out.toString();
    assertTrue(told.matches("(?s)commit   \\S.*\nmachine  \\S.* cores.*\nsystem   \\S.*"), told);
    assertTrue(told.contains("\nJVM      " + System.getProperty("java.vm.name")), told);
    assertTrue(told.contains("\nflags    "), told);
    assertTrue(told.contains("--add-opens java.base/java.lang=ALL-UNNAMED"), told);
  }
}
