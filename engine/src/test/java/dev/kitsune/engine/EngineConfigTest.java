package dev.kitsune.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.kitsune.engine.EngineConfig.StoreKind;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EngineConfigTest {
  private static final int LONGEST = 16 * 1024 * 1024;

  private final EngineConfig config = EngineConfig.defaults();

  @Test
  void takesOneToABillionProfiles() {
    assertRefused(
        "maxProfiles must be from 1 to 1000000000, is 0", () -> config.withMaxProfiles(0));
    assertEquals(1, config.withMaxProfiles(1).maxProfiles());
    assertEquals(1_000_000_000, config.withMaxProfiles(1_000_000_000).maxProfiles());
    assertRefused(
        "maxProfiles must be from 1 to 1000000000, is 1000000001",
        () -> config.withMaxProfiles(1_000_000_001));
  }

  @Test
  void takesRecordLengthsInTheirOrder() {
    assertRefused(
        "averageRecordBytes must be from 1 to 16777216, is 0", () -> config.withRecordBytes(0, 10));
    assertEquals(1, config.withRecordBytes(1, 1).averageRecordBytes());
    assertRefused(
        "maxRecordBytes must be from 10 to 16777216, is 9", () -> config.withRecordBytes(10, 9));
    assertEquals(10, config.withRecordBytes(10, 10).maxRecordBytes());
    assertEquals(LONGEST, config.withRecordBytes(10, LONGEST).maxRecordBytes());
    assertRefused(
        "maxRecordBytes must be from 10 to 16777216, is 16777217",
        () -> config.withRecordBytes(10, LONGEST + 1));
  }

  @Test
  void takesOneToTenThousandWorkers() {
    assertRefused(
        "workerCountMax must be from 1 to 10000, is 0", () -> config.withWorkerCountMax(0));
    assertEquals(1, config.withWorkerCountMax(1).workerCountMax());
    assertEquals(10_000, config.withWorkerCountMax(10_000).workerCountMax());
    assertRefused(
        "workerCountMax must be from 1 to 10000, is 10001",
        () -> config.withWorkerCountMax(10_001));
  }

  @Test
  void setsTheClockAlone() {
    LongSupplier entropy = () -> 7;
    EngineConfig replayed = config.withClockAndEntropy(() -> 1, entropy).withClock(() -> 2);
    assertEquals(2, replayed.clockMs().getAsLong());
    assertSame(entropy, replayed.entropy());
    assertNull(config.withClock(() -> 2).entropy());
  }

  @ParameterizedTest
  @EnumSource
  void opensWithTheSmallestSizes(StoreKind kind) {
    EngineConfig smallest =
        config
            .withStore(kind)
            .withMaxProfiles(1)
            .withRecordBytes(1, 2_048)
            .withWorkerCountMax(1)
            .withEnvironment("acme", "main", TestEnvironments.counting(1));
    try (ExperienceEngine engine = ExperienceEngine.open(smallest)) {
      Event event = Event.track("t").build();
      Decision decision = engine.update(engine.environment("acme", "main"), "v", event);
      assertEquals("v", decision.profile().id());
    }
  }

  private static void assertRefused(String message, Executable with) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, with).getMessage());
  }
}
