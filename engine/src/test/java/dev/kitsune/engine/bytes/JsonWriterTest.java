package dev.kitsune.engine.bytes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigDecimal;
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
  void writesNamesKnownBeforehandAsThoseThatAreNot() {
    JsonName known = JsonName.of("known");
    json.beginObject().member(known, 1).member("b", 2).member(known, null).beginMember(known);
    json.member(known, "x").endMember().member(known, 3).endObject();
    assertEquals("{\"known\":1,\"b\":2,\"known\":{\"known\":\"x\"},\"known\":3}", out.toString());
    IllegalArgumentException refused =
        assertThrows(
            IllegalArgumentException.class,
            () -> json.beginObject().beginMember(known).member(known, Double.NaN));
    assertEquals(
        "known.known must be a finite number of a known type, is java.lang.Double",
        refused.getMessage());
  }

  @Test
  void knowsNamesOfUpToTwentyEightCharacters() {
    json.beginObject()
        .member(JsonName.of("x".repeat(28)), 1)
        .member(JsonName.of("y".repeat(28)), 2);
    assertEquals("{\"" + "x".repeat(28) + "\":1,\"" + "y".repeat(28) + "\":2", out.toString());
    assertThrows(IllegalArgumentException.class, () -> JsonName.of("x".repeat(29)));
  }

  @Test
  void writesWholeNumbersToTheirEnds() {
    json.beginObject().member("a", Long.MIN_VALUE).member("b", Long.MAX_VALUE);
    json.member("c", Integer.MIN_VALUE).member("d", (short) -1).member("e", (byte) 7).endObject();
    assertEquals(
        "{\"a\":-9223372036854775808,\"b\":9223372036854775807,\"c\":-2147483648,\"d\":-1,\"e\":7}",
        out.toString());
  }

  @Test
  void refusesWholeNumbersLongerThanItsLimit() {
    JsonWriter narrow = new JsonWriter(out, new JsonLimits(3, 19, 20, 5), 0);
    narrow.beginObject().member("a", Long.MAX_VALUE).member("b", -999_999_999_999_999_999L);
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> narrow.member("c", Long.MIN_VALUE));
    assertEquals("c must be at most 19 digits", refused.getMessage());
  }

  @Test
  void writesWhatIsJsonAlreadyAsItStands() {
    json.beginObject().jsonMember("a", "1.50").jsonMember("b", null).jsonMember("c", "[1E+2]");
    json.member("d", "x").endObject();
    assertEquals("{\"a\":1.50,\"c\":[1E+2],\"d\":\"x\"}", out.toString());
  }

  @Test
  void writesADecimalWithoutItsPointWhereItIsTooLongWithIt() {
    BigDecimal fitting = new BigDecimal("1.23456789012345678e22");
    json.beginObject().member("a", fitting).member("b", new BigDecimal("1.5e9"));
    assertEquals("{\"a\":123456789012345678E5,\"b\":1.5E+9", out.toString());
    IllegalArgumentException refused =
        assertThrows(
            IllegalArgumentException.class,
            () -> json.member("c", new BigDecimal("1.234567890123456789e23")));
    assertEquals("c must be at most 20 digits", refused.getMessage());
  }

  @Test
  void refusesArraysNestedTooDeep() {
    json.beginObject().beginElements("a").beginObject();
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> json.beginElements("b"));
    assertEquals("a.b must not be nested deeper", refused.getMessage());
  }
}
