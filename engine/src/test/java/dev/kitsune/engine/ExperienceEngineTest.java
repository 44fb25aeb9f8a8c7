package dev.kitsune.engine;

import static dev.kitsune.engine.TestClient.audienceCount;
import static dev.kitsune.engine.TestClient.id;
import static dev.kitsune.engine.TestEvent.identify;
import static dev.kitsune.engine.TestEvent.page;
import static dev.kitsune.engine.TestEvent.track;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kitsune.engine.EngineConfig.StoreKind;
import dev.kitsune.engine.error.ConfigurationException;
import dev.kitsune.engine.error.ErrorCode;
import dev.kitsune.engine.error.ExperienceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ExperienceEngineTest {
  private static final String COUNTING = TestEnvironments.counting(10);
  private static final int THREAD_COUNT = 4;

  private static EngineConfig config(StoreKind kind) {
    return EngineConfig.defaults()
        .withStore(kind)
        .withMaxProfiles(1_000)
        .withEnvironment("acme", "main", COUNTING);
  }

  private static ExperienceEngine open(StoreKind kind) {
    return ExperienceEngine.open(config(kind));
  }

  @SuppressWarnings("try") // closed before its time: that is the test
  @ParameterizedTest
  @EnumSource
  void twoEnginesInOneJvmDoNotSeeEachOther(StoreKind kind) {
    try (ExperienceEngine first = open(kind)) {
      TestClient one = TestClient.of(first, "acme", "main");
      try (ExperienceEngine second = open(kind)) {
        TestClient two = TestClient.of(second, "acme", "main");
        one.update("c", track("t"), identify("u", "{}"));
        two.assertUnknown("c");
        two.assertUnknown("u");
        assertEquals("u", id(two.update("u", track("t"))));
        assertEquals("c", id(one.get("u")));
      }
      assertEquals(2, audienceCount(one.update("c", track("t")), "n"));
      assertTrue(first.isReady());
    }
  }

  @ParameterizedTest
  @EnumSource
  void refusesEveryCallOnceClosed(StoreKind kind) {
    ExperienceEngine engine = open(kind);
    TestClient client = TestClient.of(engine, "acme", "main");
    client.update("c", track("t"), identify("u", "{}"));
    assertTrue(engine.isReady());
    engine.close();
    engine.close();
    assertFalse(engine.isReady());
    assertRefusesAll(client);
    assertRefusesAll(TestClient.of(engine, "acme", "main"));
    assertEquals(
        ErrorCode.UNAVAILABLE,
        assertThrows(ExperienceException.class, engine::profileCount).code());
  }

  private static void assertRefusesAll(TestClient client) {
    client.assertRefused(ErrorCode.UNAVAILABLE, () -> client.get("c"));
    client.assertRefused(ErrorCode.UNAVAILABLE, () -> client.get("u"));
    client.assertRefused(ErrorCode.UNAVAILABLE, () -> client.create(track("t")));
    client.assertRefused(ErrorCode.UNAVAILABLE, () -> client.update("c", track("t")));
    client.assertRefused(ErrorCode.UNAVAILABLE, () -> client.update("c", identify("u", "{}")));
    client.assertRefused(
        ErrorCode.UNAVAILABLE, () -> client.batch(track("t").from("c"), track("t").from("d")));
    client.assertRefused(ErrorCode.UNAVAILABLE, () -> client.preflight().update("c", track("t")));
  }

  @ParameterizedTest
  @EnumSource
  void closesBesideRunningCallsWithoutACrash(StoreKind kind) throws Exception {
    for (int round = 0; round < 10; round++) {
      closeBesideRunningCalls(open(kind));
    }
  }

  private static void closeBesideRunningCalls(ExperienceEngine engine) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(THREAD_COUNT + 1);
    CountDownLatch running = new CountDownLatch(THREAD_COUNT);
    List<Future<?>> calls = new ArrayList<>();
    for (int thread = 0; thread < THREAD_COUNT; thread++) {
      TestClient client = TestClient.of(engine, "acme", "main");
      int seed = thread;
      calls.add(threads.submit(() -> callUntilRefused(client, seed, running)));
    }
    assertTrue(running.await(20, TimeUnit.SECONDS), "no call came back");
    calls.add(threads.submit(engine::close));
    engine.close();
    for (Future<?> call : calls) {
      call.get(20, TimeUnit.SECONDS);
    }
    threads.shutdown();
  }

  /** Every call before the first refused one is answered whole; the refusal says UNAVAILABLE. */
  private static Object callUntilRefused(TestClient client, int seed, CountDownLatch running) {
    SplittableRandom random = new SplittableRandom(seed);
    for (int call = 0; ; call++) {
      if (call == 20) {
        running.countDown();
      }
      try {
        callOnce(client, random.nextInt(4), "p" + random.nextInt(8));
      } catch (ExperienceException refused) {
        assertEquals(ErrorCode.UNAVAILABLE, refused.code());
        return refused;
      }
    }
  }

  private static void callOnce(TestClient client, int kind, String id) {
    switch (kind) {
      case 0 -> client.update(id, track("t"));
      case 1 -> client.update(id, identify("user-" + id, "{\"a\":1}"));
      case 2 -> client.batch(track("t").from(id), track("t").from("p0"), page("/x").from("p7"));
      default -> assertEquals(id, id(client.preflight().update(id, track("t"))));
    }
  }

  @ParameterizedTest
  @EnumSource
  void servesOneWorkerPerThread(StoreKind kind) throws Exception {
    try (ExperienceEngine engine = open(kind)) {
      ExecutorService threads = Executors.newFixedThreadPool(THREAD_COUNT);
      List<Callable<JsonNode>> calls = new ArrayList<>();
      for (int thread = 0; thread < THREAD_COUNT; thread++) {
        String own = "own-" + thread;
        calls.add(
            () -> {
              TestClient client = TestClient.of(engine, "acme", "main");
              for (int i = 0; i < 500; i++) {
                client.update(own, identify("", "{\"i\":" + i + "}"));
              }
              return client.get(own);
            });
      }
      int thread = 0;
      for (Future<JsonNode> call : threads.invokeAll(calls, 20, TimeUnit.SECONDS)) {
        assertEquals("own-" + thread++, id(call.get()));
        assertEquals(499, call.get().at("/profile/traits/i").asInt());
      }
      threads.shutdown();
    }
  }

  @Test
  void givesEqualBytesForEqualSeedsOnBothStores() {
    assertEquals(answers(StoreKind.HEAP, 1), answers(StoreKind.CHRONICLE, 1));
    assertEquals(answers(StoreKind.HEAP, 1), answers(StoreKind.HEAP, 1));
    assertFalse(answers(StoreKind.HEAP, 1).equals(answers(StoreKind.HEAP, 2)));
  }

  private static List<String> answers(StoreKind kind, long seed) {
    AtomicLong clockMs = new AtomicLong(1_700_000_000_000L);
    SplittableRandom entropy = new SplittableRandom(seed);
    EngineConfig config = config(kind).withClockAndEntropy(clockMs::get, entropy::nextLong);
    List<String> answers = new ArrayList<>();
    try (ExperienceEngine engine = ExperienceEngine.open(config)) {
      TestClient client = TestClient.of(engine, "acme", "main");
      SplittableRandom choice = new SplittableRandom(3);
      for (int i = 0; i < 200; i++) {
        clockMs.addAndGet(choice.nextInt(20 * 60_000));
        callOnce(client, choice.nextInt(4), "p" + choice.nextInt(5));
        answers.add(client.text());
        client.create(track("t"));
        answers.add(client.text());
      }
      assertEquals(206, engine.profileCount());
    }
    return answers;
  }

  @Test
  void refusesAFaultyEnvironmentWithThePlace() {
    EngineConfig faulty =
        config(StoreKind.HEAP)
            .withEnvironment(
                "acme",
                "faulty",
                TestEnvironments.environment(
                    TestEnvironments.audience("a", "{\"type\":\"pgae\",\"operator\":\"equal\"}")));
    ConfigurationException refused =
        assertThrows(ConfigurationException.class, () -> ExperienceEngine.open(faulty));
    assertEquals("environment acme/faulty", refused.file());
    assertEquals("/audiences/0/rules/any/0/all/0/type", refused.pointer());
  }

  @Test
  void refusesAnEnvironmentGivenTwice(@TempDir Path directory) throws IOException {
    EngineConfig twice = config(StoreKind.HEAP).withEnvironment("acme", "main", COUNTING);
    assertThrows(ConfigurationException.class, () -> ExperienceEngine.open(twice));
    write(directory, COUNTING);
    EngineConfig both = config(StoreKind.HEAP).withConfigDirectory(directory);
    assertThrows(ConfigurationException.class, () -> ExperienceEngine.open(both));
  }

  @Test
  void refusesADirectoryThatIsNotThere(@TempDir Path directory) {
    EngineConfig config =
        EngineConfig.defaults()
            .withStore(StoreKind.HEAP)
            .withConfigDirectory(directory.resolve("absent"));
    ConfigurationException refused =
        assertThrows(ConfigurationException.class, () -> ExperienceEngine.open(config));
    assertTrue(refused.file().endsWith("absent"), refused::file);
  }

  @Test
  void knowsItsEnvironmentsAndNoOthers() {
    try (ExperienceEngine engine = open(StoreKind.HEAP)) {
      assertEquals(1, engine.environments().size());
      for (String[] name : new String[][] {{"acme", "mai"}, {"acm", "main"}, {"main", "acme"}}) {
        ExperienceException refused =
            assertThrows(ExperienceException.class, () -> engine.environment(name[0], name[1]));
        assertEquals(ErrorCode.CONFIG_NOT_FOUND, refused.code());
      }
    }
  }

  @Test
  void keepsTheVersionInUseWhenAReloadIsRefused(@TempDir Path directory) throws IOException {
    write(directory, COUNTING);
    EngineConfig config =
        EngineConfig.defaults().withStore(StoreKind.HEAP).withConfigDirectory(directory);
    try (ExperienceEngine engine = ExperienceEngine.open(config)) {
      TestClient client = TestClient.of(engine, "acme", "main");
      client.update("c", track("t"));
      assertEquals(1, client.answeredVersion());
      write(directory, "{\"audiences\":7}");
      assertThrows(ConfigurationException.class, engine::reload);
      assertEquals(1, audienceCount(client.get("c"), "n"));
      assertEquals(1, client.answeredVersion());
    }
  }

  @Test
  void forgetsAnEnvironmentThatAReloadRemoved(@TempDir Path directory) throws IOException {
    Path file = write(directory, COUNTING);
    EngineConfig config =
        EngineConfig.defaults().withStore(StoreKind.HEAP).withConfigDirectory(directory);
    try (ExperienceEngine engine = ExperienceEngine.open(config)) {
      TestClient client = TestClient.of(engine, "acme", "main");
      client.update("c", track("t"));
      Files.delete(file);
      engine.reload();
      client.assertRefused(ErrorCode.CONFIG_NOT_FOUND, () -> client.get("c"));
      write(directory, COUNTING);
      engine.reload();
      assertEquals(1, audienceCount(client.get("c"), "n"));
    }
  }

  private static Path write(Path directory, String json) throws IOException {
    Path folder = Files.createDirectories(directory.resolve("acme/main"));
    return Files.writeString(folder.resolve("environment.json"), json);
  }
}
