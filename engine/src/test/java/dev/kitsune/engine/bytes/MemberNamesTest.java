package dev.kitsune.engine.bytes;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class MemberNamesTest {
  /* Several share length and first letter, which is all that their hash looks at. */
  private static final MemberNames NAMES =
      MemberNames.of("page", 0, "path", 1, "pair", 2, "url", 3, "a", 4);

  private final JsonTape tape = new JsonTape();
  private final int[] fields = new int[7];
  private final ByteSink scratch = new ByteSink(4);

  @Test
  void putsEachKnownMemberIntoItsSlot() {
    assertRead("{\"page\":1,\"path\":2,\"pair\":3,\"url\":4,\"a\":5}", "1", "2", "3", "4", "5");
    assertRead("{\"a\":5,\"pair\":3,\"path\":2,\"url\":4,\"page\":1}", "1", "2", "3", "4", "5");
  }

  @Test
  void leavesTheSlotsOfMissingMembersAsTheyAre() {
    assertRead("{}", "-", "-", "-", "-", "-");
    assertRead("{\"path\":null}", "-", "null", "-", "-", "-");
  }

  @Test
  void passesOverUnknownMembers() {
    assertRead(
        "{\"\":0,\"pagf\":0,\"pag\":0,\"pages\":0,\"Page\":0,\"p\\u00e4th\":0,\"päge\":0,\"b\":0}",
        "-",
        "-",
        "-",
        "-",
        "-");
  }

  @Test
  void looksNotInsideOfValues() {
    assertRead(
        "{\"x\":{\"page\":1},\"url\":[{\"path\":1}],\"y\":[[]]}",
        "-",
        "-",
        "-",
        "[{\"path\":1}]",
        "-");
  }

  @Test
  void letsTheLastOfEqualNamesCount() {
    assertRead("{\"page\":1,\"a\":2,\"page\":3}", "3", "-", "-", "-", "2");
    assertRead("{\"page\":1,\"p\\u0061ge\":{\"x\":0}}", "{\"x\":0}", "-", "-", "-", "-");
    assertRead("{\"p\\u0061ge\":1,\"page\":2}", "2", "-", "-", "-", "-");
  }

  @Test
  void readsNamesInWhateverEscapes() {
    assertRead(
        "{\"\\u0070\\u0061\\u0067\\u0065\":1,\"\\u0061\":2,\"\\u0041\":3}",
        "1",
        "-",
        "-",
        "-",
        "2");
    assertRead("{\"pa\\ud83d\\ude00\":1,\"page\\u0000\":1}", "-", "-", "-", "-", "-");
  }

  private void assertRead(String json, String... values) {
    byte[] bytes = json.getBytes(UTF_8);
    assertTrue(tape.parse(bytes, 0, bytes.length, JsonLimits.DEFAULT), tape::fault);
    Arrays.fill(fields, JsonTape.NONE);
    NAMES.read(tape, 0, fields, 1, scratch);
    assertEquals(JsonTape.NONE, fields[0]);
    for (int slot = 0; slot < values.length; slot++) {
      assertEquals(values[slot], json(fields[1 + slot]), json + " slot " + slot);
    }
  }

  private String json(int node) {
    return node == JsonTape.NONE
        ? "-"
        : new String(tape.bytes(), tape.start(node), tape.length(node), UTF_8);
  }
}
