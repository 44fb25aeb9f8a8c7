package dev.kitsune.engine.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kitsune.engine.EngineConfig.StoreKind;
import dev.kitsune.engine.TestClient;
import dev.kitsune.engine.TestEngine;
import dev.kitsune.engine.TestEvent;
import dev.kitsune.engine.error.ErrorCode;
import dev.kitsune.engine.error.ExperienceException;
import dev.kitsune.testdata.TestData;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Many threads identify, merge, delete, send events and read on a handful of ids; then the model
 * does the same one after the other, in the order of the locks, and must give every answer and the
 * final state. {@code -Dkitsune.rounds=N} makes it a longer campaign, {@code -Dkitsune.seed=N}
 * another one.
 */
class SerialExplanationTest {
  private static final int ROUND_COUNT = Integer.getInteger("kitsune.rounds", 20);
  private static final int THREAD_COUNT = 4;
  private static final int CALL_COUNT = 30;
  private static final long LIMIT_S = 30;
  private static final List<String> IDS = List.of("v1", "v2", "v3", "v4", "u1", "u2", "u3");
  private static final ProfileLimits LIMITS = new ProfileLimits(512 * 1_024, 1_000, 4, 3, 50);
  private static final String ENVIRONMENT = TestData.text("environments/documented.json");
  private static final String MERGING_ENVIRONMENT =
      ENVIRONMENT.replace(
          "\"sessionTimeoutMinutes\": 30", "\"sessionTimeoutMinutes\": 30, \"merge\": \"always\"");

  /** What a thread asks for. */
  private enum Kind {
    GET,
    DELETE,
    UPDATE,
    BATCH
  }

  /**
   * A request and what became of it.
   *
   * @param tick number of the last call to a store, made under the request's locks
   * @param answer the answer's text, where it was not refused
   */
  private record Call(
      long tick,
      Kind kind,
      String id,
      List<ModelEvent> events,
      @Nullable String answer,
      @Nullable ErrorCode refused) {
    List<String> names() {
      return kind == Kind.BATCH
          ? events.stream().map(ModelEvent::anonymousId).toList()
          : Collections.nCopies(events.size(), id);
    }
  }

  private final AtomicLong ticks = new AtomicLong();
  private final ThreadLocal<Long> lastTick = ThreadLocal.withInitial(() -> 0L);
  private int mergedCount;
  private int unavailableCount;

  @ParameterizedTest
  @EnumSource
  void everyOutcomeHasASerialExplanation(StoreKind kind) throws Exception {
    long seed = Long.getLong("kitsune.seed", 4);
    for (int round = 0; round < ROUND_COUNT; round++) {
      boolean mergesAlways = round % 3 == 2;
      String environment = mergesAlways ? MERGING_ENVIRONMENT : ENVIRONMENT;
      try (TestEngine engine =
          TestEngine.limited(
              kind, environment, LIMITS, store -> new TickingStore(store, ticks, lastTick))) {
        List<Call> calls = together(engine, seed + round);
        calls.sort(Comparator.comparingLong(Call::tick));
        String place = "kitsune.seed=" + seed + ", round " + round;
        explain(calls, engine, new ModelStore(LIMITS, mergesAlways), place);
      }
    }
    assertTrue(mergedCount > ROUND_COUNT, () -> "merges: " + mergedCount);
    int callCount = ROUND_COUNT * THREAD_COUNT * CALL_COUNT;
    assertTrue(unavailableCount < callCount / 20, () -> "given up: " + unavailableCount);
  }

  private List<Call> together(TestEngine engine, long seed) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(THREAD_COUNT);
    CyclicBarrier start = new CyclicBarrier(THREAD_COUNT);
    List<Future<List<Call>>> running = new ArrayList<>();
    for (int thread = 0; thread < THREAD_COUNT; thread++) {
      TestClient client = engine.client();
      SplittableRandom random = new SplittableRandom(seed * 31 + thread);
      long nowMs = engine.clockMs.get();
      running.add(
          threads.submit(
              () -> {
                start.await();
                return send(client, random, nowMs);
              }));
    }
    threads.shutdown();
    List<Call> calls = new ArrayList<>();
    for (Future<List<Call>> thread : running) {
      calls.addAll(thread.get(LIMIT_S, TimeUnit.SECONDS));
    }
    return calls;
  }

  private List<Call> send(TestClient client, SplittableRandom random, long nowMs) {
    RandomRequests requests = new RandomRequests(random, "");
    List<Call> calls = new ArrayList<>();
    for (int call = 0; call < CALL_COUNT; call++) {
      int choice = random.nextInt(12);
      Kind kind =
          choice == 0 ? Kind.DELETE : choice < 4 ? Kind.GET : choice < 8 ? Kind.UPDATE : Kind.BATCH;
      List<ModelEvent> events =
          kind == Kind.UPDATE || kind == Kind.BATCH ? requests.events(nowMs) : List.of();
      calls.add(send(client, kind, requests.id(), events));
    }
    return calls;
  }

  private Call send(TestClient client, Kind kind, String id, List<ModelEvent> events) {
    TestEvent[] sent =
        events.stream()
            .map(event -> new TestEvent(event.json().substring(1, event.json().length() - 1)))
            .toArray(TestEvent[]::new);
    try {
      switch (kind) {
        case GET -> client.get(id);
        case DELETE -> client.delete(id);
        case UPDATE -> client.update(id, sent);
        case BATCH -> client.batch(sent);
      }
    } catch (ExperienceException refused) {
      return new Call(lastTick.get(), kind, id, events, null, refused.code());
    }
    return new Call(lastTick.get(), kind, id, events, client.text(), null);
  }

  private void explain(List<Call> calls, TestEngine engine, ModelStore empty, String place) {
    ModelStore model = empty;
    ModelAnswers answers = new ModelAnswers();
    long nowMs = engine.clockMs.get();
    for (int i = 0; i < calls.size(); i++) {
      Call call = calls.get(i);
      String shown = place + ", call " + i + ": " + call;
      if (call.refused() == ErrorCode.UNAVAILABLE) {
        unavailableCount++;
      } else if (call.events().isEmpty()) {
        explainById(call, model, answers, shown);
      } else {
        model = explainEvents(call, model, answers, nowMs, shown);
      }
    }
    assertFinal(engine, model, answers, place);
  }

  private static void explainById(Call call, ModelStore model, ModelAnswers answers, String place) {
    ModelProfileState known = model.find(call.id());
    assertEquals(known == null ? ErrorCode.PROFILE_NOT_FOUND : null, call.refused(), place);
    if (known != null && call.kind() == Kind.GET) {
      answers.compare(String.valueOf(call.answer()), List.of(known), place);
    } else if (known != null) {
      model.delete(call.id());
    }
  }

  private ModelStore explainEvents(
      Call call, ModelStore model, ModelAnswers answers, long nowMs, String place) {
    ModelStore after = model.copy();
    boolean isBatch = call.kind() == Kind.BATCH;
    List<ModelProfileState> answered;
    try {
      answered = after.apply(call.names(), call.events(), isBatch, false, nowMs);
    } catch (ModelStore.Refused refused) {
      assertEquals(ErrorCode.INVALID_DATA, call.refused(), place);
      return model;
    }
    assertEquals(null, call.refused(), place);
    String answer = String.valueOf(call.answer());
    if (isBatch) {
      answers.compareBatch(answer, answered, place);
    } else {
      answers.compare(answer, answered, place);
    }
    mergedCount += model.profiles.keySet().stream().anyMatch(after.links::containsKey) ? 1 : 0;
    return after;
  }

  private static void assertFinal(
      TestEngine engine, ModelStore model, ModelAnswers answers, String place) {
    TestClient client = engine.client();
    for (String id : IDS) {
      ModelProfileState known = model.find(id);
      if (known == null) {
        client.assertUnknown(id);
      } else {
        client.get(id);
        answers.compare(client.text(), List.of(known), place + ", finally " + id);
      }
    }
    assertEquals(model.profiles.size(), engine.profileCount(), place);
    assertEquals(model.links.size(), engine.aliasCount(), place);
    assertFalse(model.profiles.isEmpty() && model.links.size() > 0, place);
  }
}
