package dev.kitsune.engine;

import static dev.kitsune.engine.TestClient.audienceCount;
import static dev.kitsune.engine.TestClient.id;
import static dev.kitsune.engine.TestClient.ids;
import static dev.kitsune.engine.TestEvent.identify;
import static dev.kitsune.engine.TestEvent.track;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kitsune.engine.EngineConfig.StoreKind;
import dev.kitsune.engine.error.ErrorCode;
import dev.kitsune.engine.error.ExperienceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Many threads on a handful of profiles: nothing waits for ever, is lost, or is torn. */
class EngineConcurrencyTest {
  private static final int THREAD_COUNT = 6;
  private static final int PROFILE_COUNT = 5;
  private static final int PHASE_COUNT = 4;
  private static final int USER_COUNT = 8;
  private static final int TRAIT_COUNT = 9;
  private static final int CALL_COUNT = 1_500;
  private static final long LIMIT_S = 15;

  /** How many track events each profile was given and had acknowledged. */
  private final Map<String, AtomicInteger> acknowledged = new ConcurrentHashMap<>();

  /** Who answered for each id. */
  private final Map<String, Set<String>> owners = new ConcurrentHashMap<>();

  @ParameterizedTest
  @EnumSource
  void countsEveryAcknowledgedEventOnce(StoreKind kind) throws Exception {
    try (TestEngine engine = new TestEngine(kind, 100, TestEnvironments.counting(1))) {
      together(THREAD_COUNT, engine, this::sendAll);
      assertEquals(PROFILE_COUNT, engine.profileCount());
      assertEquals(PROFILE_COUNT, acknowledged.size());
      assertCounted(engine);
    }
  }

  private void sendAll(TestClient client, SplittableRandom random, int thread) {
    for (int call = 0; call < CALL_COUNT; call++) {
      String id = "p" + random.nextInt(PROFILE_COUNT);
      switch (random.nextInt(6)) {
        case 0, 1 -> acknowledge(id, id(client.update(id, track("t"))));
        case 2 -> sendBatch(client, id, "p" + random.nextInt(PROFILE_COUNT));
        case 3 ->
            client.update(id, identify("", "{\"k%d\":%d}".formatted(call % TRAIT_COUNT, call)));
        case 4 -> client.preflight().update(id, track("t"), track("t"));
        default -> getIfThere(client, id);
      }
    }
  }

  private void sendBatch(TestClient client, String one, String other) {
    JsonNode answer =
        client.batch(track("t").from(one), track("t").from(other), track("t").from(one));
    assertEquals(one.equals(other) ? one : one + " " + other, ids(answer));
    acknowledge(one, one);
    acknowledge(one, one);
    acknowledge(other, other);
  }

  private static void getIfThere(TestClient client, String id) {
    try {
      assertConsistent(client.get(id), id);
    } catch (ExperienceException absent) {
      assertEquals(ErrorCode.PROFILE_NOT_FOUND, absent.code());
    }
  }

  /** What holds of every answer at any moment. */
  private static void assertConsistent(JsonNode data, String id) {
    assertEquals(id, id(data));
    assertEquals(id, data.at("/profile/stableId").asText());
    assertEquals(1, data.at("/profile/session/count").asInt());
    data.at("/profile/traits")
        .properties()
        .forEach(
            trait -> assertEquals("k" + trait.getValue().asInt() % TRAIT_COUNT, trait.getKey()));
  }

  @ParameterizedTest
  @EnumSource
  void givesEveryUserIdOneOwner(StoreKind kind) throws Exception {
    try (TestEngine engine = new TestEngine(kind, 100, TestEnvironments.counting(1))) {
      together(THREAD_COUNT, engine, this::claimAll);
      TestClient client = engine.client();
      owners.forEach((id, answered) -> assertEquals(Set.of(id(client.get(id))), answered, id));
      assertEquals(THREAD_COUNT + PHASE_COUNT * USER_COUNT, owners.size());
      assertEquals(owners.size(), engine.profileCount() + engine.aliasCount());
      assertTrue(engine.aliasCount() > 0 && engine.profileCount() > THREAD_COUNT);
      assertCounted(engine);
    }
  }

  /*
   * Names are claimed as userIds by some and made as profiles by others; new ones come in phases.
   * Homes are identified, so that none is merged.
   */
  private void claimAll(TestClient client, SplittableRandom random, int thread) {
    String home = "home" + thread;
    client.update(home, identify(home, "{}"));
    for (int call = 0; call < CALL_COUNT / 3; call++) {
      String names = "x" + call * PHASE_COUNT / (CALL_COUNT / 3) + "-";
      String one = names + random.nextInt(USER_COUNT);
      String other = names + random.nextInt(USER_COUNT);
      switch (random.nextInt(4)) {
        case 0, 1 -> {
          acknowledge(one, id(client.update(home, track("t"), identify(one, "{}"), track("t"))));
          acknowledge(home, home);
        }
        case 2 -> acknowledge(one, id(client.update(one, track("t"))));
        default -> {
          client.batch(identify(other, "{}").from(home), identify(one, "{}").from(home));
          String[] ids =
              ids(client.batch(track("t").from(one), track("t").from(other))).split(" ", -1);
          acknowledge(one, ids[0]);
          acknowledge(other, ids[ids.length - 1]);
        }
      }
    }
  }

  private void acknowledge(String id, String owner) {
    owners.computeIfAbsent(id, key -> ConcurrentHashMap.newKeySet()).add(owner);
    acknowledged.computeIfAbsent(owner, key -> new AtomicInteger()).incrementAndGet();
  }

  /** Counters outlive a reload: a version made for the purpose asks for their exact values. */
  private void assertCounted(TestEngine engine) {
    engine.configure(
        TestEnvironments.environment(
            acknowledged.entrySet().stream()
                .map(entry -> exactly(entry.getKey(), entry.getValue().get()))
                .collect(Collectors.joining(","))));
    TestClient client = engine.client();
    acknowledged.forEach(
        (id, count) ->
            assertEquals(1, audienceCount(client.get(id), id), () -> id + " is not at " + count));
  }

  private static String exactly(String audience, int count) {
    return TestEnvironments.audience(
        audience,
        "{\"type\":\"track\",\"value\":\"*\",\"operator\":\"equal\",\"count\":%d}"
            .formatted(count));
  }

  /**
   * Version a has audiences a1, a2, ..., version b has b2, b4, ...: of each the one whose number is
   * the number of track events, and one of everyone.
   */
  @ParameterizedTest
  @EnumSource
  void answersByExactlyOneVersionWhileReloading(StoreKind kind, @TempDir Path directory)
      throws Exception {
    Path folder = Files.createDirectories(directory.resolve("acme/main"));
    Path file = Files.writeString(folder.resolve("environment.json"), version("a"));
    EngineConfig config =
        EngineConfig.defaults().withStore(kind).withMaxProfiles(100).withConfigDirectory(directory);
    try (ExperienceEngine engine = ExperienceEngine.open(config)) {
      List<Callable<Object>> calls = new ArrayList<>();
      AtomicInteger left = new AtomicInteger(2);
      calls.add(() -> reloadWhile(left, engine, file));
      for (int thread = 0; thread < 2; thread++) {
        TestClient client = TestClient.of(engine, "acme", "main");
        String id = "p" + thread;
        calls.add(
            () -> {
              assertAnswersOfOneVersion(client, id);
              left.decrementAndGet();
              return id;
            });
      }
      int reloads = (int) together(calls).get(0);
      assertTrue(reloads > 10, () -> "reloads: " + reloads);
    }
  }

  private static int reloadWhile(AtomicInteger left, ExperienceEngine engine, Path file)
      throws IOException {
    int reloads = 0;
    while (left.get() > 0 || reloads <= 10) {
      reloads++;
      Files.writeString(file, version(reloads % 2 == 0 ? "a" : "b"));
      engine.reload();
    }
    return reloads;
  }

  private static void assertAnswersOfOneVersion(TestClient client, String id) {
    int sent = 0;
    long version = 0;
    for (int call = 0; call < CALL_COUNT; call++) {
      boolean isUpdate = call % 3 == 0;
      sent += isUpdate ? 1 : 0;
      JsonNode data = isUpdate ? client.update(id, track("t")) : client.get(id);
      long answered = client.answeredVersion();
      assertTrue(answered >= version, "the version went back");
      version = answered;
      String letter = answered % 2 == 1 ? "a" : "b";
      assertEquals(
          "[\"%s-all\",\"%s%d\"]".formatted(letter, letter, sent),
          data.at("/profile/audiences").toString());
    }
  }

  private static String version(String letter) {
    StringBuilder audiences = new StringBuilder();
    for (int count = 1; count <= CALL_COUNT / 3 + 1; count++) {
      audiences.append(exactly(letter + count, count)).append(',');
    }
    return TestEnvironments.environment(
        audiences
            + TestEnvironments.audience(
                letter + "-all",
                "{\"type\":\"identify\",\"key\":\"k\",\"operator\":\"notExists\"}"));
  }

  /** What a thread does with a client, a seed and a number of its own. */
  private interface Work {
    void run(TestClient client, SplittableRandom random, int thread);
  }

  private static void together(int threadCount, TestEngine engine, Work work) throws Exception {
    List<Callable<Object>> calls = new ArrayList<>();
    for (int thread = 0; thread < threadCount; thread++) {
      TestClient client = engine.client();
      int own = thread;
      calls.add(
          () -> {
            work.run(client, new SplittableRandom(own), own);
            return own;
          });
    }
    together(calls);
  }

  /** Runs the calls side by side and gives their results; one that hangs is a failure. */
  private static List<Object> together(List<Callable<Object>> calls) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(calls.size());
    List<Future<Object>> running = new ArrayList<>();
    for (Callable<Object> call : calls) {
      running.add(threads.submit(call));
    }
    threads.shutdown();
    List<Object> results = new ArrayList<>();
    for (Future<Object> call : running) {
      try {
        results.add(call.get(LIMIT_S, TimeUnit.SECONDS));
      } catch (TimeoutException hangs) {
        threads.shutdownNow();
        fail("a thread does not come back within " + LIMIT_S + " s: deadlock?", hangs);
      } catch (ExecutionException failed) {
        throw new AssertionError("a thread failed", failed.getCause());
      }
    }
    return results;
  }
}
