package dev.kitsune.engine.event;

import static dev.kitsune.engine.event.RequestTexts.PAGE;
import static dev.kitsune.engine.event.RequestTexts.TRACK;
import static dev.kitsune.engine.event.RequestTexts.body;
import static dev.kitsune.engine.event.RequestTexts.with;
import static dev.kitsune.engine.event.RequestTexts.withContext;
import static dev.kitsune.engine.event.RequestTexts.withMembers;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kitsune.engine.bytes.ByteSlice;
import dev.kitsune.engine.bytes.JsonTape;
import dev.kitsune.engine.error.ExperienceException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The page that an event tells: context.page, else a page event's properties, member by member. */
class EventReaderPageTest {
  private static final String NOTHING = "-";

  private final EventReader reader = new EventReader(EventLimits.DEFAULT);
  private final ByteSlice text = new ByteSlice();

  @Test
  void readsThePropertiesWhereThereIsNoContextPage() {
    assertPage(PAGE, "/p", "{}", "r", "?s", "u");
    assertPage(withContext(PAGE, "\"page\":null"), "/p", "{}", "r", "?s", "u");
    assertPage(withContext(PAGE, "\"page\":{}"), "/p", "{}", "r", "?s", "u");
  }

  @Test
  void prefersContextPageMemberByMember() {
    String all =
        "\"page\":{\"path\":\"P\",\"query\":{\"a\":\"b\"},\"referrer\":\"R\",\"search\":\"S\","
            + "\"url\":\"U\"}";
    assertPage(withContext(PAGE, all), "P", "{\"a\":\"b\"}", "R", "S", "U");
    assertPage(withContext(PAGE, "\"page\":{\"path\":\"P\"}"), "P", "{}", "r", "?s", "u");
    assertPage(
        withContext(PAGE, "\"page\":{\"query\":{\"a\":1}}"), "/p", "{\"a\":1}", "r", "?s", "u");
    assertPage(withContext(PAGE, "\"page\":{\"referrer\":\"R\"}"), "/p", "{}", "R", "?s", "u");
    assertPage(withContext(PAGE, "\"page\":{\"search\":\"S\"}"), "/p", "{}", "r", "S", "u");
    assertPage(withContext(PAGE, "\"page\":{\"url\":\"U\"}"), "/p", "{}", "r", "?s", "U");
  }

  @Test
  void takesAnEmptyMemberOfContextPageForGiven() {
    assertPage(withContext(PAGE, "\"page\":{\"url\":\"\"}"), "/p", "{}", "r", "?s", "");
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "5", "[]", "true"})
  void passesOverMembersOfContextPageThatAreOfAnotherType(String value) {
    String page =
        "\"page\":{\"path\":V,\"query\":V,\"referrer\":V,\"search\":V,\"url\":V}"
            .replace("V", value);
    assertPage(withContext(PAGE, page), "/p", "{}", "r", "?s", "u");
    assertPage(withContext(TRACK, page), NOTHING, NOTHING, NOTHING, NOTHING, NOTHING);
  }

  @Test
  void letsAnOddSecondValueOfAMemberLose() {
    assertPage(
        withContext(PAGE, "\"page\":{\"url\":\"U\",\"\\u0075rl\":null}"),
        "/p",
        "{}",
        "r",
        "?s",
        "u");
    assertPage(
        withContext(PAGE, "\"page\":{\"url\":null,\"\\u0075rl\":\"U\"}"),
        "/p",
        "{}",
        "r",
        "?s",
        "U");
  }

  @Test
  void readsContextPageOfOtherEventsButNoPropertiesOfTheirs() {
    String properties = "\"properties\":{\"url\":\"u\",\"path\":\"p\"}";
    assertPage(withMembers(TRACK, properties), NOTHING, NOTHING, NOTHING, NOTHING, NOTHING);
    assertFalse(read(body(withMembers(TRACK, properties))).hasPage(0));
    String told = withContext(withMembers(TRACK, properties), "\"page\":{\"url\":\"U\"}");
    assertPage(told, NOTHING, NOTHING, NOTHING, NOTHING, "U");
    assertTrue(read(body(told)).hasPage(0));
  }

  @Test
  void keepsThePagesOfSeveralEventsApart() {
    EventBatch events =
        read(
            body(
                withContext(PAGE, "\"page\":{\"url\":\"U\"}"),
                with(PAGE, "\"/p\"", "\"/second\""),
                TRACK,
                PAGE));
    assertEquals("U", textOf(events, events.pageUrl(0)));
    assertEquals("/second", textOf(events, events.pagePath(1)));
    assertEquals("u", textOf(events, events.pageUrl(1)));
    assertFalse(events.hasPage(2));
    assertEquals("/p", textOf(events, events.pagePath(3)));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "path, `\"/p\"`",
        "query, {}",
        "referrer, `\"r\"`",
        "search, `\"?s\"`",
        "url, `\"u\"`"
      })
  void refusesAPageEventWhosePropertiesLackAMember(String name, String value) {
    String place = "events[1].properties." + name + " must be ";
    String member = '"' + name + "\":" + value;
    String given = "\"page\":{" + member + "}";
    for (String odd : List.of("\"x\":0", "\"" + name + "\":null", "\"" + name + "\":5")) {
      assertRefused(body(TRACK, with(PAGE, member, odd)), place);
      assertRefused(body(TRACK, withContext(with(PAGE, member, odd), given)), place);
    }
    String other = value.equals("{}") ? "\"\"" : "{}";
    assertRefused(body(TRACK, with(PAGE, member, '"' + name + "\":" + other)), place);
  }

  @Test
  void takesPropertiesOfEmptyTexts() {
    String empty = PAGE.replace("\"/p\"", "\"\"").replace("\"r\"", "\"\"");
    empty = empty.replace("\"?s\"", "\"\"").replace("\"u\"", "\"\"");
    assertPage(empty, "", "{}", "", "", "");
  }

  @Test
  void doesNotLoseAnEventToOddQueryValues() {
    String query = "{\"a\":1,\"b\":null,\"c\":[\"x\"],\"d\":{\"e\":true},\"f\":false}";
    assertPage(with(PAGE, "\"query\":{}", "\"query\":" + query), "/p", query, "r", "?s", "u");
  }

  @Test
  void refusesPropertiesThatAreNoObject() {
    String properties = PAGE.substring(PAGE.indexOf("{\"path\""), PAGE.length() - 1);
    for (String value : List.of("null", "\"\"", "5", "[]")) {
      assertRefused(body(with(PAGE, properties, value)), "events[0].properties must be ");
    }
    assertRefused(body(with(PAGE, "\"properties\"", "\"props\"")), "events[0].properties must be ");
  }

  private void assertPage(
      String event, String path, String query, String referrer, String search, String url) {
    EventBatch events = read(body(event));
    assertEquals(path, textOf(events, events.pagePath(0)), event);
    assertEquals(query, jsonOf(events, events.pageQuery(0)), event);
    assertEquals(referrer, textOf(events, events.pageReferrer(0)), event);
    assertEquals(search, textOf(events, events.pageSearch(0)), event);
    assertEquals(url, textOf(events, events.pageUrl(0)), event);
  }

  private String textOf(EventBatch events, int node) {
    return node == JsonTape.NONE ? NOTHING : events.text(node, text).toString();
  }

  private static String jsonOf(EventBatch events, int node) {
    if (node == JsonTape.NONE) {
      return NOTHING;
    }
    JsonTape tape = events.tape();
    return new String(tape.bytes(), tape.start(node), tape.length(node), UTF_8);
  }

  private EventBatch read(String body) {
    byte[] bytes = body.getBytes(UTF_8);
    return reader.readEvents(bytes, 0, bytes.length, 0);
  }

  private void assertRefused(String body, String place) {
    ExperienceException refused = assertThrows(ExperienceException.class, () -> read(body), body);
    assertTrue(refused.detail().startsWith(place), () -> refused.detail() + " of " + body);
  }
}
