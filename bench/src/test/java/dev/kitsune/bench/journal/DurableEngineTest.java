package dev.kitsune.bench.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kitsune.engine.journal.Durability;
import dev.kitsune.engine.journal.JournalStatus;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DurableEngineTest {
  @Test
  void everyProfileIsThereAfterARestart(@TempDir Path directory) {
    try (DurableEngine engine = DurableEngine.open(directory, Durability.OS, 70).fill()) {
      assertEquals(70, engine.engine().profileCount());
      DurableEngine.Client client = engine.newClient(1);
      long first = client.update();
      assertEquals(first + 1, client.update(), "an update is a commit");
      assertEquals(70, engine.engine().profileCount(), "of a profile that was there");
    }
    try (DurableEngine engine = DurableEngine.open(directory, Durability.OS, 70)) {
      assertEquals(70, engine.engine().profileCount());
    }
  }

  @Test
  void hasSegmentsOfTheLengthAskedFor(@TempDir Path directory) {
    try (DurableEngine engine = DurableEngine.open(directory, Durability.FSYNC, 4, 1 << 16)) {
      JournalStatus status = engine.engine().journalStatus();
      assertTrue(status != null && status.segmentBytes() % (1 << 16) == 0, "" + status);
      assertTrue(status != null && status.segmentBytes() < 1 << 20, "" + status);
    }
  }

  @Test
  void keepsNothingWithoutADirectory() {
    try (DurableEngine engine = DurableEngine.inMemory(3).fill()) {
      assertEquals(3, engine.engine().profileCount());
      assertNull(engine.engine().journalStatus());
    }
  }
}
