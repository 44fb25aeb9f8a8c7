package dev.kitsune.bench.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kitsune.bench.figure.JudgedFigures;
import dev.kitsune.bench.report.LatencyTarget;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RestartTimeTest {
  @Test
  void refusesADirectoryThatLacksAProfileOnceTheSystemForgot(@TempDir Path directory)
      throws IOException {
    Path data = directory.resolve("data");
    Path dropCaches = directory.resolve("drop_caches");
    new RestartTime(data, 12).fill();
    RestartTime restart = new RestartTime(data, 13);
    assertTrue(restart.bytesPerProfile() > 500);
    assertThrows(IllegalStateException.class, () -> restart.openCold(dropCaches));
    assertEquals("3", Files.readString(dropCaches));
  }

  @Test
  void saysWhereTheSystemCannotBeMadeToForget(@TempDir Path directory) throws Exception {
    StringWriter out = new StringWriter();
    JudgedFigures figures = new JudgedFigures(new PrintWriter(out, true));
    new JournalRun(figures, directory, JournalScale.TINY)
        .tellCold(new RestartTime(directory, 1), directory);
    assertTrue(out.toString().startsWith("  cold: not measured, it takes root: "), out.toString());
  }

  @Test
  void isJudgedForTheTargetsSizesOnly() {
    assertEquals(LatencyTarget.RESTART, JournalRun.restartTarget(1_000_000));
    assertEquals(LatencyTarget.RESTART_TENTH, JournalRun.restartTarget(100_000));
    assertNull(JournalRun.restartTarget(999_999));
    assertNull(JournalRun.restartTarget(10_000));
  }
}
