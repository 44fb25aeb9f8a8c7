package dev.kitsune.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.kitsune.engine.EngineConfig.StoreKind;
import dev.kitsune.engine.catalog.Catalog;
import dev.kitsune.engine.catalog.EnvironmentRef;
import dev.kitsune.engine.error.ErrorCode;
import dev.kitsune.engine.error.ExperienceException;
import dev.kitsune.engine.kernel.ProfileLimits;
import dev.kitsune.engine.store.HeapRecordStore;
import dev.kitsune.engine.store.LocalProfileExecutor;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.awaitility.Awaitility;
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

  @Test
  void sweepsGoOnAfterOneEndedWithAnError() {
    Catalog catalog = new Catalog();
    catalog.swap(EnvironmentSources.definitions(EnvironmentSources.read(config())));
    AtomicInteger sweepCount = new AtomicInteger();
    LongSupplier failing =
        () -> {
          if (sweepCount.incrementAndGet() == 1) {
            throw new InternalError("a fault of mapped memory, as told");
          }
          return clockMs.get();
        };
    try (LocalProfileExecutor executor = executor();
        Retention retention = new Retention(catalog, executor, failing, 1)) {
      Awaitility.await().until(() -> sweepCount.get() > 1);
      assertEquals(0, retention.sweep());
    }
  }

  private LocalProfileExecutor executor() {
    return new LocalProfileExecutor(
        new HeapRecordStore(10, 1_024),
        new HeapRecordStore(10, 1_024),
        ProfileLimits.DEFAULT,
        entropy::incrementAndGet,
        1,
        2);
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
