package dev.kitsune.engine;

import static dev.kitsune.engine.EventBuilderTest.assertNamed;
import static dev.kitsune.engine.EventBuilderTest.none;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
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
import dev.kitsune.testdata.TestData;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.AbstractList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The typed door beside the bytes' door, on engines with the same clock and entropy. */
class TypedDoorTest {
  private static final ObjectMapper EXACT =
      new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
  private static final int CALL_COUNT = 600;

  private final AtomicLong clockMs = new AtomicLong(1_700_000_000_000L);
  private final ResponseSink answer = new ResponseSink();

  private ExperienceEngine open(StoreKind kind) {
    SplittableRandom entropy = new SplittableRandom(5);
    return ExperienceEngine.open(
        EngineConfig.defaults()
            .withStore(kind)
            .withMaxProfiles(2_000)
            .withEnvironment("acme", "main", environment())
            .withClockAndEntropy(clockMs::get, entropy::nextLong));
  }

  private static String environment() {
    return TestData.text("environments/documented.json");
  }

  /** One call, to be made by either door. */
  private record Call(int kind, String id, List<Event> events, boolean preflight) {}

  @ParameterizedTest
  @EnumSource
  void decidesAsTheBytesDoorDoes(StoreKind kind) {
    try (ExperienceEngine typed = open(kind);
        ExperienceEngine bytes = open(kind)) {
      EngineWorker worker = bytes.newWorker();
      SplittableRandom random = new SplittableRandom(11);
      RandomTypedEvents events = new RandomTypedEvents(random);
      for (int i = 0; i < CALL_COUNT; i++) {
        clockMs.addAndGet(random.nextInt(20 * 60_000));
        Call call =
            new Call(
                random.nextInt(6),
                "v" + random.nextInt(5),
                events.next(clockMs.get()),
                random.nextInt(5) == 0);
        JsonNode answered =
            orRefusal(() -> answer(worker, bytes.environment("acme", "main"), call));
        JsonNode decided = orRefusal(() -> decide(typed, typed.environment("acme", "main"), call));
        assertEquals(DecisionJson.ascii(answered), DecisionJson.ascii(decided), call::toString);
      }
      assertEquals(bytes.profileCount(), typed.profileCount());
      assertTrue(typed.profileCount() > 50);
    }
  }

  private static JsonNode decide(ExperienceEngine engine, EnvironmentRef environment, Call call) {
    List<Event> events = call.events();
    boolean preflight = call.preflight();
    return switch (call.kind()) {
      case 0 ->
          DecisionJson.of(
              preflight
                  ? engine.preflightCreate(environment, events)
                  : engine.create(environment, events));
      case 1 ->
          DecisionJson.of(
              preflight
                  ? engine.preflightUpsert(environment, events)
                  : engine.upsert(environment, events));
      case 2 -> DecisionJson.of(engine.get(environment, call.id()));
      default ->
          DecisionJson.of(
              preflight
                  ? engine.preflight(environment, call.id(), events)
                  : engine.update(environment, call.id(), events));
    };
  }

  private JsonNode answer(EngineWorker worker, EnvironmentRef environment, Call call) {
    byte[] body = body(call.events());
    boolean preflight = call.preflight();
    ByteSlice id = slice(call.id());
    switch (call.kind()) {
      case 0 -> worker.createProfile(environment, body, 0, body.length, preflight, answer);
      case 1 -> worker.upsertProfiles(environment, body, 0, body.length, preflight, answer);
      case 2 -> worker.getProfile(environment, id, answer);
      default -> worker.updateProfile(environment, id, body, 0, body.length, preflight, answer);
    }
    return data(answer);
  }

  private static JsonNode orRefusal(Supplier<JsonNode> call) {
    try {
      return call.get();
    } catch (ExperienceException refused) {
      return DecisionJson.value(refused.getMessage());
    }
  }

  @Test
  void anEventGivenByBothDoorsIsOneEvent() {
    try (ExperienceEngine engine = openCounting()) {
      EnvironmentRef environment = engine.environment("acme", "main");
      Event event = Event.track("t").build();
      byte[] body = body(List.of(event));
      engine.update(environment, "v", event);
      engine
          .newWorker()
          .updateProfile(environment, slice("v"), body, 0, body.length, false, answer);
      assertEquals(List.of("n01"), counted(engine.update(environment, "v", event, event)));
      Decision other = engine.update(environment, "v", Event.track("t").build());
      assertEquals(List.of("n01", "n02"), counted(other));
    }
  }

  private static List<String> counted(Decision decision) {
    return decision.profile().audiences().stream().filter(id -> id.startsWith("n")).toList();
  }

  @Test
  void refusesWithTheWordsOfTheBytesDoor() {
    try (ExperienceEngine engine = openCounting()) {
      EnvironmentRef environment = engine.environment("acme", "main");
      Event event = Event.track("t").build();
      assertRefused(
          "events must have 1 to 200 elements, has 0", () -> engine.update(environment, "v"));
      assertEquals("v", engine.update(environment, "v", copies(event, 200)).profile().id());
      assertRefused(
          "events must have 1 to 200 elements, has 201",
          () -> engine.update(environment, "v", copies(event, 201)));
      assertRefused(
          "profile id must be 1 to 256 bytes of UTF-8", () -> engine.get(environment, ""));
      engine.update(environment, "i".repeat(256), event);
      assertRefused(
          "profile id must be 1 to 256 bytes of UTF-8",
          () -> engine.update(environment, "i".repeat(257), event));
      assertRefused("profile id must be UTF-8", () -> engine.get(environment, "half\ud800"));
      assertRefused(
          "events[0].anonymousId must be a non-empty string",
          () -> engine.upsert(environment, List.of(event)));
      ExperienceException absent =
          assertThrows(ExperienceException.class, () -> engine.get(environment, "nobody"));
      assertEquals(ErrorCode.PROFILE_NOT_FOUND, absent.code());
      assertEquals(2, engine.profileCount());
    }
  }

  @Test
  void aDecisionStaysAsItWasWhenTheWorkerDecidesAgain() {
    try (ExperienceEngine engine = openCounting()) {
      EnvironmentRef environment = engine.environment("acme", "main");
      Event named = Event.identify("").trait("name", "Ada").trait("list", List.of(1, 2)).build();
      Decision before = engine.update(environment, "v", named);
      JsonNode json = DecisionJson.of(before);
      engine.update(environment, "w", Event.identify("").trait("name", "Bob").build());
      engine.update(environment, "v", Event.identify("").trait("name", "Eve").build());
      assertEquals(json, DecisionJson.of(before));
      assertEquals(1, engine.typedWorkerCount());
      assertThrows(
          UnsupportedOperationException.class, () -> before.profile().traits().put("a", "b"));
      assertThrows(
          UnsupportedOperationException.class, () -> before.profile().audiences().add("a"));
    }
  }

  @Test
  void preflightStoresNothing() {
    try (ExperienceEngine engine = openCounting()) {
      EnvironmentRef environment = engine.environment("acme", "main");
      Event event = Event.track("t").anonymousId("v").build();
      assertEquals(List.of("n01"), counted(engine.preflight(environment, "v", event)));
      assertEquals(1, engine.preflightUpsert(environment, List.of(event)).size());
      assertEquals(64, engine.preflightCreate(environment, List.of(event)).profile().id().length());
      assertEquals(0, engine.profileCount());
    }
  }

  @Test
  void readsAListThatAsksTheEngineItselfBeforeItTakesAWorker() {
    try (ExperienceEngine engine =
        ExperienceEngine.open(
            EngineConfig.defaults()
                .withStore(StoreKind.HEAP)
                .withWorkerCountMax(1)
                .withEnvironment("acme", "main", TestEnvironments.counting(3)))) {
      EnvironmentRef environment = engine.environment("acme", "main");
      engine.update(environment, "v", Event.track("t").build());
      List<Event> asking =
          new AbstractList<>() {
            @Override
            public Event get(int index) {
              String id = engine.get(environment, "v").profile().id();
              return Event.track(id).build();
            }

            @Override
            public int size() {
              return 1;
            }
          };
      Decision decision =
          assertTimeoutPreemptively(
              Duration.ofSeconds(20), () -> engine.update(environment, "v", asking));
      assertEquals(List.of("n01", "n02"), counted(decision));
    }
  }

  @Test
  void averagesSessionsOfAnyLengthAsTheBytesDoorDoes() throws JsonProcessingException {
    try (ExperienceEngine engine = openCounting()) {
      EnvironmentRef environment = engine.environment("acme", "main");
      for (String pastLengthS : List.of("7", "9223372036", "9223372037", "9007199254740991")) {
        byte[] line =
            ("{\"id\":\"v"
                    + pastLengthS
                    + "\",\"session\":{\"count\":2,\"pastLengthS\":"
                    + pastLengthS
                    + "}}")
                .getBytes(StandardCharsets.UTF_8);
        engine.importProfile(environment, line, 0, line.length);
        engine.newWorker().getProfile(environment, slice("v" + pastLengthS), answer);
        JsonNode session = EXACT.readTree(answer.toString()).at("/data/profile/session");
        assertEquals(
            session.get("averageSessionLength").doubleValue(),
            engine.get(environment, "v" + pastLengthS).profile().session().averageSessionLength());
      }
    }
  }

  @Test
  void namesWhatIsNull() {
    Event event = Event.track("t").build();
    try (ExperienceEngine engine = openCounting()) {
      EnvironmentRef environment = engine.environment("acme", "main");
      assertNamed("id", () -> engine.update(environment, none(), event));
      assertNamed("id", () -> engine.get(environment, none()));
      assertNamed("id", () -> engine.delete(environment, none()));
      assertNamed("environment", () -> engine.get(none(), "v"));
      assertNamed("environment", () -> engine.exportProfiles(none(), line -> {}));
      assertNamed("events", () -> engine.create(environment, none()));
      assertNamed("events", () -> engine.update(environment, "v", (Event[]) none()));
      assertNamed("events[1]", () -> engine.update(environment, "v", event, none()));
      assertNamed("events[0]", () -> engine.upsert(environment, Arrays.asList(none(), event)));
      assertEquals(0, engine.profileCount());
    }
  }

  @Test
  void traitsWithEveryDigitCanBeSentBack() {
    String traits =
        "{\"whole\":9007199254740993.0,\"money\":900719925474099.31,\"huge\":-1E99999999999,"
            + "\"long\":%s}".formatted("9".repeat(250) + "e99");
    String json =
        Event.identify("").build().json().replace("\"traits\":{}", "\"traits\":" + traits);
    try (ExperienceEngine engine = openCounting()) {
      EnvironmentRef environment = engine.environment("acme", "main");
      byte[] body = ("{\"events\":[" + json + "]}").getBytes(StandardCharsets.UTF_8);
      engine
          .newWorker()
          .updateProfile(environment, slice("v"), body, 0, body.length, false, answer);
      Map<String, ?> read = engine.get(environment, "v").profile().traits();
      assertEquals(new BigDecimal("9007199254740993.0"), read.get("whole"));
      assertEquals(new BigDecimal("900719925474099.31"), read.get("money"));
      assertEquals(new BigDecimal("-1E+2147483647"), read.get("huge"));
      assertEquals(new BigDecimal("9".repeat(250) + "e99"), read.get("long"));
      Event again = Event.identify("").traits(read).build();
      assertEquals(read, engine.update(environment, "w", again).profile().traits());
    }
  }

  @Test
  void coordinatesBeyondAnyDoubleAreDropped() {
    Event event =
        Event.track("t").location(Location.NONE.withCity("Bern").withCoordinates(46.5, -7)).build();
    byte[] body =
        ("{\"events\":[" + event.json().replace("46.5", "1e400") + "]}")
            .getBytes(StandardCharsets.UTF_8);
    try (ExperienceEngine engine = openCounting()) {
      EnvironmentRef environment = engine.environment("acme", "main");
      engine
          .newWorker()
          .updateProfile(environment, slice("v"), body, 0, body.length, false, answer);
      assertEquals("{\"city\":\"Bern\"}", data(answer).at("/profile/location").toString());
      assertEquals(
          Location.NONE.withCity("Bern"), engine.get(environment, "v").profile().location());
    }
  }

  @Test
  void deletesAProfileWithEveryIdThatLedToIt() {
    try (ExperienceEngine engine = openCounting()) {
      EnvironmentRef environment = engine.environment("acme", "main");
      engine.update(environment, "t", Event.identify("user").build());
      engine.update(environment, "c", Event.identify("user").build());
      assertEquals("t", engine.get(environment, "c").profile().id());
      engine.delete(environment, "user");
      for (String id : List.of("t", "c", "user")) {
        ExperienceException absent =
            assertThrows(ExperienceException.class, () -> engine.delete(environment, id), id);
        assertEquals(ErrorCode.PROFILE_NOT_FOUND, absent.code());
      }
      assertEquals(0, engine.profileCount());
    }
  }

  private ExperienceEngine openCounting() {
    return ExperienceEngine.open(
        EngineConfig.defaults()
            .withStore(StoreKind.HEAP)
            .withEnvironment("acme", "main", TestEnvironments.counting(3)));
  }

  private static List<Event> copies(Event event, int count) {
    return Collections.nCopies(count, event);
  }

  private static void assertRefused(String detail, Supplier<Object> call) {
    ExperienceException refused = assertThrows(ExperienceException.class, call::get);
    assertEquals(ErrorCode.INVALID_DATA, refused.code());
    assertEquals(detail, refused.detail());
  }

  private static byte[] body(List<Event> events) {
    return events.stream()
        .map(Event::json)
        .collect(Collectors.joining(",", "{\"events\":[", "]}"))
        .getBytes(StandardCharsets.UTF_8);
  }

  private static ByteSlice slice(String text) {
    return new ByteSlice().wrap(text.getBytes(StandardCharsets.UTF_8));
  }

  private static JsonNode data(ResponseSink answer) {
    try {
      return EXACT.readTree(answer.toString()).get("data");
    } catch (JsonProcessingException e) {
      throw new AssertionError(answer.toString(), e);
    }
  }
}
