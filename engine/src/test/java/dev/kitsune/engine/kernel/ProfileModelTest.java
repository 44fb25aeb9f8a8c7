package dev.kitsune.engine.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kitsune.engine.EngineConfig.StoreKind;
import dev.kitsune.engine.TestClient;
import dev.kitsune.engine.TestEngine;
import dev.kitsune.engine.TestEvent;
import dev.kitsune.engine.error.ErrorCode;
import dev.kitsune.testdata.TestData;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Random requests, every answer compared whole with a plain model's. {@code -Dkitsune.scenarios=N}
 * makes it a longer campaign, {@code -Dkitsune.seed=N} another one.
 */
class ProfileModelTest {
  private static final int SCENARIO_COUNT = Integer.getInteger("kitsune.scenarios", 40);
  private static final int STEP_COUNT = 60;
  private static final ProfileLimits LIMITS = new ProfileLimits(512 * 1_024, 1_000, 2, 2, 50);
  private static final String ENVIRONMENT = TestData.text("environments/documented.json");
  private static final String MERGING_ENVIRONMENT =
      ENVIRONMENT.replace(
          "\"sessionTimeoutMinutes\": 30", "\"sessionTimeoutMinutes\": 30, \"merge\": \"always\"");
  private SplittableRandom random = new SplittableRandom(0);
  private ModelStore model = new ModelStore(LIMITS, false);
  private final ModelAnswers answers = new ModelAnswers();
  private boolean isPreflight;
  private int refusedCount;
  private int untoldCount;

  @ParameterizedTest
  @EnumSource
  void answersAsTheModelDoes(StoreKind kind) {
    long seed = Long.getLong("kitsune.seed", 20_261_101L);
    int profileCount = 0;
    int linkCount = 0;
    try (TestEngine engine = TestEngine.limited(kind, ENVIRONMENT, LIMITS)) {
      TestClient client = engine.client();
      for (int scenario = 0; scenario < SCENARIO_COUNT; scenario++) {
        String place = "kitsune.seed=" + seed + ", scenario " + scenario;
        random = new SplittableRandom(seed + scenario);
        boolean mergesAlways = random.nextInt(3) == 0;
        engine.configure(mergesAlways ? MERGING_ENVIRONMENT : ENVIRONMENT);
        model = new ModelStore(LIMITS, mergesAlways);
        RandomRequests requests = new RandomRequests(random, "s" + scenario);
        for (int step = 0; step < STEP_COUNT; step++) {
          engine.clockMs.addAndGet(stepMs());
          step(client, requests, engine.clockMs.get(), place + ", step " + step);
        }
        profileCount += model.profiles.size();
        linkCount += model.links.size();
        assertEquals(profileCount, engine.profileCount(), place);
        assertEquals(linkCount, engine.aliasCount(), place);
      }
      assertTrue(refusedCount > 0, "some requests are refused");
    }
  }

  /** Mostly little, at times about a session's time-out or just that, at times back. */
  private int stepMs() {
    return switch (random.nextInt(20)) {
      case 0 -> -3_600_000;
      case 1, 2 -> 30 * 60_000;
      case 3 -> 30 * 60_000 + 1;
      case 4, 5 -> random.nextInt(40 * 60_000);
      case 6, 7, 8 -> 0;
      default -> random.nextInt(60_000);
    };
  }

  private void step(TestClient client, RandomRequests requests, long nowMs, String place) {
    int kind = random.nextInt(11);
    if (kind == 10) {
      delete(client, requests.id(), place + " delete");
      return;
    }
    if (kind < 2) {
      answers.preflight(false);
      get(client, requests.id(), place + " get");
      return;
    }
    isPreflight = random.nextInt(6) == 0;
    answers.preflight(isPreflight);
    TestClient sender = isPreflight ? client.preflight() : client;
    List<ModelEvent> events =
        kind == 2 ? withOneUser(requests.events(nowMs)) : requests.events(nowMs);
    TestEvent[] sent =
        events.stream()
            .map(event -> new TestEvent(event.json().substring(1, event.json().length() - 1)))
            .toArray(TestEvent[]::new);
    String id = requests.id();
    ModelStore after = model.copy();
    String shown = place + (isPreflight ? " preflight" : "");
    try {
      switch (kind) {
        case 2 -> create(sender, after, events, sent, nowMs, shown + " create");
        case 3, 4, 5 -> {
          List<String> names = events.stream().map(ModelEvent::anonymousId).toList();
          List<ModelProfileState> answered = after.apply(names, events, true, false, nowMs);
          sender.batch(sent);
          answers.compareBatch(sender.text(), answered, shown + " batch");
        }
        default -> {
          List<String> names = Collections.nCopies(events.size(), id);
          List<ModelProfileState> answered = after.apply(names, events, false, false, nowMs);
          sender.update(id, sent);
          answers.compare(sender.text(), answered, shown + " update " + id);
        }
      }
    } catch (ModelStore.Refused refused) {
      refusedCount++;
      if (kind == 2) {
        throw new AssertionError(shown, refused);
      } else if (kind <= 5) {
        sender.assertRefused(ErrorCode.INVALID_DATA, () -> sender.batch(sent));
      } else {
        sender.assertRefused(ErrorCode.INVALID_DATA, () -> sender.update(id, sent));
      }
      return;
    }
    if (!isPreflight) {
      model = after;
    }
  }

  private void create(
      TestClient sender,
      ModelStore after,
      List<ModelEvent> events,
      TestEvent[] sent,
      long nowMs,
      String place) {
    String told = TestClient.id(sender.create(sent));
    boolean isNew = told.matches("[0-9a-f]{64}") && model.find(told) == null;
    String id = isNew ? told : "told to nobody " + ++untoldCount;
    List<String> names = Collections.nCopies(events.size(), id);
    answers.compare(sender.text(), after.apply(names, events, false, true, nowMs), place);
  }

  private void delete(TestClient client, String id, String place) {
    if (model.find(id) == null) {
      client.assertRefused(ErrorCode.PROFILE_NOT_FOUND, () -> client.delete(id));
    } else {
      assertEquals("{\"message\":\"ok\",\"data\":{},\"error\":null}", client.delete(id), place);
      model.delete(id);
    }
  }

  private void get(TestClient client, String id, String place) {
    ModelProfileState known = model.find(id);
    if (known == null) {
      client.assertRefused(ErrorCode.PROFILE_NOT_FOUND, () -> client.get(id));
    } else {
      client.get(id);
      answers.compare(client.text(), List.of(known), place);
    }
  }

  /* Of a create that leaves its profile to go on with another, the new id would not be told. */
  private static List<ModelEvent> withOneUser(List<ModelEvent> events) {
    List<ModelEvent> few = new ArrayList<>();
    boolean hasUser = false;
    for (ModelEvent event : events) {
      if (event.userId().isEmpty() || !hasUser) {
        few.add(event);
      }
      hasUser |= !event.userId().isEmpty();
    }
    return few;
  }
}
