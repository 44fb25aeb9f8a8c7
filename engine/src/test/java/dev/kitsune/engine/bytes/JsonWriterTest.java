package dev.kitsune.engine.bytes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

/** {@code EventBuilderTest} writes values; here stand the ways to write a document part by part. */
final class JsonWriterTest {
  private final ByteSink out = new ByteSink(16);
  private final JsonWriter json = new JsonWriter(out, new JsonLimits(3, 20, 20, 5), 0);

  @Test
  void writesArraysElementByElement() {
    json.beginObject().beginElements("none").endElements().beginElements("a");
    json.beginObject().member("x", 1).endObject().value("s").value(null);
    json.beginObject().endObject().endElements().member("b", List.of(true)).endObject();
    assertEquals("{\"none\":[],\"a\":[{\"x\":1},\"s\",null,{}],\"b\":[true]}", out.toString());
  }

  @Test
  void writesWhatIsJsonAlreadyAsItStands() {
    json.beginObject().jsonMember("a", "1.50").jsonMember("b", null).jsonMember("c", "[1E+2]");
    json.member("d", "x").endObject();
    assertEquals("{\"a\":1.50,\"c\":[1E+2],\"d\":\"x\"}", out.toString());
  }

  @Test
  void refusesArraysNestedTooDeep() {
    json.beginObject().beginElements("a").beginObject();
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> json.beginElements("b"));
    assertEquals("a.b must not be nested deeper", refused.getMessage());
  }
}
