package dev.kitsune.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kitsune.engine.EngineConfig.StoreKind;
import dev.kitsune.engine.catalog.EnvironmentRef;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** What builders write, and that they take exactly what the engine takes. */
class EventBuilderTest {
  private final ExperienceEngine engine =
      ExperienceEngine.open(
          EngineConfig.defaults()
              .withStore(StoreKind.HEAP)
              .withEnvironment("acme", "main", TestEnvironments.counting(1)));
  private final EnvironmentRef environment = engine.environment("acme", "main");

  @AfterEach
  void close() {
    engine.close();
  }

  @Test
  void writesAPageEventAsTheContractHasIt() {
    Event event =
        Event.page(Page.of("https://x.y/a%20b?q=a%26b&e#f").withReferrer("https://z/"))
            .property("title", "T\"")
            .channel(Channel.WEB)
            .messageId("m")
            .anonymousId("v")
            .timestamp(Instant.ofEpochMilli(1_700_000_000_123L).plusNanos(999_999))
            .library("l", "1.2")
            .locale("de-AT")
            .userAgent("ua")
            .onPage(Page.NONE)
            .campaign(new Campaign("n", null, null, null, "c"))
            .location(Location.NONE.withCity("Bern").withCoordinates(46.9, -7))
            .build();
    assertEquals(
        "{\"type\":\"page\",\"channel\":\"web\",\"messageId\":\"m\",\"anonymousId\":\"v\","
            + "\"timestamp\":1700000000123,\"context\":{\"library\":{\"name\":\"l\","
            + "\"version\":\"1.2\"},\"locale\":\"de-AT\",\"userAgent\":\"ua\",\"page\":{"
            + "\"path\":\"\",\"query\":{},\"referrer\":\"\",\"search\":\"\",\"url\":\"\"},"
            + "\"campaign\":{\"name\":\"n\",\"content\":\"c\"},\"location\":{\"coordinates\":{"
            + "\"latitude\":46.9,\"longitude\":-7.0},\"city\":\"Bern\"}},\"properties\":{"
            + "\"path\":\"/a%20b\",\"query\":{\"q\":\"a&b\",\"e\":\"\"},"
            + "\"referrer\":\"https://z/\",\"search\":\"?q=a%26b&e\","
            + "\"url\":\"https://x.y/a%20b?q=a%26b&e#f\",\"title\":\"T\\\"\"}}",
        event.json());
    assertTaken(event);
  }

  @Test
  void writesTheOtherTypesWithWhatIsRequired() {
    String begin = "{\"type\":\"%s\",\"channel\":\"server\",\"messageId\":\"m\",\"context\":{";
    String library = "\"library\":{\"name\":\"kitsune-engine\",\"version\":\"1\"}},";
    assertEquals(
        begin.formatted("track") + library + "\"event\":\"buy\",\"properties\":{\"n\":null}}",
        Event.track("buy").property("n", null).messageId("m").build().json());
    assertEquals(
        begin.formatted("identify") + library + "\"userId\":\"\",\"traits\":{\"a\":[1,2.5]}}",
        Event.identify("").trait("a", List.of(1, 2.5)).messageId("m").build().json());
    assertEquals(
        begin.formatted("component")
            + library
            + "\"componentId\":\"c\",\"componentType\":\"Entry\",\"experienceId\":\"e\","
            + "\"variantIndex\":2,\"viewId\":\"v\",\"viewDurationMs\":30}",
        Event.component("c")
            .componentType("Entry")
            .experience("e", 2)
            .view("v", 30)
            .messageId("m")
            .build()
            .json());
    assertEquals(
        begin.formatted("screen") + library + "\"name\":\"home\",\"properties\":{}}",
        Event.screen("home").messageId("m").build().json());
  }

  @Test
  void drawsAMessageIdForEachEventThatHasNone() {
    TrackEventBuilder builder = Event.track("t");
    assertNotEquals(builder.build(), builder.build());
    builder.messageId("m");
    assertEquals(builder.build(), builder.build());
    assertEquals(builder.build().hashCode(), builder.build().hashCode());
  }

  @Test
  void isNotChangedByWhatItWasBuiltOf() {
    List<Object> list = new ArrayList<>(List.of("a"));
    IdentifyEventBuilder builder = Event.identify("").trait("list", list).messageId("m");
    Event event = builder.build();
    String json = event.json();
    list.add("b");
    builder.trait("more", 1);
    assertEquals(json, event.json());
    assertNotEquals(event, builder.build());
  }

  @Test
  void refusesWhatTheContractRefusesWithThePlace() {
    assertRefused("event must be a non-empty string", () -> Event.track(""));
    assertRefused("messageId must be a non-empty string", () -> Event.track("t").messageId(""));
    assertRefused("anonymousId must be a non-empty string", () -> Event.track("t").anonymousId(""));
    assertRefused(
        "userId must be text without lone surrogates", () -> Event.identify("half\ud800"));
    assertRefused(
        "properties.url must be the page's", () -> Event.page(Page.NONE).property("url", "x"));
    assertRefused(
        "traits.a.b must be a finite number of a known type, is java.lang.Double",
        () -> Event.identify("").trait("a", Map.of("b", Double.NaN)).build());
    assertRefused(
        "traits.a must be a finite number of a known type, is"
            + " java.util.concurrent.atomic.AtomicInteger",
        () -> Event.identify("").trait("a", new AtomicInteger()).build());
    assertRefused(
        "properties.a must be a String, Boolean, number, Map, Collection or null, is"
            + " java.lang.Object",
        () -> Event.track("t").property("a", new Object()).build());
    assertRefused(
        "properties.a must have keys of type String",
        () -> Event.track("t").property("a", Map.of(1, 2)).build());
    assertRefused(
        "context.location.coordinates.latitude must be a finite number of a known type, is"
            + " java.lang.Double",
        () ->
            Event.track("t")
                .location(Location.NONE.withCoordinates(Double.POSITIVE_INFINITY, 0))
                .build());
    assertRefused(
        "timestamp must be within 8.64e15 ms of 1970",
        () -> Event.track("t").timestamp(Instant.MAX));
  }

  @Test
  void namesWhatIsNull() {
    assertNamed("event", () -> Event.track(none()));
    assertNamed("userId", () -> Event.identify(none()));
    assertNamed("componentId", () -> Event.component(none()));
    assertNamed("name", () -> Event.screen(none()));
    assertNamed("page", () -> Event.page(none()));
    assertNamed("url", () -> Page.of(EventBuilderTest.<String>none()));
    assertNamed("query", () -> new Page("/", none(), "", "", ""));
    assertNamed("messageId", () -> Event.track("t").messageId(none()));
    assertNamed("anonymousId", () -> Event.track("t").anonymousId(none()));
    assertNamed("timestamp", () -> Event.track("t").timestamp(none()));
    assertNamed("properties", () -> Event.track("t").properties(none()));
    assertNamed("properties", () -> Event.screen("s").properties(none()));
    assertNamed("properties", () -> Event.page(Page.NONE).properties(none()));
    assertNamed("property name", () -> Event.page(Page.NONE).property(none(), 1));
    assertNamed("traits", () -> Event.identify("").traits(none()));
    assertNamed("viewId", () -> Event.component("c").view(none(), 1));
  }

  @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"})
  static <T> T none() {
    return null;
  }

  static void assertNamed(String place, Executable call) {
    assertEquals(place, assertThrows(NullPointerException.class, call).getMessage());
  }

  @Test
  void takesTimesWithin8640000000000000Ms() {
    long max = 8_640_000_000_000_000L;
    for (long ms : new long[] {max - 1, max, -max, 1 - max}) {
      Event event = Event.track("t").timestamp(Instant.ofEpochMilli(ms)).build();
      assertTrue(event.json().contains("\"timestamp\":" + ms + ","), event::json);
      assertTaken(event);
    }
    Instant cut = Instant.ofEpochMilli(max).plusNanos(999_999);
    assertTaken(Event.track("t").timestamp(cut).build());
    List<Instant> refused =
        List.of(
            Instant.ofEpochMilli(max + 1),
            Instant.ofEpochMilli(max + 999),
            Instant.ofEpochMilli(-max - 1),
            Instant.ofEpochMilli(-max).minusNanos(1),
            Instant.MIN);
    for (Instant time : refused) {
      assertRefused(
          "timestamp must be within 8.64e15 ms of 1970", () -> Event.track("t").timestamp(time));
    }
  }

  @Test
  void takesIdsOfUpTo256Bytes() {
    assertTaken(Event.identify("u".repeat(255)).build());
    assertTaken(Event.identify("\u00fc".repeat(128)).anonymousId("v".repeat(256)).build());
    assertRefused(
        "userId must be at most 256 bytes of UTF-8",
        () -> Event.identify("u" + "\u00fc".repeat(128)));
    assertRefused(
        "anonymousId must be at most 256 bytes of UTF-8",
        () -> Event.track("t").anonymousId("v".repeat(257)));
  }

  @Test
  void takesTextsOf64KiB() {
    assertTaken(Event.track("t").property("a", "x".repeat(65_535)).build());
    assertTaken(Event.track("t").property("a", "\n".repeat(32_768)).build());
    assertRefused(
        "properties.a must be at most 65536 bytes of text",
        () -> Event.track("t").property("a", "\n".repeat(32_768) + "x").build());
  }

  @Test
  void takesObjectsOf1000Keys() {
    assertTaken(Event.track("t").properties(members(999)).build());
    assertTaken(Event.track("t").properties(members(1_000)).build());
    assertRefused(
        "properties must have at most 1000 keys",
        () -> Event.track("t").properties(members(1_001)).build());
  }

  @Test
  void takesPagesOf1000Properties() {
    assertTaken(Event.page(Page.NONE).properties(members(995)).build());
    assertRefused(
        "properties must have at most 1000 keys",
        () -> Event.page(Page.NONE).properties(members(996)).build());
  }

  @Test
  void takesTraitsOf32KiB() {
    int around = "{\"a\":\"\"}".length();
    assertTaken(Event.identify("").trait("a", "x".repeat(32_767 - around)).build());
    assertTaken(Event.identify("").trait("a", "x".repeat(32_768 - around)).build());
    assertRefused(
        "traits must be at most 32768 bytes",
        () -> Event.identify("").trait("a", "x".repeat(32_769 - around)).build());
  }

  @Test
  void takesValuesOf64LevelsDeep() {
    assertTaken(Event.track("t").property("a", nested(59)).build());
    assertTaken(Event.track("t").property("a", nested(60)).build());
    assertRefused(
        "properties.a must not be nested deeper",
        () -> Event.track("t").property("a", nested(61)).build());
  }

  @Test
  void takesNumbersOf256Digits() {
    assertTaken(Event.track("t").property("a", digits(255)).build());
    assertTaken(Event.track("t").property("a", digits(256)).build());
    assertRefused(
        "properties.a must be at most 256 digits",
        () -> Event.track("t").property("a", digits(257)).build());
  }

  private void assertTaken(Event event) {
    assertEquals("v", engine.update(environment, "v", event).profile().stableId());
    assertTrue(engine.update(environment, "v", event).profile().random() < 1);
  }

  private static void assertRefused(String message, Executable build) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, build).getMessage());
  }

  private static Map<String, Integer> members(int count) {
    return IntStream.range(0, count).boxed().collect(Collectors.toMap(i -> "k" + i, i -> i));
  }

  private static Object nested(int depth) {
    Object value = 1;
    for (int i = 0; i < depth; i++) {
      value = List.of(value);
    }
    return value;
  }

  private static BigInteger digits(int count) {
    return new BigInteger("1".repeat(count));
  }
}
