package dev.kitsune.engine.bytes;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonNumberTest {
  @ParameterizedTest
  @ValueSource(
      strings = {"0", "-0", "7", "10", "-123", "0.5", "1.50", "1e5", "1E+05", "2.5e-3", "0e0"})
  void knowsNumbers(String text) {
    assertTrue(isNumber(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-",
        "+1",
        "01",
        "-01",
        "1.",
        ".5",
        "1.e1",
        "1e",
        "1e+",
        "1e1.5",
        "--1",
        "0x1",
        "1 ",
        " 1",
        "1,",
        "NaN",
        "Infinity",
        "1f",
        "1_000",
        "\u0661"
      })
  void knowsWhatIsNoNumber(String text) {
    assertFalse(isNumber(text));
  }

  @Test
  void looksAtNothingOutsideOfTheRange() {
    byte[] larger = "12.5e37".getBytes(UTF_8);
    assertTrue(JsonNumber.isNumber(larger, 1, 3));
    assertFalse(JsonNumber.isNumber(larger, 1, 2));
    assertFalse(JsonNumber.isNumber(larger, 3, 2));
    assertEquals(2.5, JsonNumber.toDouble(larger, 1, 3));
    assertEquals(3, JsonNumber.toLong(larger, 5, 1));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "-0",
        "0.0",
        "-0.0e5",
        "1",
        "-1.5",
        "0.1",
        "0.3",
        "100",
        "1e22",
        "1e23",
        "1e-22",
        "1e-23",
        "9007199254740991",
        "9007199254740992",
        "9007199254740993",
        "9007199254740993e1",
        "9007199254740993.0000001",
        "123456789012345678",
        "1234567890123456789",
        "123456789012345678901234567890",
        "0.000000000000000000000000000001",
        "1.7976931348623157e308",
        "1.7976931348623159e308",
        "1e307",
        "1e308",
        "1e309",
        "0.00001e313",
        "0.00001e314",
        "1797693134862315700000e287",
        "1797693134862315900000e287",
        "0e99999",
        "1e400",
        "-1e400",
        "4.9e-324",
        "2.4703282292062327e-324",
        "2.4703282292062328e-324",
        "1e-400",
        "2.2250738585072011e-308",
        "2.2250738585072014e-308",
        "0e999999999999999999999",
        "1e-999999999999999999999",
        "1e99999999999999999999",
        "8.5e0005",
        "1.000000000000000000000000e1"
      })
  void roundsToTheNearestDouble(String text) {
    assertSameDouble(text);
  }

  @Test
  void roundsRandomNumbersToTheNearestDouble() {
    Random random = new Random(7);
    for (int round = 0; round < 200_000; round++) {
      assertSameDouble(number(random));
    }
  }

  @Test
  void readsBackEveryDoubleAsWritten() {
    Random random = new Random(8);
    for (int round = 0; round < 100_000; round++) {
      double value = Double.longBitsToDouble(random.nextLong());
      if (Double.isFinite(value)) {
        assertSameDouble(Double.toString(value));
      }
    }
  }

  @Test
  void knowsWhichNumbersAreLongs() {
    for (BigInteger edge :
        new BigInteger[] {
          BigInteger.ZERO,
          BigInteger.TEN.pow(17),
          BigInteger.TEN.pow(18),
          BigInteger.TEN.pow(19).subtract(BigInteger.ONE),
          BigInteger.valueOf(Long.MAX_VALUE),
          BigInteger.valueOf(Long.MIN_VALUE)
        }) {
      for (int step = -2; step <= 2; step++) {
        BigInteger value = edge.add(BigInteger.valueOf(step));
        byte[] text = value.toString().getBytes(UTF_8);
        boolean isLong = value.bitLength() < Long.SIZE;
        assertEquals(isLong, JsonNumber.isLong(text, 0, text.length), value::toString);
        if (isLong) {
          assertEquals(value.longValue(), JsonNumber.toLong(text, 0, text.length));
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.0", "1e2", "-1e0", "12345678901234567890", "0.5"})
  void takesOnlyPlainIntegersForLongs(String text) {
    assertFalse(JsonNumber.isLong(text.getBytes(UTF_8), 0, text.length()));
  }

  private static String number(Random random) {
    BigDecimal value =
        new BigDecimal(new BigInteger(1 + random.nextInt(70), random), random.nextInt(50) - 20);
    String text = random.nextBoolean() ? value.toPlainString() : value.toString();
    return random.nextBoolean() ? "-" + text : text;
  }

  private static void assertSameDouble(String text) {
    byte[] bytes = text.getBytes(UTF_8);
    assertTrue(JsonNumber.isNumber(bytes, 0, bytes.length), text);
    double expected = Double.parseDouble(text);
    double actual = JsonNumber.toDouble(bytes, 0, bytes.length);
    assertEquals(Double.doubleToRawLongBits(expected), Double.doubleToRawLongBits(actual), text);
    assertEquals(Double.isFinite(expected), JsonNumber.isFinite(bytes, 0, bytes.length), text);
  }

  private static boolean isNumber(String text) {
    byte[] bytes = text.getBytes(UTF_8);
    return JsonNumber.isNumber(bytes, 0, bytes.length);
  }
}
