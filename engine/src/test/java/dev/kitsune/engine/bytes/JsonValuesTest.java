package dev.kitsune.engine.bytes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
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
  void givesWhatADoubleKeepsAsDouble() {
    assertEquals(9.5, JsonValues.parse("9.50"));
    assertEquals(10.0, JsonValues.parse("1e1"));
    assertEquals(100.0, JsonValues.parse("100.0000000000000000000"));
    assertEquals(-0.0, JsonValues.parse("-0.0"));
    assertEquals(-0.0, JsonValues.parse("-0e5"));
    assertEquals(0.1234567890123456, JsonValues.parse("0.1234567890123456"));
    assertEquals(0.30000000000000004, JsonValues.parse("0.30000000000000004"));
    assertEquals(Double.MAX_VALUE, JsonValues.parse("1.7976931348623157e308"));
    assertEquals(Double.MIN_NORMAL, JsonValues.parse("2.2250738585072014e-308"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.12345678901234567",
        "0.123456789012345678",
        "9007199254740993.0",
        "900719925474099.31",
        "12345678901234.567",
        "-12345678901234.567",
        "1.7976931348623158e308",
        "1e309",
        "2.2250738585072013e-308",
        "1e-320",
        "1e-400",
        "9.5e2147483647",
        "1e-2147483647"
      })
  void givesWhatNoDoubleKeepsAsBigDecimal(String number) {
    assertEquals(new BigDecimal(number), JsonValues.parse(number));
  }

  /* Fifteen digits and a point are let through unseen, sixteen are not. */
  @ParameterizedTest
  @ValueSource(
      strings = {"99999999999999.9", "0.00000000000001", "9999999999999.99", "9999999999999.9"})
  void givesFifteenDigitsAsDouble(String number) {
    assertEquals(Double.valueOf(number), JsonValues.parse(number));
  }

  @Test
  void givesTheLastBigDecimalForWhatIsBeyondIt() {
    BigDecimal largest = new BigDecimal("1E+2147483647");
    BigDecimal closestToZero = new BigDecimal("1E-2147483647");
    assertEquals(largest, JsonValues.parse("1E99999999999"));
    assertEquals(largest.negate(), JsonValues.parse("-0.5e+21474836490"));
    assertEquals(closestToZero, JsonValues.parse("7e-99999999999"));
    assertEquals(closestToZero.negate(), JsonValues.parse("-1.5E-21474836500"));
    assertEquals(0.0, JsonValues.parse("0e-999999999999"));
    assertEquals(-0.0, JsonValues.parse("-0.00e999999999999"));
    assertEquals(largest, JsonValues.parse(largest.toString()));
    assertEquals(closestToZero, JsonValues.parse(closestToZero.toString()));
  }

  @Test
  void everyNumberCanBeSentBack() {
    Random random = new Random(9);
    for (int round = 0; round < 100_000; round++) {
      String written = number(random);
      String sent = json(JsonValues.parse(written));
      assertEquals(0, new BigDecimal(written).compareTo(new BigDecimal(sent)), written);
    }
  }

  /* Also as long as a request may have them. */
  private static String number(Random random) {
    int length = random.nextInt(4) == 0 ? 200 + random.nextInt(50) : 1 + random.nextInt(19);
    StringBuilder digits = new StringBuilder().append(1 + random.nextInt(9));
    random.ints(length, 0, 10).forEach(digits::append);
    if (random.nextInt(4) > 0) {
      digits.insert(1 + random.nextInt(length), '.');
    }
    if (random.nextBoolean()) {
      digits.append('e').append(random.nextInt(700) - 350);
    }
    String text = random.nextBoolean() ? "0." + digits.toString().replace(".", "") : "-" + digits;
    return text.substring(0, Math.min(text.length(), JsonLimits.DEFAULT.numberLengthMax()));
  }

  private static String json(@Nullable Object value) {
    ByteSink out = new ByteSink(256);
    new JsonWriter(out, JsonLimits.DEFAULT, 0).value(value);
    return new String(out.toBytes(), StandardCharsets.US_ASCII);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "-1.5e3",
        "9007199254740993.0",
        "true",
        "false",
        "null",
        "\"\"",
        "\"a\\u00fc\"",
        "[]",
        "[1,{\"a\":[null]}]",
        "{}",
        "{\"a\":1,\"a\":\"x\"}"
      })
  void isTheSameValueAsAPartOfAnArray(String json) {
    byte[] around = ("[" + json + ",0]").getBytes(StandardCharsets.UTF_8);
    ByteSlice part = new ByteSlice().wrap(around, 1, around.length - 4);
    assertEquals(JsonValues.parse(json), JsonValues.value(part, new JsonTape()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[", "01", "{\"a\":}", "\"\\x\"", "nul", "1 2", "[1,]"})
  void refusesWhatIsNoJson(String json) {
    assertThrows(IllegalArgumentException.class, () -> JsonValues.parse(json));
  }
}
