package dev.kitsune.engine.bytes;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckedMembersTest {
  private final CheckedMembers members = new CheckedMembers();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"a\":1,\"b\":\"x\",\"\":{\"a\":[2,{}]},\"\\\"}\\\\\":[],\"ü🦊\":null}",
        " { \"a\" : 1 , \"b\" :\"x\", \"\":\t{\"a\":[2,{}]}\n,\r\"\\\"}\\\\\": [] , \"ü🦊\" : null } "
      })
  void walksKeysAndValuesWhateverStandsBetweenThem(String json) {
    assertEquals(
        "a=1;b=\"x\";={\"a\":[2,{}]};\\\"}\\\\=[];ü🦊=null;",
        walked(json.getBytes(UTF_8), json.indexOf('{')));
  }

  @Test
  void walksWhatStandsInsideOfOtherJson() {
    byte[] json = "{\"q\":{\"x\":\"1\",\"y\":\"2\"},\"z\":0}".getBytes(UTF_8);
    assertEquals("x=\"1\";y=\"2\";", walked(json, 5));
    assertEquals("q={\"x\":\"1\",\"y\":\"2\"};z=0;", walked(json, 0));
  }

  @Test
  void endsAtOnceInAnEmptyObjectAndStaysAtTheEnd() {
    members.begin("{ }".getBytes(UTF_8), 0);
    assertFalse(members.next());
    assertFalse(members.next());
    members.begin("{\"a\":1}".getBytes(UTF_8), 0).next();
    assertFalse(members.next());
    assertFalse(members.next());
  }

  private String walked(byte[] json, int offset) {
    StringBuilder text = new StringBuilder();
    members.begin(json, offset);
    while (members.next()) {
      text.append(new String(json, members.keyStart(), members.keyLength(), UTF_8)).append('=');
      text.append(new String(json, members.valueStart(), members.valueLength(), UTF_8));
      text.append(';');
    }
    return text.toString();
  }
}
