package dev.kitsune.engine.event;

import static dev.kitsune.engine.event.RequestTexts.COMPONENT;
import static dev.kitsune.engine.event.RequestTexts.TRACK;
import static dev.kitsune.engine.event.RequestTexts.body;
import static dev.kitsune.engine.event.RequestTexts.withMembers;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.kitsune.engine.bytes.ByteSlice;
import dev.kitsune.engine.bytes.JsonTape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExposureReaderTest {
  private static final long RECEIVED_MS = 1_665_412_611_262L;

  private final EventReader reader = new EventReader(EventLimits.DEFAULT);

  @ParameterizedTest
  @CsvSource({"0,0", "1,1", "50,50", "65535,65535", "1.0,1", "1e1,10", "-0,0"})
  void readsTheExperienceAndTheIndex(String json, int variantIndex) {
    EventBatch events = read(exposure("\"exp\"", json));
    ByteSlice text = events.text(events.exposedExperience(0), new ByteSlice());
    assertEquals("exp", text.toString());
    assertEquals(variantIndex, events.exposedVariantIndex(0));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"65536", "-1", "0.5", "1e9", "1e999", "\"1\"", "null", "true", "[1]", "{}"})
  void takesNoExposureFromAnotherIndex(String json) {
    assertEquals(JsonTape.NONE, read(exposure("\"exp\"", json)).exposedExperience(0));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"\"", "null", "5", "{}", "[\"exp\"]"})
  void takesNoExposureFromAnotherExperience(String json) {
    assertEquals(JsonTape.NONE, read(exposure(json, "1")).exposedExperience(0));
  }

  @Test
  void takesNoExposureFromOneMemberAlone() {
    EventBatch events =
        read(
            withMembers(COMPONENT, "\"experienceId\":\"exp\""),
            withMembers(COMPONENT, "\"variantIndex\":1"),
            COMPONENT);
    for (int event = 0; event < events.count(); event++) {
      assertEquals(JsonTape.NONE, events.exposedExperience(event));
    }
  }

  @Test
  void takesNoExposureFromAnEventOfAnotherType() {
    String members = "\"experienceId\":\"exp\",\"variantIndex\":1";
    EventBatch events = read(withMembers(TRACK, members), withMembers(COMPONENT, members));
    assertEquals(JsonTape.NONE, events.exposedExperience(0));
    assertEquals(1, events.exposedVariantIndex(1));
  }

  private EventBatch read(String... events) {
    byte[] body = body(events).getBytes(UTF_8);
    return reader.readEvents(body, 0, body.length, RECEIVED_MS);
  }

  private static String exposure(String experienceId, String variantIndex) {
    return withMembers(
        COMPONENT, "\"experienceId\":" + experienceId + ",\"variantIndex\":" + variantIndex);
  }
}
