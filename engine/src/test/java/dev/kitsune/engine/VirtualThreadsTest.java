package dev.kitsune.engine;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kitsune.engine.EngineConfig.StoreKind;
import dev.kitsune.engine.catalog.EnvironmentRef;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
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

  /** Ten thousand threads inside Chronicle add 45 MB, handed over they add 10. */
  private static final long GROWN_BYTES_MAX = 30 << 20;

  private final Set<Thread> runners = ConcurrentHashMap.newKeySet();

  /* Read once per call, by the thread that runs it. */
  private long nowMs() {
    assertFalse(VirtualThreads.isCurrent());
    runners.add(Thread.currentThread());
    return 1_700_000_000_000L;
  }

  private ExperienceEngine open(StoreKind kind, int workerCountMax) {
    return ExperienceEngine.open(
        EngineConfig.defaults()
            .withStore(kind)
            .withMaxProfiles(2 * PROFILE_COUNT)
            .withWorkerCountMax(workerCountMax)
            .withClockAndEntropy(this::nowMs, new SecureEntropy())
            .withEnvironment("acme", "main", TestEnvironments.counting(40)));
  }

  @ParameterizedTest
  @EnumSource
  void tenThousandVirtualThreadsShareThreeWorkers(StoreKind kind) throws Throwable {
    try (ExperienceEngine engine = open(kind, WORKER_COUNT_MAX)) {
      EnvironmentRef environment = engine.environment("acme", "main");
      long grownBytes = runAll(engine, environment);
      boolean isBounded = kind == StoreKind.HEAP || grownBytes < GROWN_BYTES_MAX;
      assertTrue(isBounded, "heap grew by " + grownBytes);
      for (int profile = 0; profile < PROFILE_COUNT; profile++) {
        Decision decision = engine.get(environment, "v" + profile);
        assertEquals(2L * THREAD_COUNT / PROFILE_COUNT, counted(decision), "v" + profile);
      }
      assertEquals(PROFILE_COUNT, engine.profileCount());
      runners.remove(Thread.currentThread());
      assertTrue(runners.size() >= 1 && runners.size() <= WORKER_COUNT_MAX, runners::toString);
      assertTrue(engine.typedWorkerCount() <= WORKER_COUNT_MAX, "workers");
    }
    for (Thread runner : runners) {
      runner.join(8_000); // less than it would be idle for
      assertFalse(runner.isAlive());
    }
  }

  /* Every thread is alive before the first call, and stays so until the last. */
  private static long runAll(ExperienceEngine engine, EnvironmentRef environment) throws Throwable {
    ExecutorService threads = newVirtualThreads();
    CountDownLatch together = new CountDownLatch(THREAD_COUNT);
    CountDownLatch start = new CountDownLatch(1);
    CountDownLatch done = new CountDownLatch(THREAD_COUNT);
    CountDownLatch end = new CountDownLatch(1);
    List<Future<Boolean>> decided = new ArrayList<>();
    for (int thread = 0; thread < THREAD_COUNT; thread++) {
      String id = "v" + thread % PROFILE_COUNT;
      decided.add(
          threads.submit(
              () -> {
                together.countDown();
                start.await();
                boolean isRight = calls(engine, environment, id);
                done.countDown();
                end.await();
                return isRight;
              }));
    }
    assertTrue(together.await(60, TimeUnit.SECONDS));
    long before = usedBytes();
    start.countDown();
    boolean isDone = done.await(60, TimeUnit.SECONDS);
    long grownBytes = usedBytes() - before;
    end.countDown();
    for (Future<Boolean> each : decided) {
      assertTrue(each.get(60, TimeUnit.SECONDS));
    }
    threads.shutdown();
    assertTrue(isDone);
    return grownBytes;
  }

  private static boolean calls(ExperienceEngine engine, EnvironmentRef environment, String id) {
    byte[] line = ("{\"id\":\"" + id + "\"}").getBytes(US_ASCII);
    engine.importProfile(environment, line, 0, line.length);
    engine.update(environment, id, Event.track("t").build());
    engine.importProfileUnawaited(environment, line, 0, line.length);
    Decision last = engine.update(environment, id, Event.track("t").build());
    return last.profile().id().equals(id) && counted(last) >= 2;
  }

  private static long usedBytes() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  @ParameterizedTest
  @EnumSource
  void aVirtualThreadsExportMayCallTheEngineAndWaitForOtherThreads(StoreKind kind)
      throws Throwable {
    ExecutorService threads = newVirtualThreads();
    try (ExperienceEngine engine = open(kind, 1)) {
      EnvironmentRef environment = engine.environment("acme", "main");
      engine.update(environment, "v0", Event.track("t").build());
      Future<List<String>> export =
          threads.submit(
              () -> {
                List<String> ids = new ArrayList<>();
                engine.exportProfiles(
                    environment,
                    line -> {
                      assertFalse(VirtualThreads.isCurrent());
                      ids.add(engine.get(environment, "v0").profile().id());
                      ids.add(waitedFor(threads, () -> engine.get(environment, "v0")));
                    });
                return ids;
              });
      assertEquals(List.of("v0", "v0"), export.get(20, TimeUnit.SECONDS));
      assertEquals(0, threads.submit(engine::evictInactive).get(20, TimeUnit.SECONDS));
    }
    threads.shutdown();
  }

  private static String waitedFor(ExecutorService threads, Callable<Decision> call) {
    try {
      return threads.submit(call).get(20, TimeUnit.SECONDS).profile().id();
    } catch (InterruptedException | ExecutionException | TimeoutException e) {
      throw new IllegalStateException(e);
    }
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
