package dev.kitsune.engine.event;

import static dev.kitsune.engine.event.RequestTexts.COMPONENT;
import static dev.kitsune.engine.event.RequestTexts.IDENTIFY;
import static dev.kitsune.engine.event.RequestTexts.PAGE;
import static dev.kitsune.engine.event.RequestTexts.TRACK;
import static dev.kitsune.engine.event.RequestTexts.body;
import static dev.kitsune.engine.event.RequestTexts.event;
import static dev.kitsune.engine.event.RequestTexts.with;
import static dev.kitsune.engine.event.RequestTexts.withContext;
import static dev.kitsune.engine.event.RequestTexts.withMembers;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kitsune.engine.bytes.ByteSlice;
import dev.kitsune.engine.bytes.JsonTape;
import dev.kitsune.engine.error.ErrorCode;
import dev.kitsune.engine.error.ExperienceException;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventReaderTest {
  private static final long RECEIVED_MS = 1_665_412_611_262L;
  private static final List<String> NO_OBJECTS = List.of("\"\"", "5", "true", "[]");

  private final EventReader reader = new EventReader(EventLimits.DEFAULT);
  private final ByteSlice text = new ByteSlice();

  @Test
  void readsEveryTypeInTheRequestsOrder() {
    EventBatch events =
        read(
            body(
                PAGE,
                TRACK,
                IDENTIFY,
                COMPONENT,
                RequestTexts.SCREEN,
                RequestTexts.GROUP,
                RequestTexts.ALIAS));
    assertEquals(7, events.count());
    EventType[] types = EventType.values();
    for (int event = 0; event < types.length; event++) {
      assertEquals(types[event], events.type(event));
    }
    assertEquals("order", textOf(events, events.eventName(1)));
    assertEquals("user", textOf(events, events.userId(2)));
    assertEquals(JsonTape.OBJECT, events.tape().kind(events.traits(2)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "[]", "\"events\"", "5", "null", "{\"events\":[", "{}{}"})
  void refusesABodyThatIsNoObject(String body) {
    assertRefused(body, "body must be ");
  }

  @Test
  void saysAtWhichByteTheJsonBreaks() {
    assertRefused("{\"events\":[,]}", "body must be valid JSON: ", " at byte 11");
    String valid = body(TRACK);
    assertRefused(
        valid + "x", "body must be valid JSON: ", " at byte " + valid.getBytes(UTF_8).length);
  }

  @Test
  void refusesEventsThatAreNoArrayOfObjects() {
    assertRefused("{}", "events must be ");
    for (String value : List.of("null", "{}", "\"\"", "5")) {
      assertRefused("{\"events\":" + value + "}", "events must be ");
      assertRefused(
          "{\"events\":[" + TRACK + "," + value.replace("{}", "[]") + "]}",
          "events[1] must be an object");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "{}", "{\"locale\":\"de\"}", "{\"features\":7}"})
  void takesOptionsThatAreAnObjectOrNull(String options) {
    assertEquals(1, read("{\"events\":[" + TRACK + "],\"options\":" + options + "}").count());
  }

  @Test
  void findsTheOverridesOfOneRequestAndForgetsThemForTheNext() {
    String request = "{\"events\":[" + TRACK + "],\"options\":{\"overrides\":{\"a\":1}}}";
    EventBatch events = read(request);
    assertEquals(JsonTape.OBJECT, events.tape().kind(events.overrides()));
    assertEquals(JsonTape.NONE, read(body(TRACK)).overrides());
    read(request);
    String batched = withMembers(TRACK, "\"anonymousId\":\"a\"");
    assertEquals(JsonTape.NONE, readBatch(request.replace(TRACK, batched)).overrides());
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"overrides\":null}", "{\"Overrides\":{}}", "null"})
  void findsNoOverridesWhereThereAreNone(String options) {
    String request = "{\"events\":[" + TRACK + "],\"options\":" + options + "}";
    assertEquals(JsonTape.NONE, read(request).overrides());
  }

  @Test
  void findsTheUserAgentOfEachEvent() {
    EventBatch events = read(body(withContext(TRACK, "\"userAgent\":\"Mozilla/5.0\""), PAGE));
    assertEquals("Mozilla/5.0", textOf(events, events.userAgent(0)));
    assertEquals(JsonTape.NONE, events.userAgent(1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"\"", "null", "5", "{}", "[\"Mozilla\"]"})
  void passesOverAUserAgentThatIsEmptyOrNoText(String userAgent) {
    EventBatch events = read(body(withContext(TRACK, "\"userAgent\":" + userAgent)));
    assertEquals(JsonTape.NONE, events.userAgent(0));
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "\"\"", "5", "true"})
  void refusesOtherOptionsButIgnoresThemOnABatch(String options) {
    assertRefused("{\"events\":[" + TRACK + "],\"options\":" + options + "}", "options must be ");
    String batched = withMembers(TRACK, "\"anonymousId\":\"a\"");
    assertEquals(
        1, readBatch("{\"options\":" + options + ",\"events\":[" + batched + "]}").count());
  }

  @ParameterizedTest
  @ValueSource(strings = {"web", "mobile", "server", "client", "\\u0077eb"})
  void takesEveryDocumentedChannel(String channel) {
    assertEquals(1, read(body(with(TRACK, "web", channel))).count());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Web", "web ", "webs", "tv"})
  void refusesOtherChannels(String channel) {
    assertRefused(body(with(TRACK, "web", channel)), "events[0].channel must be web, mobile, ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Page", "pag", "page ", "paging", "pgae"})
  void refusesOtherTypes(String type) {
    assertRefused(
        body(TRACK, event(type, "\"event\":\"e\"")),
        "events[1].type must be page, track, identify, component, screen, group or alias");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "type, `\"type\":\"track\"`",
        "channel, `\"channel\":\"web\"`",
        "messageId, `\"messageId\":\"m\"`",
        "event, `\"event\":\"order\"`",
        "context.library.name, `\"name\":\"lib\"`",
        "context.library.version, `\"version\":\"1.0\"`"
      })
  void refusesATrackEventThatLacksAText(String place, String member) {
    assertEquals(1, read(body(TRACK)).count());
    String name = member.substring(0, member.indexOf(':'));
    assertRefused(body(TRACK, with(TRACK, member, "\"other\":\"x\"")), at(1, place));
    for (String value : List.of("null", "5", "true", "{}", "[\"web\"]")) {
      assertRefused(body(with(TRACK, member, name + ":" + value)), at(0, place));
    }
  }

  @ParameterizedTest
  @CsvSource({"messageId, m", "event, order"})
  void refusesAnEmptyTextWhereOneIsAskedFor(String place, String value) {
    assertRefused(body(with(TRACK, ":\"" + value + "\"", ":\"\"")), at(0, place));
  }

  @Test
  void takesAnEmptyNameAndVersionOfTheLibrary() {
    String event = with(with(TRACK, "\"lib\"", "\"\""), "\"1.0\"", "\"\"");
    assertEquals(1, read(body(event)).count());
  }

  @Test
  void refusesAContextOrLibraryThatIsNoObject() {
    String library = "{\"name\":\"lib\",\"version\":\"1.0\"}";
    String context = "{\"library\":" + library + "}";
    for (String value : List.of("null", "\"\"", "5", "[]")) {
      assertRefused(body(with(TRACK, context, value)), "events[0].context must be ");
      assertRefused(body(with(TRACK, library, value)), "events[0].context.library must be ");
    }
    assertRefused(body(with(TRACK, "\"context\"", "\"Context\"")), "events[0].context must be ");
    assertRefused(
        body(with(TRACK, "\"library\"", "\"lib\"")), "events[0].context.library must be ");
  }

  @Test
  void ignoresUnknownMembersEverywhere() {
    String unknown = "\"gdpr\":{\"type\":\"page\"},\"\":0,\"sentAt\":[[null]],\"traits2\":5";
    String event = withMembers(withContext(TRACK, unknown), unknown);
    EventBatch events = read("{" + unknown + ",\"events\":[" + event + "]," + "\"x\":1}");
    assertEquals(EventType.TRACK, events.type(0));
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "{}", "{\"name\":\"spring\"}", "{\"source\":5,\"x\":null}"})
  void takesACampaignThatLacksMembers(String campaign) {
    EventBatch events = read(body(withContext(TRACK, "\"campaign\":" + campaign)));
    assertEquals(JsonTape.NONE, events.campaignMedium(0));
    boolean isNamed = campaign.contains("name");
    assertEquals(isNamed, events.campaignName(0) != JsonTape.NONE);
  }

  @Test
  void readsEveryMemberOfACampaign() {
    String campaign =
        "{\"content\":\"c\",\"name\":\"n\",\"term\":\"t\",\"medium\":\"m\",\"source\":\"s\"}";
    EventBatch events = read(body(withContext(PAGE, "\"campaign\":" + campaign)));
    assertEquals("n", textOf(events, events.campaignName(0)));
    assertEquals("s", textOf(events, events.campaignSource(0)));
    assertEquals("m", textOf(events, events.campaignMedium(0)));
    assertEquals("t", textOf(events, events.campaignTerm(0)));
    assertEquals("c", textOf(events, events.campaignContent(0)));
  }

  @Test
  void takesTrackPropertiesThatAreAbsentNullOrAnObject() {
    assertEquals(JsonTape.NONE, read(body(TRACK)).properties(0));
    String nulled = withMembers(TRACK, "\"properties\":null");
    assertEquals(JsonTape.NONE, read(body(nulled)).properties(0));
    String given = withMembers(TRACK, "\"properties\":{\"a\":1}");
    assertNotEquals(JsonTape.NONE, read(body(given)).properties(0));
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "5", "true", "{}", "[]"})
  void refusesAUserIdOrComponentIdThatIsNoText(String value) {
    assertRefused(body(with(IDENTIFY, "\"user\"", value)), at(0, "userId"));
    assertRefused(body(with(IDENTIFY, "\"userId\"", "\"userID\"")), at(0, "userId"));
    assertRefused(body(with(COMPONENT, "\"hero\"", value)), at(0, "componentId"));
    assertRefused(body(with(COMPONENT, "\"componentId\"", "\"id\"")), at(0, "componentId"));
  }

  @Test
  void takesAnEmptyUserIdForTraitsOnly() {
    EventBatch events = read(body(with(IDENTIFY, "\"user\"", "\"\"")));
    assertEquals("", textOf(events, events.userId(0)));
  }

  @Test
  void refusesTraitsThatAreMissingOrNoObject() {
    assertRefused(body(with(IDENTIFY, "\"traits\"", "\"trait\"")), at(0, "traits"));
    assertRefused(body(with(IDENTIFY, "{}", "null")), at(0, "traits"));
    for (String value : NO_OBJECTS) {
      assertRefused(body(with(IDENTIFY, "{}", value)), at(0, "traits"));
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"SCREEN", "GROUP", "ALIAS"})
  void asksNothingMoreOfEventsThatOnlyCountAsActivity(EventType type) {
    String bare = event(type.wireName(), "\"properties\":[],\"userId\":7");
    assertEquals(type, read(body(bare)).type(0));
  }

  @Test
  void takesALocationAsNotGivenWhereItIsAbsentNullOrEmpty() {
    assertEquals(JsonTape.NONE, read(body(TRACK)).location(0));
    for (String empty : List.of("null", "{}", "{ }")) {
      String event = withContext(TRACK, "\"location\":" + empty);
      assertEquals(JsonTape.NONE, read(body(event)).location(0), empty);
    }
    String given = withContext(TRACK, "\"location\":{\"city\":\"\"}");
    EventBatch events = read(body(given));
    assertEquals(JsonTape.OBJECT, events.tape().kind(events.location(0)));
  }

  @Test
  void readsMemberNamesAndValuesThatAreEscaped() {
    String escaped =
        with(TRACK, "\"type\":\"track\"", "\"\\u0074ype\":\"\\u0074r\\u0061ck\"")
            .replace("\"channel\"", "\"chann\\u0065l\"")
            .replace("\"messageId\"", "\"messag\\u0065\\u0049d\"")
            .replace("\"context\"", "\"c\\u006fntext\"")
            .replace("\"library\"", "\"librar\\u0079\"")
            .replace("\"name\"", "\"n\\u0061me\"")
            .replace("\"version\"", "\"\\u0076ersion\"")
            .replace("\"event\"", "\"even\\u0074\"");
    String body = "{\"\\u0065vents\":[" + escaped + "]}";
    EventBatch events = read(body);
    assertEquals(EventType.TRACK, events.type(0));
    assertEquals("order", textOf(events, events.eventName(0)));
    assertRefused(body.replace("\\u0076ersion", "\\u0077ersion"), at(0, "context.library.version"));
  }

  @Test
  void letsTheLastOfMembersThatStandTwiceCount() {
    String first = with(TRACK, "\"type\"", "\"type\":\"pgae\",\"type\"");
    assertEquals(EventType.TRACK, read(body(first)).type(0));
    assertRefused(body(withMembers(TRACK, "\"type\":\"pgae\"")), at(0, "type"));
    assertRefused(body(withMembers(TRACK, "\"\\u0074ype\":\"pgae\"")), at(0, "type"));
    assertRefused(body(withMembers(TRACK, "\"messageId\":null")), at(0, "messageId"));
    assertRefused(body(withMembers(TRACK, "\"context\":{}")), at(0, "context.library"));
    assertRefused(
        body(with(TRACK, "\"version\":\"1.0\"", "\"version\":\"1.0\",\"v\\u0065rsion\":1")),
        at(0, "context.library.version"));
    assertRefused("{\"events\":[" + TRACK + "],\"\\u0065vents\":[]}", "events must ");
    assertEquals(1, read("{\"events\":5,\"events\":[" + TRACK + "]}").count());
  }

  @Test
  void takesNothingFromAContextThatALaterOneReplaces() {
    String context = "{\"library\":{\"name\":\"lib\",\"version\":\"1.0\"}}";
    String rich =
        with(
            context,
            "\"1.0\"}",
            "\"1.0\"},\"page\":{\"url\":\"x\"},\"location\":{\"city\":\"x\"},"
                + "\"campaign\":{\"name\":\"x\"}");
    EventBatch events = read(body(with(TRACK, context, rich + ",\"context\":" + context)));
    assertFalse(events.hasPage(0));
    assertEquals(JsonTape.NONE, events.pageUrl(0));
    assertEquals(JsonTape.NONE, events.location(0));
    assertEquals(JsonTape.NONE, events.campaignName(0));
  }

  @Test
  void asksForAnAnonymousIdOnABatchOnly() {
    assertRefusedBatch(body(TRACK), at(0, "anonymousId"));
    String named = withMembers(TRACK, "\"anonymousId\":\"visitor\"");
    EventBatch events = readBatch(body(named));
    assertEquals("visitor", textOf(events, events.anonymousId(0)));
    for (String value : List.of("null", "\"\"", "5", "{}", "[\"a\"]")) {
      String odd = with(named, "\"visitor\"", value);
      assertRefusedBatch(body(named, odd), at(1, "anonymousId"));
      assertEquals(1, read(body(odd)).count(), value);
    }
  }

  @Test
  void readsWithinALargerArrayOnly() {
    byte[] body = body(TRACK, IDENTIFY).getBytes(UTF_8);
    byte[] larger = ("[{\"" + body(TRACK, IDENTIFY) + "}]").getBytes(UTF_8);
    EventBatch events = reader.readEvents(larger, 3, body.length, RECEIVED_MS);
    assertEquals("user", textOf(events, events.userId(1)));
  }

  @Test
  void forgetsTheRequestBefore() {
    String rich = withContext(withMembers(TRACK, "\"anonymousId\":\"a\""), "\"page\":{}");
    assertEquals(100, read(body(Collections.nCopies(100, rich))).count());
    assertRefused(body(TRACK, with(TRACK, "web", "tv")), at(1, "channel"));
    EventBatch events = read(body(TRACK));
    assertEquals(1, events.count());
    assertEquals(JsonTape.NONE, events.anonymousId(0));
    assertFalse(events.hasPage(0));
  }

  @Test
  void neverRepeatsTextOfTheRequest() {
    String secret = "geheim-4711";
    for (String member : List.of("\"web\"", "\"track\"", "\"m\"", "\"order\"")) {
      String detail = refusal(body(with(TRACK, member, "{\"x\":\"" + secret + "\"}"))).detail();
      assertEquals(-1, detail.indexOf(secret), detail);
    }
    String broken = refusal(body(TRACK) + secret).detail();
    assertEquals(-1, broken.indexOf(secret), broken);
  }

  private static String at(int event, String place) {
    return "events[" + event + "]." + place + " must be ";
  }

  private EventBatch read(String body) {
    byte[] bytes = body.getBytes(UTF_8);
    return reader.readEvents(bytes, 0, bytes.length, RECEIVED_MS);
  }

  private EventBatch readBatch(String body) {
    byte[] bytes = body.getBytes(UTF_8);
    return reader.readBatch(bytes, 0, bytes.length, RECEIVED_MS);
  }

  private ExperienceException refusal(String body) {
    return assertThrows(ExperienceException.class, () -> read(body), body);
  }

  private void assertRefused(String body, String place) {
    assertRefused(body, place, "");
  }

  private void assertRefused(String body, String place, String ending) {
    assertDetail(refusal(body), place, ending, body);
    String all = body.replace("\"channel\"", "\"anonymousId\":\"a\",\"channel\"");
    if (!place.startsWith("options")) {
      assertDetail(
          assertThrows(ExperienceException.class, () -> readBatch(all), all), place, "", all);
    }
  }

  private void assertRefusedBatch(String body, String place) {
    assertDetail(
        assertThrows(ExperienceException.class, () -> readBatch(body), body), place, "", body);
  }

  private static void assertDetail(
      ExperienceException refused, String place, String ending, String body) {
    assertEquals(ErrorCode.INVALID_DATA, refused.code(), body);
    assertTrue(refused.detail().startsWith(place), () -> refused.detail() + " of " + body);
    assertTrue(refused.detail().endsWith(ending), () -> refused.detail() + " of " + body);
  }

  private String textOf(EventBatch events, int node) {
    return events.text(node, text).toString();
  }
}
