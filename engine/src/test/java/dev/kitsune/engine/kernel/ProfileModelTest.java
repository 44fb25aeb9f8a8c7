package dev.kitsune.engine.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kitsune.engine.EngineConfig.StoreKind;
import dev.kitsune.engine.TestClient;
import dev.kitsune.engine.TestEngine;
import dev.kitsune.engine.TestEvent;
import dev.kitsune.engine.audience.AudienceDefinition;
import dev.kitsune.engine.catalog.EnvironmentReader;
import dev.kitsune.engine.error.ErrorCode;
import dev.kitsune.testdata.TestData;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Random requests, every answer compared whole with a plain model's. {@code -Dkitsune.scenarios=N}
 * makes it a longer campaign, {@code -Dkitsune.seed=N} another one.
 */
class ProfileModelTest {
  private static final int SCENARIO_COUNT = Integer.getInteger("kitsune.scenarios", 60);
  private static final int STEP_COUNT = 60;
  private static final ProfileLimits LIMITS = new ProfileLimits(512 * 1_024, 1_000, 3, 2, 50);
  private static final String ENVIRONMENT = TestData.text("environments/documented.json");
  private static final String MERGING_ENVIRONMENT =
      ENVIRONMENT.replace(
          "\"sessionTimeoutMinutes\": 30", "\"sessionTimeoutMinutes\": 30, \"merge\": \"always\"");
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
  private static final List<AudienceDefinition> AUDIENCES =
      new EnvironmentReader("acme", "main")
          .add("documented.json", TestData.bytes("environments/documented.json"))
          .definition()
          .audiences();
  private static final ModelExperiences EXPERIENCES = new ModelExperiences(parse(ENVIRONMENT));

  private final Set<String> sessionIds = new HashSet<>();
  private SplittableRandom random = new SplittableRandom(0);
  private ModelStore model = new ModelStore(LIMITS, false);
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
      isPreflight = false;
      get(client, requests.id(), place + " get");
      return;
    }
    isPreflight = random.nextInt(6) == 0;
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
          compareBatch(sender.text(), answered, shown + " batch");
        }
        default -> {
          List<String> names = Collections.nCopies(events.size(), id);
          List<ModelProfileState> answered = after.apply(names, events, false, false, nowMs);
          sender.update(id, sent);
          compare(sender.text(), answered, shown + " update " + id);
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
    compare(sender.text(), after.apply(names, events, false, true, nowMs), place);
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
      compare(client.text(), List.of(known), place);
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

  private void compare(String text, List<ModelProfileState> answered, String place) {
    assertEquals(1, answered.size(), place);
    JsonNode data = parse(text).get("data");
    ModelProfileState profile = answered.get(0);
    ObjectNode expected = ModelExperiences.object();
    Set<String> audiences = audiences(profile);
    expected.set("profile", profile(profile, audiences, data.get("profile"), place));
    EXPERIENCES.answer(profile.id, audiences, expected);
    assertEquals(byValue(expected), byValue(data), place);
    assertTrue(text.contains("\"traits\":" + object(profile.traits) + ","), () -> place + text);
  }

  private void compareBatch(String text, List<ModelProfileState> answered, String place) {
    JsonNode profiles = parse(text).at("/data/profiles");
    assertEquals(answered.size(), profiles.size(), place);
    for (int i = 0; i < answered.size(); i++) {
      ModelProfileState profile = answered.get(i);
      JsonNode actual = profiles.get(i);
      JsonNode expected = profile(profile, audiences(profile), actual, place);
      assertEquals(byValue(expected), byValue(actual), place);
      assertTrue(text.contains("\"traits\":" + object(profile.traits) + ","), () -> place + text);
    }
  }

  private static Set<String> audiences(ModelProfileState profile) {
    return AUDIENCES.stream()
        .filter(profile.visitor::isIn)
        .map(AudienceDefinition::id)
        .collect(Collectors.toSet());
  }

  private JsonNode profile(
      ModelProfileState profile, Set<String> audiences, JsonNode actual, String place) {
    learn(profile, actual, place);
    ObjectNode expected = ModelExperiences.object();
    expected.put("id", profile.id).put("stableId", profile.id);
    expected.set("random", parse(String.valueOf(profile.random)));
    ArrayNode ids = expected.putArray("audiences");
    List<String> sorted = new ArrayList<>(new TreeSet<>(audiences));
    sorted.sort((one, other) -> lower(one).compareTo(lower(other)));
    sorted.forEach(ids::add);
    expected.set("traits", parse(object(profile.traits)));
    expected.set("location", parse(object(profile.location)));
    ObjectNode session = expected.putObject("session");
    session.put("id", profile.sessionId);
    session.put("isReturningVisitor", profile.sessionCount > 1);
    session.set("landingPage", landingPage(profile.landingPage));
    session.put("count", profile.sessionCount);
    session.put("activeSessionLength", profile.activeSessionS());
    double average =
        (double) (profile.pastSessionsS + profile.activeSessionS()) / profile.sessionCount;
    JsonNode told = actual.at("/session/averageSessionLength");
    assertEquals(average, told.asDouble(), 1e-6, place);
    session.set("averageSessionLength", told);
    return expected;
  }

  /**
   * Takes from an answer what the engine drew, once; from then on it must stay. What a preflight
   * showed is forgotten with its model.
   */
  private void learn(ModelProfileState profile, JsonNode actual, String place) {
    if (profile.random == null) {
      profile.random = actual.get("random").toString();
      double drawn = actual.get("random").asDouble();
      assertTrue(drawn >= 0 && drawn < 1, place);
    }
    if (profile.sessionId == null) {
      String id = actual.at("/session/id").asText();
      assertTrue(
          id.matches("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"), place);
      assertTrue(
          isPreflight || sessionIds.add(id), () -> place + ": a session's id again: " + actual);
      profile.sessionId = id;
    }
  }

  private static JsonNode landingPage(@Nullable String json) {
    return parse(
        json == null
            ? "{\"path\":\"\",\"query\":{},\"referrer\":\"\",\"search\":\"\",\"url\":\"\"}"
            : json);
  }

  private static String lower(String id) {
    return id.toLowerCase(Locale.ROOT);
  }

  private static String object(Map<String, String> members) {
    return members.entrySet().stream()
        .map(member -> "\"" + member.getKey() + "\":" + member.getValue())
        .collect(Collectors.joining(",", "{", "}"));
  }

  /** A tree in which equal numbers are equal however they are written. */
  private static JsonNode byValue(JsonNode node) {
    if (node.isNumber()) {
      BigDecimal value = node.decimalValue();
      return DecimalNode.valueOf(
          value.signum() == 0 ? BigDecimal.ZERO : value.stripTrailingZeros());
    }
    if (node instanceof ObjectNode object) {
      object.properties().forEach(member -> member.setValue(byValue(member.getValue())));
    } else if (node instanceof ArrayNode array) {
      for (int i = 0; i < array.size(); i++) {
        array.set(i, byValue(array.get(i)));
      }
    }
    return node;
  }

  private static JsonNode parse(String json) {
    try {
      return JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new AssertionError(json, e);
    }
  }
}
