package dev.kitsune.engine.kernel;

import static dev.kitsune.engine.TestEnvironments.audience;
import static dev.kitsune.engine.TestEnvironments.environment;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kitsune.engine.EngineConfig.StoreKind;
import dev.kitsune.engine.TestClient;
import dev.kitsune.engine.TestEngine;
import dev.kitsune.engine.TestEvent;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Requests beside reloads: each is answered by one version, whole. */
class ReloadMixtureTest {
  private static final int AUDIENCE_COUNT = 80;
  private static final int REQUEST_COUNT = 4_000;
  private static final int THREAD_COUNT = 2;

  private static final String EVERYBODY =
      "{\"type\":\"identify\",\"key\":\"never\",\"operator\":\"notExists\"}";
  private static final String NOBODY =
      "{\"type\":\"identify\",\"key\":\"never\",\"operator\":\"exists\"}";

  @Test
  void noRequestSeesAMixtureOfVersions() throws Exception {
    Set<String> versions = new TreeSet<>();
    IntStream.range(0, 4).forEach(number -> versions.add(members(number)));
    ExecutorService threads = Executors.newFixedThreadPool(THREAD_COUNT);
    try (TestEngine engine = new TestEngine(StoreKind.HEAP, 100, version(0))) {
      List<Callable<Set<String>>> work =
          IntStream.range(0, THREAD_COUNT)
              .mapToObj(thread -> requests(engine.client(), "p" + thread))
              .toList();
      List<Future<Set<String>>> seen = work.stream().map(threads::submit).toList();
      for (int number = 1; !seen.stream().allMatch(Future::isDone); number++) {
        engine.configure(version(number % 4));
      }
      for (Future<Set<String>> answers : seen) {
        assertEquals(Set.of(), without(answers.get(), versions));
        assertTrue(answers.get().size() > 1, "reloads came between");
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private static Callable<Set<String>> requests(TestClient client, String id) {
    return () -> {
      Set<String> seen = new TreeSet<>();
      for (int request = 0; request < REQUEST_COUNT; request++) {
        String profile = id + request / 3 % 5;
        JsonNode data =
            request % 3 == 2 ? client.get(profile) : client.update(profile, TestEvent.track("t"));
        seen.add(data.at("/profile/audiences").toString());
      }
      return seen;
    };
  }

  private static Set<String> without(Set<String> answers, Set<String> versions) {
    Set<String> mixtures = new TreeSet<>(answers);
    mixtures.removeAll(versions);
    return mixtures;
  }

  private static String members(int number) {
    return IntStream.range(0, AUDIENCE_COUNT)
        .filter(id -> isIn(id, number))
        .mapToObj(id -> "\"" + id(id) + "\"")
        .collect(Collectors.joining(",", "[", "]"));
  }

  private static String id(int number) {
    return "a%02d".formatted(number);
  }

  /* Each version has another half. */
  private static boolean isIn(int id, int number) {
    return (id + number) % 4 < 2;
  }

  private static String version(int number) {
    return environment(
        IntStream.range(0, AUDIENCE_COUNT)
            .mapToObj(id -> audience(id(id), isIn(id, number) ? EVERYBODY : NOBODY))
            .collect(Collectors.joining(",")));
  }
}
