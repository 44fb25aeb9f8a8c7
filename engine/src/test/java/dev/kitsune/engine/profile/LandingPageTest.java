package dev.kitsune.engine.profile;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kitsune.engine.bytes.ByteSink;
import dev.kitsune.engine.event.EventBatch;
import dev.kitsune.engine.event.EventLimits;
import dev.kitsune.engine.event.EventReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LandingPageTest {
  private final EventReader reader = new EventReader(EventLimits.DEFAULT);
  private final ByteSink out = new ByteSink(1);

  @Test
  void hasEveryMemberUntilAPageWasSeen() {
    assertEquals(
        "{\"path\":\"\",\"query\":{},\"referrer\":\"\",\"search\":\"\",\"url\":\"\"}",
        new String(LandingPage.NONE, UTF_8));
  }

  @Test
  void hasExactlyTheFiveMembersInTheirOrder() {
    String page =
        "{\"url\":\"u\",\"title\":\"t\",\"search\":\"?s\",\"width\":5,\"query\":{\"a\":\"b\"},"
            + "\"referrer\":\"r\",\"path\":\"/p\"}";
    assertEquals(
        "{\"path\":\"/p\",\"query\":{\"a\":\"b\"},\"referrer\":\"r\",\"search\":\"?s\",\"url\":\"u\"}",
        written(page));
  }

  @Test
  void isEmptyWhereThePageLacksMembers() {
    assertEquals(new String(LandingPage.NONE, UTF_8), written("{}"));
    assertEquals(new String(LandingPage.NONE, UTF_8), written("{\"path\":null,\"query\":[]}"));
    assertEquals(
        "{\"path\":\"\",\"query\":{},\"referrer\":\"\",\"search\":\"\",\"url\":\"u\"}",
        written("{\"url\":\"u\"}"));
  }

  @Test
  void keepsTextsAsWritten() {
    assertEquals(
        "{\"path\":\"\\/\\u00e9\u00e9\",\"query\":{\"\\u0061 \":\"\\\"\"},\"referrer\":\"\\n\","
            + "\"search\":\"\",\"url\":\"\\ud83d\\ude00\"}",
        written(
            "{\"path\":\"\\/\\u00e9\u00e9\",\"query\":{\"\\u0061 \":\"\\\"\"},\"referrer\":\"\\n\","
                + "\"url\":\"\\ud83d\\ude00\"}"));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      value = {
        "1.50 | 1.50",
        "true | true",
        "[ 1 , \"a b\" ] | [1,\\\"a b\\\"]",
        "{ \"x\" : { } } | {\\\"x\\\":{}}",
        "[\"\\n\"] | [\\\"\\\\n\\\"]",
        "[] | []"
      })
  void turnsQueryValuesIntoTheirJsonText(String value, String text) {
    assertQuery("{\"a\":" + value + ",\"b\":\"c\"}", "{\"a\":\"" + text + "\",\"b\":\"c\"}");
  }

  @Test
  void dropsNullQueryValues() {
    assertQuery("{\"a\":null}", "{}");
    assertQuery("{\"a\":null,\"b\":\"1\",\"c\":null}", "{\"b\":\"1\"}");
    assertQuery("{\"a\":\"null\"}", "{\"a\":\"null\"}");
  }

  @Test
  void letsTheLastOfEqualParametersCount() {
    assertQuery("{\"a\":\"1\",\"b\":\"2\",\"a\":\"3\"}", "{\"b\":\"2\",\"a\":\"3\"}");
    assertQuery("{\"a\":\"1\",\"a\":null}", "{}");
    assertQuery("{\"a\":null,\"a\":\"1\"}", "{\"a\":\"1\"}");
    assertQuery("{\"a\":\"1\",\"A\":\"2\",\"\":\"3\"}", "{\"a\":\"1\",\"A\":\"2\",\"\":\"3\"}");
  }

  @Test
  void knowsEqualParametersHoweverTheyAreEscaped() {
    assertQuery("{\"a\":\"1\",\"\\u0061\":\"2\"}", "{\"\\u0061\":\"2\"}");
    assertQuery("{\"\\u0061\":\"1\",\"a\":\"2\"}", "{\"a\":\"2\"}");
    assertQuery("{\"a\":\"1\",\"\\u0061\":null}", "{}");
    assertQuery("{\"\\u0061\":\"1\",\"\\u0062\":\"2\"}", "{\"\\u0061\":\"1\",\"\\u0062\":\"2\"}");
  }

  @Test
  void readsWhatAReaderOfJsonReads() throws Exception {
    String page = "{\"query\":{\"a\":{\"b\":[1,\"\\\"\\\\\",\"\\u0001\"]},\"c\":false}}";
    assertEquals(
        "{\"b\":[1,\"\\\"\\\\\",\"\\u0001\"]}",
        new ObjectMapper().readTree(written(page)).at("/query/a").asText());
  }

  @Test
  void replacesWhatTheSinkHolds() {
    written("{\"path\":\"a long path, longer than what follows\"}");
    assertEquals(new String(LandingPage.NONE, UTF_8), written("{}"));
  }

  private void assertQuery(String query, String expected) {
    assertEquals(
        "{\"path\":\"\",\"query\":" + expected + ",\"referrer\":\"\",\"search\":\"\",\"url\":\"\"}",
        written("{\"query\":" + query + "}"));
  }

  /** The landing page of a track event with this context.page. */
  private String written(String page) {
    String body =
        "{\"events\":[{\"type\":\"track\",\"event\":\"e\",\"channel\":\"web\",\"messageId\":\"m\","
            + "\"context\":{\"library\":{\"name\":\"l\",\"version\":\"1\"},\"page\":"
            + page
            + "}}]}";
    byte[] bytes = body.getBytes(UTF_8);
    EventBatch events = reader.readEvents(bytes, 0, bytes.length, 0);
    LandingPage.write(events, 0, out, new ByteSink(1));
    return out.toString();
  }
}
