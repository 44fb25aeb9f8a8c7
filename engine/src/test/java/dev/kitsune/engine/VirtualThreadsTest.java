package dev.kitsune.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kitsune.engine.EngineConfig.StoreKind;
import dev.kitsune.engine.catalog.EnvironmentRef;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Ten thousand virtual threads at once on one engine; runs where the JVM has them. */
@EnabledForJreRange(min = JRE.JAVA_21)
class VirtualThreadsTest {
  private static final int THREAD_COUNT = 10_000;
  private static final int PROFILE_COUNT = 1_000;
  private static final int WORKER_COUNT_MAX = 3;

  private final Set<Thread> runners = ConcurrentHashMap.newKeySet();

  /* Read once per call, by the thread that runs it. */
  private long nowMs() {
    assertFalse(VirtualThreads.isCurrent());
    runners.add(Thread.currentThread());
    return 1_700_000_000_000L;
  }

  @ParameterizedTest
  @EnumSource
  void tenThousandVirtualThreadsShareThreeWorkers(StoreKind kind) throws Throwable {
    EngineConfig config =
        EngineConfig.defaults()
            .withStore(kind)
            .withMaxProfiles(2 * PROFILE_COUNT)
            .withWorkerCountMax(WORKER_COUNT_MAX)
            .withClockAndEntropy(this::nowMs, new SecureEntropy())
            .withEnvironment("acme", "main", TestEnvironments.counting(40));
    try (ExperienceEngine engine = ExperienceEngine.open(config)) {
      EnvironmentRef environment = engine.environment("acme", "main");
      runAll(engine, environment);
      for (int profile = 0; profile < PROFILE_COUNT; profile++) {
        Decision decision = engine.get(environment, "v" + profile);
        assertEquals(2L * THREAD_COUNT / PROFILE_COUNT, counted(decision), "v" + profile);
      }
      assertEquals(PROFILE_COUNT, engine.profileCount());
      runners.remove(Thread.currentThread());
      assertTrue(runners.size() >= 1 && runners.size() <= WORKER_COUNT_MAX, runners::toString);
      assertTrue(engine.typedWorkerCount() <= WORKER_COUNT_MAX, "workers");
    }
  }

  /* Every thread is alive before the first call, and stays so until the last. */
  private static void runAll(ExperienceEngine engine, EnvironmentRef environment) throws Throwable {
    ExecutorService threads = newVirtualThreads();
    CountDownLatch together = new CountDownLatch(THREAD_COUNT);
    CountDownLatch done = new CountDownLatch(2 * THREAD_COUNT);
    List<Future<Decision>> decisions = new ArrayList<>();
    for (int thread = 0; thread < THREAD_COUNT; thread++) {
      String id = "v" + thread % PROFILE_COUNT;
      decisions.add(
          threads.submit(
              () -> {
                together.countDown();
                together.await();
                engine.update(environment, id, Event.track("t").build());
                done.countDown();
                Decision last = engine.update(environment, id, Event.track("t").build());
                done.countDown();
                done.await();
                return last;
              }));
    }
    for (int thread = 0; thread < THREAD_COUNT; thread++) {
      Decision decision = decisions.get(thread).get(60, TimeUnit.SECONDS);
      assertEquals("v" + thread % PROFILE_COUNT, decision.profile().id());
      assertTrue(counted(decision) >= 2);
    }
    threads.shutdown();
  }

  private static long counted(Decision decision) {
    return decision.profile().audiences().stream().filter(id -> id.startsWith("n")).count();
  }

  /* The sources are compiled for 17. */
  private static ExecutorService newVirtualThreads() throws Throwable {
    return (ExecutorService)
        MethodHandles.lookup()
            .findStatic(
                Executors.class,
                "newVirtualThreadPerTaskExecutor",
                MethodType.methodType(ExecutorService.class))
            .invoke();
  }
}
