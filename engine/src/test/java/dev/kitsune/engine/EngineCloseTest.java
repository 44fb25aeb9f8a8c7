package dev.kitsune.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kitsune.engine.EngineConfig.StoreKind;
import dev.kitsune.engine.catalog.EnvironmentRef;
import dev.kitsune.engine.error.ErrorCode;
import dev.kitsune.engine.error.ExperienceException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Closing by the typed door, beside other engines and beside running calls. */
class EngineCloseTest {
  private static final int THREAD_COUNT = 6;
  private static final int ROUND_COUNT = 10;
  private static final Event EVENT = Event.track("t").anonymousId("v").build();

  private static ExperienceEngine open(StoreKind kind, int workerCountMax) {
    return ExperienceEngine.open(
        EngineConfig.defaults()
            .withStore(kind)
            .withMaxProfiles(1_000)
            .withWorkerCountMax(workerCountMax)
            .withEnvironment("acme", "main", TestEnvironments.counting(5)));
  }

  @ParameterizedTest
  @EnumSource
  void refusesEveryTypedCallOnceClosed(StoreKind kind) {
    ExperienceEngine engine = open(kind, 2);
    EnvironmentRef environment = engine.environment("acme", "main");
    engine.update(environment, "v", EVENT);
    engine.close();
    engine.close();
    assertFalse(engine.isReady());
    assertUnavailable(() -> engine.update(environment, "v", EVENT));
    assertUnavailable(() -> engine.preflight(environment, "v", EVENT));
    assertUnavailable(() -> engine.create(environment, List.of(EVENT)));
    assertUnavailable(() -> engine.preflightCreate(environment, List.of(EVENT)));
    assertUnavailable(() -> engine.upsert(environment, List.of(EVENT)));
    assertUnavailable(() -> engine.preflightUpsert(environment, List.of(EVENT)));
    assertUnavailable(() -> engine.get(environment, "v"));
    assertUnavailable(engine::profileCount);
  }

  @ParameterizedTest
  @EnumSource
  void closingOneEngineLeavesTheOther(StoreKind kind) {
    try (ExperienceEngine other = open(kind, 2)) {
      EnvironmentRef there = other.environment("acme", "main");
      ExperienceEngine engine = open(kind, 2);
      engine.update(engine.environment("acme", "main"), "v", EVENT);
      other.update(there, "w", EVENT);
      engine.close();
      assertEquals("w", other.get(there, "w").profile().id());
      assertEquals("v", other.update(there, "v", EVENT).profile().id());
      assertEquals(2, other.profileCount());
    }
  }

  /* More threads than workers, so that some wait for one while the engine closes. */
  @ParameterizedTest
  @EnumSource
  void closesBesideRunningAndWaitingCalls(StoreKind kind) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(THREAD_COUNT);
    for (int round = 0; round < ROUND_COUNT; round++) {
      ExperienceEngine engine = open(kind, 2);
      CountDownLatch running = new CountDownLatch(THREAD_COUNT);
      List<Future<ErrorCode>> calls = new ArrayList<>();
      for (int thread = 0; thread < THREAD_COUNT; thread++) {
        int seed = thread;
        calls.add(threads.submit(() -> callUntilRefused(engine, seed, running)));
      }
      assertTrue(running.await(20, TimeUnit.SECONDS), "no call came back");
      engine.close();
      for (Future<ErrorCode> call : calls) {
        assertEquals(ErrorCode.UNAVAILABLE, call.get(20, TimeUnit.SECONDS));
      }
      assertTrue(engine.typedWorkerCount() <= 2);
    }
    threads.shutdown();
  }

  /** Every call before the refused one is answered whole. */
  private static ErrorCode callUntilRefused(
      ExperienceEngine engine, int seed, CountDownLatch running) {
    EnvironmentRef environment = engine.environment("acme", "main");
    SplittableRandom random = new SplittableRandom(seed);
    EngineWorker worker = engine.newWorker();
    TestClient bytes = new TestClient(worker, environment, false);
    for (int call = 0; ; call++) {
      if (call == 20) {
        running.countDown();
      }
      String id = "p" + random.nextInt(6);
      Event event = Event.track("t").anonymousId(id).build();
      try {
        switch (random.nextInt(4)) {
          case 0 -> assertEquals(id, engine.update(environment, id, event).profile().id());
          case 1 -> assertEquals(1, engine.upsert(environment, List.of(event)).size());
          case 2 -> assertEquals(id, engine.preflight(environment, id, event).profile().id());
          default -> assertEquals(id, TestClient.id(bytes.update(id, TestEvent.track("t"))));
        }
      } catch (ExperienceException refused) {
        return refused.code();
      }
    }
  }

  private static void assertUnavailable(Executable call) {
    assertEquals(ErrorCode.UNAVAILABLE, assertThrows(ExperienceException.class, call).code());
  }
}
