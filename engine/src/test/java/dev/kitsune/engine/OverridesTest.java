package dev.kitsune.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kitsune.engine.EngineConfig.StoreKind;
import dev.kitsune.engine.bytes.ByteSlice;
import dev.kitsune.engine.catalog.EnvironmentRef;
import dev.kitsune.engine.error.ErrorCode;
import dev.kitsune.engine.error.ExperienceException;
import dev.kitsune.engine.response.ResponseSink;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Overrides by the typed door, beside those of the bytes' door. */
class OverridesTest {
  private static final ObjectMapper EXACT =
      new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
  private static final String ENVIRONMENT =
      """
      {"settings": {"overrides": true},
       "audiences": [
         {"id": "leads", "rules": {"any": [{"all": [
           {"type": "identify", "key": "lead", "value": "yes", "operator": "equal"}]}]}},
         {"id": "others", "rules": {"any": [{"all": [
           {"type": "identify", "key": "lead", "value": "yes", "operator": "notEqual"}]}]}}],
       "experiences": [
         {"id": "all", "type": "nt_experiment", "config": {
           "traffic": 1, "distribution": [0.3, 0.3, 0.4], "components": [
             {"type": "InlineVariable", "key": "k", "valueType": "Number",
              "baseline": {"value": 0}, "variants": [{"value": 1}, {"value": 2}]}]}},
         {"id": "few", "type": "nt_experiment", "audience": "leads", "config": {
           "traffic": 1, "distribution": [0, 1], "components": [
             {"baseline": {"id": "a"}, "variants": [{"id": "b"}]}]}},
         {"id": "group-1", "type": "nt_experiment", "config": {
           "traffic": 1, "exclusionGroup": "g", "distribution": [1, 0], "components": []}},
         {"id": "group-2", "type": "nt_experiment", "config": {
           "traffic": 1, "exclusionGroup": "g", "distribution": [1, 0], "components": []}}]}
      """;
  private static final List<String> AUDIENCES = List.of("leads", "others", "all", "half\ud800");
  private static final List<String> EXPERIENCES =
      List.of("all", "few", "group-1", "group-2", "a\"b");
  private static final Event EVENT = Event.track("t").messageId("m").build();

  private static ExperienceEngine open(String environment) {
    SplittableRandom entropy = new SplittableRandom(5);
    return ExperienceEngine.open(
        EngineConfig.defaults()
            .withStore(StoreKind.HEAP)
            .withEnvironment("acme", "main", environment)
            .withClockAndEntropy(() -> 1_700_000_000_000L, entropy::nextLong));
  }

  private static EnvironmentRef main(ExperienceEngine engine) {
    return engine.environment("acme", "main");
  }

  @Test
  void forceTheDecisionOfOneCallAndNothingThatIsStored() {
    try (ExperienceEngine engine = open(ENVIRONMENT)) {
      Overrides overrides =
          Overrides.builder().audience("leads", true).variant("all", 2).variant("few", 0).build();
      Decision before = engine.update(main(engine), "v", EVENT);
      Decision forced =
          engine.update(main(engine), "v", List.of(Event.track("t").build()), overrides);
      assertEquals(List.of("leads", "others"), forced.profile().audiences());
      assertEquals(2, forced.variantIndex("all").getAsInt());
      assertEquals(0, forced.variantIndex("few").getAsInt());
      assertEquals(2L, forced.changes().get(0).value());
      assertEquals(before, engine.get(main(engine), "v"));
    }
  }

  @Test
  void aPreflightWithThemStoresNothing() {
    try (ExperienceEngine engine = open(ENVIRONMENT)) {
      Overrides overrides = Overrides.builder().variant("few", 1).build();
      List<Event> events = List.of(EVENT);
      for (Decision forced :
          List.of(
              engine.preflight(main(engine), "v", events, overrides),
              engine.preflightCreate(main(engine), events, overrides))) {
        assertEquals(1, forced.variantIndex("few").getAsInt());
      }
      assertEquals(0, engine.profileCount());
      Decision made = engine.create(main(engine), events, overrides);
      assertEquals(1, made.variantIndex("few").getAsInt());
      assertEquals(1, engine.profileCount());
    }
  }

  @Test
  void bothDoorsDecideAndRefuseAlike() {
    SplittableRandom random = new SplittableRandom(13);
    int refusedCount = 0;
    try (ExperienceEngine typed = open(ENVIRONMENT);
        ExperienceEngine bytes = open(ENVIRONMENT)) {
      EngineWorker worker = bytes.newWorker();
      for (int i = 0; i < 500; i++) {
        String id = "v" + random.nextInt(20);
        Event event = Event.identify("").trait("lead", random.nextBoolean() ? "yes" : "no").build();
        Overrides overrides = random(random);
        boolean preflight = random.nextInt(4) == 0;
        String answered =
            orRefusal(() -> answer(worker, main(bytes), id, event, overrides, preflight));
        String decided =
            orRefusal(() -> DecisionJson.of(decide(typed, id, event, overrides, preflight)));
        assertEquals(answered, decided, overrides::json);
        refusedCount += decided.contains("options.overrides") ? 1 : 0;
      }
      assertEquals(bytes.profileCount(), typed.profileCount());
    }
    assertTrue(refusedCount > 50 && refusedCount < 450, refusedCount + " of 500 were refused");
  }

  private static Overrides random(SplittableRandom random) {
    OverridesBuilder overrides = Overrides.builder();
    for (int left = random.nextInt(3); left > 0; left--) {
      overrides.audience(
          AUDIENCES.get(random.nextInt(random.nextInt(8) == 0 ? 4 : 2)), random.nextBoolean());
    }
    for (int left = random.nextInt(3); left > 0; left--) {
      String id = EXPERIENCES.get(random.nextInt(random.nextInt(8) == 0 ? 5 : 4));
      overrides.variant(id, random.nextInt(8) == 0 ? random.nextInt(-1, 4) : random.nextInt(2));
    }
    return overrides.build();
  }

  private static Decision decide(
      ExperienceEngine engine, String id, Event event, Overrides overrides, boolean preflight) {
    return preflight
        ? engine.preflight(main(engine), id, List.of(event), overrides)
        : engine.update(main(engine), id, List.of(event), overrides);
  }

  private static JsonNode answer(
      EngineWorker worker,
      EnvironmentRef environment,
      String id,
      Event event,
      Overrides overrides,
      boolean preflight) {
    byte[] body =
        "{\"events\":[%s],\"options\":{\"overrides\":%s}}"
            .formatted(event.json(), overrides.json())
            .getBytes(StandardCharsets.UTF_8);
    ByteSlice slice = new ByteSlice().wrap(id.getBytes(StandardCharsets.UTF_8));
    ResponseSink answer = new ResponseSink();
    worker.updateProfile(environment, slice, body, 0, body.length, preflight, answer);
    try {
      return EXACT.readTree(answer.toString()).get("data");
    } catch (JsonProcessingException e) {
      throw new AssertionError(answer.toString(), e);
    }
  }

  private static String orRefusal(Supplier<JsonNode> call) {
    try {
      return DecisionJson.ascii(call.get());
    } catch (ExperienceException refused) {
      return refused.code() + " " + refused.detail();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"overrides\": false}"})
  void areRefusedWhereTheEnvironmentDoesNotAllowThem(String settings) {
    try (ExperienceEngine engine = open(ENVIRONMENT.replace("{\"overrides\": true}", settings))) {
      Overrides forcing = Overrides.builder().variant("all", 1).build();
      for (Overrides overrides : List.of(forcing, Overrides.builder().build())) {
        List<Event> events = List.of(EVENT);
        assertNotAllowed(() -> engine.create(main(engine), events, overrides));
        assertNotAllowed(() -> engine.update(main(engine), "v", events, overrides));
        assertNotAllowed(() -> engine.preflight(main(engine), "v", events, overrides));
        assertNotAllowed(() -> engine.preflightCreate(main(engine), events, overrides));
      }
      assertEquals(0, engine.profileCount());
      assertEquals(2, engine.update(main(engine), "v", EVENT).experiences().size());
    }
  }

  private static void assertNotAllowed(Supplier<Decision> call) {
    ExperienceException refused = assertThrows(ExperienceException.class, call::get);
    assertEquals(ErrorCode.INVALID_DATA, refused.code());
    assertEquals(
        "options.overrides must be absent, as the environment's settings.overrides is not true",
        refused.detail());
  }

  @Test
  void areTheJsonThatARequestBrings() {
    Overrides overrides =
        Overrides.builder().audience("a", true).audience("b", false).variant("e\"", 1).build();
    assertEquals(
        "{\"audiences\":[{\"audienceId\":\"a\",\"isMember\":true},"
            + "{\"audienceId\":\"b\",\"isMember\":false}],"
            + "\"experiences\":[{\"experienceId\":\"e\\\"\",\"variantIndex\":1}]}",
        overrides.json());
    assertEquals("{\"audiences\":[],\"experiences\":[]}", Overrides.builder().build().toString());
  }

  @Test
  void areEqualWhereTheyForceTheSameInTheSameOrder() {
    OverridesBuilder builder = Overrides.builder().variant("a", 1);
    Overrides one = builder.build();
    assertEquals(one, Overrides.builder().variant("a", 1).build());
    assertEquals(one.hashCode(), Overrides.builder().variant("a", 1).build().hashCode());
    assertNotEquals(one, builder.variant("b", 1).build());
    assertNotEquals(one, new Object());
  }

  @Test
  void anIdIsAtMostAStringOfARequest() {
    String longest = "i".repeat(64 * 1_024);
    assertTrue(Overrides.builder().audience(longest, true).build().json().contains(longest));
    IllegalArgumentException refused =
        assertThrows(
            IllegalArgumentException.class,
            () -> Overrides.builder().audience(longest + "i", true).build());
    assertEquals("audiences.audienceId must be at most 65536 bytes of text", refused.getMessage());
  }
}
