package dev.kitsune.bench.bytes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kitsune.engine.bytes.JsonLimits;
import dev.kitsune.engine.bytes.JsonTape;
import dev.kitsune.testdata.TestData;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonGateBenchmarkTest {
  private final PagePositions byTape = new PagePositions();
  private final PagePositions byJsoniter = new PagePositions();
  private final JacksonReader jackson = new JacksonReader();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "requests/update/page.json",
        "requests/create/page.json",
        "requests/update/page-next-session.json",
        "json/accept/ours-page-event.json"
      })
  void allReadersGiveEqualAnswers(String request) throws IOException {
    byte[] body = TestData.bytes(request);
    assertTrue(new TapeReader().read(body, byTape));
    assertTrue(new JsoniterReader().read(body, byJsoniter));
    jackson.read(body);
    for (int field = 0; field < PageField.COUNT; field++) {
      assertEquals(byTape.text(field, body), byJsoniter.text(field, body));
      if (field < PageField.QUERY) {
        assertEquals(jackson.text(field), byTape.text(field, body));
      }
    }
    assertEquals("page", byTape.text(PageField.TYPE, body));
    assertEquals(jackson.memberTexts(), memberTexts(body));
  }

  @Test
  void theGateWithoutTapeGivesTheVerdictsOfTheTape() {
    JsonTape tape = new JsonTape();
    JsonGate gate = new JsonGate();
    for (String name : TestData.names("json", ".json")) {
      byte[] text = TestData.bytes(name);
      boolean isValid = tape.parse(text, 0, text.length, JsonLimits.DEFAULT);
      assertEquals(isValid, gate.isValid(text, 0, text.length, JsonLimits.DEFAULT), name);
    }
  }

  @Test
  void readersRefuseWhatIsNotValid() throws IOException {
    byte[] body = "{\"events\":[{}]".getBytes(StandardCharsets.UTF_8);
    assertFalse(new TapeReader().read(body, byTape));
    assertFalse(new JsoniterReader().read(body, byJsoniter));
  }

  private List<String> memberTexts(byte[] body) {
    List<String> texts = new ArrayList<>();
    addScalars(byTape.text(PageField.QUERY, body), texts);
    addScalars(byTape.text(PageField.PROPERTIES, body), texts);
    return texts;
  }

  private static void addScalars(String json, List<String> texts) {
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    JsonTape tape = new JsonTape();
    assertTrue(tape.parse(bytes, 0, bytes.length, JsonLimits.DEFAULT));
    for (int node = 0; node < tape.next(0); node++) {
      int kind = tape.kind(node);
      if (kind != JsonTape.OBJECT && kind != JsonTape.ARRAY && kind != JsonTape.KEY) {
        texts.add(new String(bytes, tape.start(node), tape.length(node), StandardCharsets.UTF_8));
      }
    }
  }
}
