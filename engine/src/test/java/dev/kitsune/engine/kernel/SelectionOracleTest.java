package dev.kitsune.engine.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kitsune.engine.EngineConfig.StoreKind;
import dev.kitsune.engine.TestClient;
import dev.kitsune.engine.TestEngine;
import dev.kitsune.engine.TestEvent;
import dev.kitsune.engine.audience.AudienceExplanation;
import dev.kitsune.engine.experience.ExperienceExplanation;
import dev.kitsune.engine.experience.ExperienceExplanation.Outcome;
import dev.kitsune.engine.response.Explanation;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Random experiences, exposures, reloads and overrides: what the engine answers is what {@link
 * ModelExperiences} reads out of the configuration's text, order and changes included, and
 * explained as it is answered. {@code -Dkitsune.scenarios=N} makes it a longer campaign, {@code
 * -Dkitsune.seed=N} another one.
 */
class SelectionOracleTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int SCENARIO_COUNT = Integer.getInteger("kitsune.scenarios", 60);
  private static final int STEP_COUNT = 60;
  private static final List<String> VISITORS = List.of("v1", "visitor-2", "\u00e9", "\ud83d\ude00");

  /** A visitor: traits, and the variants that are kept in the order in which they were shown. */
  private record Visitor(Map<String, Integer> traits, Map<String, Integer> kept) {
    Visitor() {
      this(new LinkedHashMap<>(), new LinkedHashMap<>());
    }

    Visitor copy() {
      return new Visitor(new LinkedHashMap<>(traits), new LinkedHashMap<>(kept));
    }
  }

  private final Map<String, Visitor> visitors = new LinkedHashMap<>();
  private SplittableRandom random = new SplittableRandom(0);
  private RandomExperiences configuration = new RandomExperiences(random);
  private ModelExperiences model = new ModelExperiences(parse(configuration.next()));
  private final Map<Outcome, Integer> outcomes = new EnumMap<>(Outcome.class);
  private @Nullable TestClient explained;
  private int selectedCount;
  private int keptCount;
  private int forcedCount;

  @Test
  void answersAsTheConfigurationReads() {
    long seed = Long.getLong("kitsune.seed", 20_261_122L);
    try (TestEngine engine =
        new TestEngine(StoreKind.HEAP, SCENARIO_COUNT * 10L, configuration.next())) {
      TestClient client = engine.client();
      explained = client;
      for (int scenario = 0; scenario < SCENARIO_COUNT; scenario++) {
        random = new SplittableRandom(seed + scenario);
        configuration = new RandomExperiences(random);
        reload(engine);
        visitors.clear();
        for (int step = 0; step < STEP_COUNT; step++) {
          String place = "kitsune.seed=" + seed + ", scenario " + scenario + ", step " + step;
          step(engine, client, "s" + scenario, place);
        }
      }
    }
    assertTrue(selectedCount > SCENARIO_COUNT * STEP_COUNT, "experiences apply");
    assertTrue(keptCount > SCENARIO_COUNT, "variants are kept");
    assertTrue(forcedCount > SCENARIO_COUNT, "variants are forced");
    for (Outcome outcome : Outcome.values()) {
      assertTrue(outcomes.getOrDefault(outcome, 0) > SCENARIO_COUNT, () -> "few are " + outcome);
    }
  }

  private void step(TestEngine engine, TestClient client, String prefix, String place) {
    String id = prefix + VISITORS.get(random.nextInt(VISITORS.size()));
    int kind = random.nextInt(12);
    if (kind == 0) {
      reload(engine);
    } else if (kind == 1 && visitors.containsKey(id)) {
      client.get(id);
      compare(client, id, visitors.getOrDefault(id, new Visitor()), Map.of(), Map.of(), place);
    } else {
      update(client, id, kind == 2, kind > 9, place);
    }
  }

  private void reload(TestEngine engine) {
    String json =
        configuration.last().isEmpty() || random.nextBoolean()
            ? configuration.next()
            : configuration.withOtherAudiences();
    model = new ModelExperiences(parse(json));
    engine.configure(json);
  }

  private void update(
      TestClient client, String id, boolean isPreflight, boolean isForced, String place) {
    Visitor after = visitors.getOrDefault(id, new Visitor()).copy();
    Map<String, Boolean> audiences = isForced ? configuration.forcedAudiences() : Map.of();
    Map<String, Integer> forced = isForced ? configuration.forcedVariants() : Map.of();
    after.kept().entrySet().removeIf(pick -> model.isLost(pick.getKey(), pick.getValue()));
    TestEvent[] events = events(after, forced);
    String body = TestEvent.body(events);
    String request =
        isForced
            ? body.substring(0, body.length() - 1)
                + ",\"options\":{\"overrides\":"
                + overrides(audiences, forced)
                + "}}"
            : body;
    TestClient sender = isPreflight ? client.preflight() : client;
    sender.update(id, request);
    compare(
        sender,
        id,
        after,
        audiences,
        forced,
        place + "\n" + id + " " + after + "\n" + configuration.last() + "\n" + request);
    forcedCount += forced.size();
    if (!isPreflight) {
      visitors.put(id, after);
    }
  }

  private TestEvent[] events(Visitor visitor, Map<String, Integer> forced) {
    TestEvent[] events = new TestEvent[1 + random.nextInt(3)];
    for (int i = 0; i < events.length; i++) {
      events[i] = random.nextBoolean() ? trait(visitor) : exposure(visitor, forced);
    }
    return events;
  }

  private TestEvent trait(Visitor visitor) {
    String key = "k" + random.nextInt(RandomExperiences.AUDIENCE_COUNT);
    int value = random.nextInt(2);
    visitor.traits().put(key, value);
    return TestEvent.identify("", "{\"" + key + "\":" + value + "}");
  }

  private TestEvent exposure(Visitor visitor, Map<String, Integer> forced) {
    String experience = configuration.anyId();
    int variantIndex = random.nextInt(5);
    if (model.keeps(experience, variantIndex) && !forced.containsKey(experience)) {
      keptCount += visitor.kept().putIfAbsent(experience, variantIndex) == null ? 1 : 0;
    }
    return TestEvent.of("component")
        .with("componentId", "\"c\"")
        .with("experienceId", '"' + experience + '"')
        .with("variantIndex", Integer.toString(variantIndex));
  }

  private void compare(
      TestClient client,
      String id,
      Visitor visitor,
      Map<String, Boolean> forcedAudiences,
      Map<String, Integer> forced,
      String place) {
    Set<String> members = new HashSet<>();
    for (int i = 0; i < RandomExperiences.AUDIENCE_COUNT; i++) {
      boolean isIn = visitor.traits().getOrDefault("k" + i, 0) == 1;
      if (forcedAudiences.getOrDefault("aud" + i, isIn)) {
        members.add("aud" + i);
      }
    }
    ObjectNode expected = JSON.createObjectNode();
    ArrayNode audiences = expected.putArray("audiences");
    new TreeSet<>(members).forEach(audiences::add);
    model.answer(id, members, visitor.kept(), forced, expected);
    JsonNode data = parse(client.text()).get("data");
    ObjectNode actual = JSON.createObjectNode();
    actual.set("audiences", data.at("/profile/audiences"));
    actual.set("experiences", data.get("experiences"));
    actual.set("changes", data.get("changes"));
    selectedCount += data.get("experiences").size();
    assertEquals(expected, actual, place);
    if (client == explained && forcedAudiences.isEmpty() && forced.isEmpty()) {
      compareExplanation(client.explain(id), actual, place);
    }
  }

  private void compareExplanation(Explanation explanation, JsonNode answer, String place) {
    List<String> audiences = new ArrayList<>();
    for (AudienceExplanation audience : explanation.audiences()) {
      if (audience.matches()) {
        audiences.add(audience.id());
      }
    }
    assertEquals(answer.get("audiences").toString(), JSON.valueToTree(audiences).toString(), place);
    Map<String, Integer> variants = new LinkedHashMap<>();
    for (ExperienceExplanation experience : explanation.experiences()) {
      experience.variantIndex().ifPresent(index -> variants.put(experience.id(), index));
      outcomes.merge(experience.outcome(), 1, Integer::sum);
      compareOutcome(experience, place);
    }
    Map<String, Integer> answered = new LinkedHashMap<>();
    for (JsonNode experience : answer.get("experiences")) {
      answered.put(experience.get("experienceId").asText(), experience.get("variantIndex").asInt());
    }
    assertEquals(answered, variants, place);
    assertEquals(List.copyOf(answered.keySet()), List.copyOf(variants.keySet()), place);
  }

  /* What decided is what the numbers beside it say. */
  private static void compareOutcome(ExperienceExplanation experience, String place) {
    boolean isChosen =
        experience.group() == null || experience.id().equals(experience.group().chosenId());
    boolean isInTraffic = experience.traffic().cut() > experience.traffic().value();
    assertEquals(isInTraffic, experience.traffic().applies(), place);
    Outcome expected =
        !experience.isInAudience()
            ? Outcome.NOT_IN_AUDIENCE
            : !isChosen
                ? Outcome.NOT_CHOSEN
                : experience.keptIndex().isPresent()
                    ? Outcome.KEPT
                    : isInTraffic ? Outcome.PICKED : Outcome.NOT_IN_TRAFFIC;
    assertEquals(expected, experience.outcome(), place);
    OptionalInt variant =
        switch (expected) {
          case KEPT -> experience.keptIndex();
          case PICKED -> OptionalInt.of(experience.distribution().pick());
          default -> OptionalInt.empty();
        };
    assertEquals(variant, experience.variantIndex(), place);
  }

  private static String overrides(Map<String, Boolean> audiences, Map<String, Integer> forced) {
    ObjectNode overrides = JSON.createObjectNode();
    ArrayNode audienceList = overrides.putArray("audiences");
    audiences.forEach(
        (id, isMember) -> audienceList.addObject().put("audienceId", id).put("isMember", isMember));
    ArrayNode experienceList = overrides.putArray("experiences");
    forced.forEach(
        (id, index) ->
            experienceList.addObject().put("experienceId", id).put("variantIndex", index));
    return overrides.toString();
  }

  private static JsonNode parse(String json) {
    try {
      return JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new AssertionError(json, e);
    }
  }
}
