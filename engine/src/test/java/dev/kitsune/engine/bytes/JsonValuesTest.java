package dev.kitsune.engine.bytes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonValuesTest {
  @Test
  void readsEveryKindOfValue() {
    assertEquals(
        Arrays.asList("a", 1L, 1.5, true, false, null, List.of(), Map.of()),
        JsonValues.parse("[\"a\", 1, 1.5, true, false, null, [], {}]"));
    assertNull(JsonValues.parse("null"));
  }

  @Test
  void keepsTheOrderOfMembersAndTheLastOfEachName() {
    Object parsed = JsonValues.parse("{\"z\":1,\"a\":2,\"z\":3,\"\\u0061b\":null}");
    assertEquals("{z=3, a=2, ab=null}", String.valueOf(parsed));
  }

  @Test
  void cannotBeChanged() {
    Map<?, ?> map = (Map<?, ?>) Objects.requireNonNull(JsonValues.parse("{\"a\":[1]}"));
    List<?> list = (List<?>) Objects.requireNonNull(map.get("a"));
    assertThrows(UnsupportedOperationException.class, map::clear);
    assertThrows(UnsupportedOperationException.class, () -> map.remove("a"));
    assertThrows(UnsupportedOperationException.class, list::clear);
    assertThrows(
        UnsupportedOperationException.class, () -> map.entrySet().iterator().next().setValue(null));
  }

  @Test
  void unescapesText() {
    assertEquals(
        "\"\\/\b\f\n\r\t\u00fc\ud83e\udd8ax\ud800y\u4e2d",
        JsonValues.parse("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00FC\\ud83e\\udd8ax\\ud800y\u4e2d\""));
  }

  @Test
  void givesWholeNumbersThatFitAsLong() {
    assertEquals(0L, JsonValues.parse("-0"));
    assertEquals(Long.MAX_VALUE, JsonValues.parse("9223372036854775807"));
    assertEquals(Long.MIN_VALUE, JsonValues.parse("-9223372036854775808"));
    assertEquals(new BigDecimal("9223372036854775808"), JsonValues.parse("9223372036854775808"));
  }

  @Test
  void givesUpTo17DigitsAsDouble() {
    assertEquals(9.5, JsonValues.parse("9.50"));
    assertEquals(10.0, JsonValues.parse("1e1"));
    assertEquals(-0.0, JsonValues.parse("-0.0"));
    assertEquals(0.1234567890123456, JsonValues.parse("0.1234567890123456"));
    assertEquals(Double.valueOf("0.12345678901234567"), JsonValues.parse("0.12345678901234567"));
    assertEquals(new BigDecimal("0.123456789012345678"), JsonValues.parse("0.123456789012345678"));
    assertEquals(Double.MAX_VALUE, JsonValues.parse("1.7976931348623157e308"));
    assertEquals(new BigDecimal("1e309"), JsonValues.parse("1e309"));
    assertEquals(Double.MIN_NORMAL, JsonValues.parse("2.2250738585072014e-308"));
    assertEquals(new BigDecimal("1e-320"), JsonValues.parse("1e-320"));
    assertEquals(0.0, JsonValues.parse("0e-999999999999"));
    assertEquals(Double.POSITIVE_INFINITY, JsonValues.parse("1e999999999999"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[", "01", "{\"a\":}", "\"\\x\"", "nul", "1 2", "[1,]"})
  void refusesWhatIsNoJson(String json) {
    assertThrows(IllegalArgumentException.class, () -> JsonValues.parse(json));
  }
}
