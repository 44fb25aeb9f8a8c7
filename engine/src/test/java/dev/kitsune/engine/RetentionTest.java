package dev.kitsune.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.kitsune.engine.EngineConfig.StoreKind;
import dev.kitsune.engine.catalog.EnvironmentRef;
import dev.kitsune.engine.error.ErrorCode;
import dev.kitsune.engine.error.ExperienceException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RetentionTest {
  private static final long DAY_MS = 86_400_000;

  private final AtomicLong clockMs = new AtomicLong(1_700_000_000_000L);
  private final AtomicLong entropy = new AtomicLong(1);

  @Test
  void profilesGoWithAllTheirIdsOnceTheirLastEventIsOlderThanTheRetention() {
    try (ExperienceEngine engine = ExperienceEngine.open(config())) {
      EnvironmentRef kept = engine.environment("acme", "kept");
      EnvironmentRef brief = engine.environment("acme", "brief");
      engine.update(kept, "a", Event.identify("u").build());
      engine.update(brief, "a", Event.identify("u").build());
      engine.update(brief, "b", Event.track("t").build());
      clockMs.addAndGet(DAY_MS);
      engine.update(brief, "b", Event.track("t").build());
      assertEquals(0, engine.evictInactive());
      clockMs.addAndGet(1);
      engine.get(brief, "a");
      assertEquals(1, engine.evictInactive());
      assertNobody(engine, brief, "a");
      assertNobody(engine, brief, "u");
      engine.get(brief, "b");
      engine.get(kept, "u");
      clockMs.addAndGet(DAY_MS);
      assertEquals(1, engine.evictInactive());
      assertEquals(1, engine.profileCount());
    }
  }

  @Test
  void whatWentIsGoneAfterAStart(@TempDir Path scratch) {
    EngineConfig config = config().withDataDirectory(scratch.resolve("data"));
    try (ExperienceEngine engine = ExperienceEngine.open(config)) {
      engine.update(engine.environment("acme", "brief"), "a", Event.identify("u").build());
      clockMs.addAndGet(DAY_MS + 1);
      assertEquals(1, engine.evictInactive());
    }
    try (ExperienceEngine engine = ExperienceEngine.open(config)) {
      assertNobody(engine, engine.environment("acme", "brief"), "u");
      assertEquals(0, engine.profileCount());
    }
  }

  private EngineConfig config() {
    return EngineConfig.defaults()
        .withStore(StoreKind.HEAP)
        .withMaxProfiles(100)
        .withClockAndEntropy(clockMs::get, entropy::incrementAndGet)
        .withEnvironment("acme", "kept", "{}")
        .withEnvironment("acme", "brief", "{\"settings\":{\"retentionDays\":1}}");
  }

  private static void assertNobody(ExperienceEngine engine, EnvironmentRef environment, String id) {
    ErrorCode code =
        assertThrows(ExperienceException.class, () -> engine.get(environment, id)).code();
    assertEquals(ErrorCode.PROFILE_NOT_FOUND, code);
  }
}
