package dev.kitsune.bench.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CompactionTailTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          0     | 0     | ''
          10000 | 10000 | ''
          9900  | 10000 | ''
          9899  | 10000 | the machine took 99.0 % of 20,000 updates a second
          500   | 1000  | the machine took 50.0 % of 20,000 updates a second
          """)
  void saysWhenTheMachineDoesNotKeepToThePlan(long sent, long planned, String reason) {
    assertEquals(reason, CompactionTail.unkept(sent, planned));
  }

  @Test
  void samplesTheControlLoopBetweenStretches(@TempDir Path directory) throws InterruptedException {
    CompactionTail tail =
        new CompactionTail(
            directory.resolve("data"), new CompactionTail.Scale(20, 1 << 20, 100, 200, 600));
    tail.run();
    int sampleCount = tail.control().tails().size();
    assertTrue(sampleCount >= 3, sampleCount + " samples");
    assertTrue(tail.snapshotCount() > 0);
    assertTrue(tail.pairs().duringCount() + tail.pairs().elseCount() > 1_000);
  }
}
