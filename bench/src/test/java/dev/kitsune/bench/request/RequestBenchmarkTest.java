package dev.kitsune.bench.request;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kitsune.engine.EngineConfig.StoreKind;
import dev.kitsune.engine.response.ResponseSink;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class RequestBenchmarkTest {
  @ParameterizedTest
  @EnumSource(RequestKind.class)
  void bothStoresGiveEqualAnswers(RequestKind kind) {
    RequestBenchmark chronicle = open(StoreKind.CHRONICLE, kind, 10, 30);
    RequestBenchmark heap = open(StoreKind.HEAP, kind, 10, 30);
    for (int i = 0; i < 50; i++) {
      assertEquals(heap.answer(), chronicle.answer());
    }
    assertTrue(heap.send() > 1_000);
    chronicle.close();
    heap.close();
  }

  @Test
  void everyKindButGetHasABodyOfItsOwn() {
    Set<String> bodies = new HashSet<>();
    for (RequestKind kind : RequestKind.values()) {
      byte[] body = kind.bodies().get(0).next();
      boolean isNew = bodies.add(new String(body, StandardCharsets.UTF_8));
      assertEquals(kind != RequestKind.GET, isNew, kind.name());
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = RequestKind.class,
      names = {"PAGE", "TRACK", "IDENTIFY", "GET"})
  void allButGetChangeTheProfile(RequestKind kind) {
    RequestBenchmark benchmark = open(StoreKind.HEAP, kind, 10, 1);
    String before = answer(benchmark);
    benchmark.send();
    assertEquals(kind == RequestKind.GET, before.equals(answer(benchmark)));
    benchmark.close();
  }

  @Test
  void onlyCreateAndNothingElseMakesProfiles() {
    for (RequestKind kind : RequestKind.values()) {
      RequestBenchmark benchmark = open(StoreKind.HEAP, kind, 10, 30);
      benchmark.send();
      long expected = kind == RequestKind.CREATE ? 31 : 30;
      assertEquals(expected, benchmark.engine().profileCount(), kind.name());
      benchmark.close();
    }
  }

  @Test
  void aBatchIsOfFiveProfilesChosenAtRandom() {
    RequestBenchmark benchmark = open(StoreKind.HEAP, RequestKind.BATCH, 10, 1_000);
    String first = benchmark.answer();
    assertEquals(5, first.split("\"stableId\"", -1).length - 1);
    assertNotEquals(first, benchmark.answer());
    benchmark.close();
  }

  @Test
  void isAnotherEnvironmentForAnotherNumberOfAudiences() {
    RequestBenchmark few = open(StoreKind.HEAP, RequestKind.GET, 10, 1);
    RequestBenchmark many = open(StoreKind.HEAP, RequestKind.GET, 1_000, 1);
    assertNotEquals(few.answer(), many.answer());
    few.close();
    many.close();
  }

  /* What the figures of these kinds do and do not speak of. */
  @ParameterizedTest
  @CsvSource({"PAGE, 0, 0", "TRACK, 0, 0", "IDENTIFY, 200, 600"})
  void onlyIdentifyChangesTheAnswersAudiences(RequestKind kind, int min, int max) {
    RequestBenchmark benchmark = open(StoreKind.HEAP, kind, 100, 64);
    LoadedEngine engine = benchmark.engine();
    List<FreshRequest> bodies = kind.bodies();
    int changedCount = 0;
    for (int i = 0; i < 600; i++) {
      int profile = engine.ids().choose();
      String before = audiences(engine.get(profile));
      String after = audiences(engine.update(profile, bodies.get(i % bodies.size()).next()));
      changedCount += before.equals(after) ? 0 : 1;
    }
    assertTrue(changedCount >= min && changedCount <= max, "changed: " + changedCount);
    benchmark.close();
  }

  private static String audiences(ResponseSink answer) {
    String text = new String(answer.toBytes(), StandardCharsets.UTF_8);
    int start = text.indexOf("\"audiences\":[");
    assertTrue(start > 0, text);
    String audiences = text.substring(start, text.indexOf(']', start));
    assertTrue(audiences.length() > 100, audiences);
    return audiences;
  }

  private static String answer(RequestBenchmark benchmark) {
    return new String(benchmark.engine().get(0).toBytes(), StandardCharsets.UTF_8);
  }

  private static RequestBenchmark open(
      StoreKind store, RequestKind kind, int audienceCount, int profileCount) {
    RequestBenchmark benchmark = new RequestBenchmark();
    benchmark.store = store;
    benchmark.kind = kind;
    benchmark.audienceCount = audienceCount;
    benchmark.profileCount = profileCount;
    benchmark.fill();
    return benchmark;
  }
}
