package dev.kitsune.bench.report;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kitsune.bench.report.JmhRun.Iterations;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.runner.RunnerException;

class JmhLauncherTest {
  private static final long EVENT_COUNT = 200;

  /* That benchmark counts in microseconds; no machine reads a kilobyte in a nanosecond. */
  @Test
  void countsInNanosecondsWhateverTheBenchmarkCountsIn() throws RunnerException {
    System.setProperty("jmh.ignoreLock", "true"); // others may measure beside the build
    JmhRun run =
        new JmhRun(
            "request.BatchBenchmark.batch",
            Map.of("profileCount", "50", "audienceCount", "10"),
            Mode.AverageTime,
            0,
            new Iterations(8, 1, 100));
    PrintStream log =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    double ns = new JmhLauncher(log).run(run).ns();
    assertTrue(ns > 100 * EVENT_COUNT, ns + " ns");
  }
}
