package dev.kitsune.engine.bytes;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class JsonCorpusTest {
  /** What may stand behind a text in its array; each completes some text that is cut off. */
  private static final List<String> NEIGHBOURS =
      List.of(
          "",
          "\"]}]}]}",
          "]]]]]]]]]]]]",
          "}}}}}}}}}}}}",
          "e]",
          "se]",
          "l]}",
          ":1}",
          "0]00000000000",
          "00000000",
          ",\"x\":\"secret of the next request\"}]",
          "\\\\\\\\\\\\\\\\",
          "n\"]",
          "0041\"]",
          "\u0080\"]",
          "\u00ac\u0080\u0080\"]",
          "\0\0\0\0\0\0\0\0",
          "         ",
          "xxxxxxxxx");

  private final JsonTape tape = new JsonTape();

  @Test
  void holdsEveryCategory() {
    assertTrue(JsonCorpus.accepted().count() >= 95);
    assertTrue(JsonCorpus.rejected().count() >= 188);
    assertTrue(JsonCorpus.either().count() >= 35);
  }

  @ParameterizedTest
  @MethodSource
  void givesTheDocumentedVerdictWhateverTheNeighbours(JsonCorpus.Text text) {
    byte[] bytes = text.bytes();
    for (String before : List.of("", "[\"\\", "\u00e2\u0082 12")) {
      for (String after : NEIGHBOURS) {
        assertVerdict(text, bytes, before, after);
      }
    }
  }

  static Stream<JsonCorpus.Text> givesTheDocumentedVerdictWhateverTheNeighbours() {
    return JsonCorpus.all();
  }

  private void assertVerdict(JsonCorpus.Text text, byte[] bytes, String before, String after) {
    byte[] larger = surrounded(bytes, before, after);
    boolean isValid = tape.parse(larger, before.length(), bytes.length, JsonLimits.DEFAULT);
    if (text.offset() == JsonCorpus.ACCEPTED) {
      assertEquals("", isValid ? "" : tape.fault() + " at " + tape.faultOffset());
    } else {
      String expected = text.rule() + " at " + text.offset();
      assertEquals(expected, isValid ? "accepted" : tape.fault() + " at " + tape.faultOffset());
    }
  }

  private static byte[] surrounded(byte[] text, String before, String after) {
    ByteSink out = new ByteSink(64);
    out.put(before.getBytes(ISO_8859_1));
    out.put(text);
    out.put(after.getBytes(ISO_8859_1));
    return out.toBytes();
  }
}
