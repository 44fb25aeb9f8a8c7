package dev.kitsune.engine.bytes;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CheckedJsonTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "1",
        "-1.5e+3",
        "true",
        "null",
        "\"\"",
        "\"a,]}\"",
        "\"\\\"\"",
        "\"\\\\\"",
        "\"seven b\\\"more\"",
        "\"eight by\\\\\"",
        "\"ü, 🦊, \\u0022 and more of it\"",
        "[]",
        "[[ ], [ 1, \"]\" ]]",
        "{}",
        "{ \"}\" : { \"a\" : [ ] } }",
        "[\"\\\\\",\"\\\"]\"]"
      })
  void findsWhereAValueEnds(String value) {
    for (String rest : new String[] {"]", ",1]", " ]", "\n,1]", "}"}) {
      byte[] json = ("[" + value + rest).getBytes(UTF_8);
      assertEquals(1 + value.getBytes(UTF_8).length, CheckedJson.valueEnd(json, 1), value + rest);
    }
  }

  @Test
  void skipsWhiteSpaceOnly() {
    assertEquals(0, CheckedJson.skipSpace("1".getBytes(UTF_8), 0));
    assertEquals(5, CheckedJson.skipSpace("1 \t\r\n]".getBytes(UTF_8), 1));
  }
}
