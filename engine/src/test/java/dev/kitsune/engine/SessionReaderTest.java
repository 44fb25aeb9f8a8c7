package dev.kitsune.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.kitsune.engine.profile.LandingPage;
import dev.kitsune.engine.profile.ProfileRecord;
import dev.kitsune.engine.profile.SessionClock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SessionReaderTest {
  private final ProfileRecord record = new ProfileRecord();
  private final SessionReader reader = new SessionReader();

  @BeforeEach
  void beginASession() {
    record.begin("visitor".getBytes(UTF_8), 0, 7);
    SessionClock.activity(record, 1_800_000_000_000L, 1_800_000, () -> 1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"path\":\"/p\",\"query\":{\"a\":\"1\",\"ü\":\"\"},\"referrer\":\"r\\\"\",\"search\":\"?\",\"url\":\"🦊\"}",
        "{ \"url\" : \"\\ud83e\\udd8a\", \"search\":\"\\u003f\", \"query\":{ \"a\" : \"1\" , \"\\u00fc\" : \"\" },"
            + " \"referrer\":\"r\\\"\" , \"path\":\"\\/p\" }",
        "{\"\\u0075rl\":\"🦊\",\"s\\u0065arch\":\"?\",\"\\u0071uery\":{\"a\":\"1\",\"ü\":\"\"},"
            + "\"\\u0072eferrer\":\"r\\\"\",\"\\u0070ath\":\"/p\"}"
      })
  void readsALandingPageHoweverItIsWritten(String json) {
    assertEquals(new Page("/p", Map.of("a", "1", "ü", ""), "r\"", "?", "🦊"), landingPage(json));
  }

  @Test
  void readsThePageThatAnswersShowBeforeThereWasOne() {
    assertEquals(Page.NONE, reader.read(record).landingPage());
    assertEquals(Page.NONE, landingPage(new String(LandingPage.NONE, UTF_8)));
  }

  @Test
  void keepsTheOrderOfAQueryAndTheLastOfEqualKeys() {
    StringBuilder json = new StringBuilder("{\"path\":\"\",\"query\":{");
    Map<String, String> query = new LinkedHashMap<>();
    for (int i = 0; i < 40; i++) {
      json.append(i == 0 ? "" : ",").append("\"k" + (i * 7) % 20 + "\":\"" + i + "\"");
      query.put("k" + (i * 7) % 20, "" + i);
    }
    json.append("},\"referrer\":\"\",\"search\":\"\",\"url\":\"\"}");
    Map<String, String> read = landingPage(json.toString()).query();
    assertEquals(query, read);
    assertEquals(List.copyOf(query.keySet()), List.copyOf(read.keySet()));
  }

  private Page landingPage(String json) {
    byte[] utf8 = json.getBytes(UTF_8);
    record.landingPage(utf8, 0, utf8.length);
    return reader.read(record).landingPage();
  }
}
