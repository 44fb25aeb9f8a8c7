package dev.kitsune.bench.bytes;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.kitsune.engine.bytes.JsonLimits;
import dev.kitsune.engine.bytes.JsonTape;
import dev.kitsune.testdata.TestData;
import org.junit.jupiter.api.Test;

class JsonGateBenchmarkTest {
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
}
