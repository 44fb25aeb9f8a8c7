package dev.kitsune.engine.bytes;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * JSON as Java values: objects are Map, arrays List (both unmodifiable, in the order as written),
 * and String, Boolean, null. Of a member that stands twice the last counts. A number is a Long
 * where it is written as a whole one (no point, no exponent) and fits; else a Double where that is
 * in its normal range (or zero) and its {@code toString} says the very number that was written;
 * else a BigDecimal of every digit. So no digit is lost, and what was read can be sent back; only
 * the spelling is not kept: {@code 9.50} is 9.5. A number that is too large or too close to zero
 * for the exponent of any BigDecimal is the one at that end, {@code 1E+2147483647} or {@code
 * 1E-2147483647}, with its sign. Who makes whole numbers of BigDecimals looks at their scale first:
 * these have two billion digits. Allocates what it returns, which refers to no other memory.
 * Stateless.
 */
public final class JsonValues {
  private static final JsonLimits LIMITS =
      new JsonLimits(1_000, 1 << 20, Integer.MAX_VALUE, Integer.MAX_VALUE);

  /** Fifteen digits and their point, which every double keeps where there is no exponent. */
  private static final int KEPT_LENGTH_MAX = 16;

  private static final BigDecimal LARGEST = BigDecimal.valueOf(1, -Integer.MAX_VALUE);
  private static final BigDecimal CLOSEST_TO_ZERO = BigDecimal.valueOf(1, Integer.MAX_VALUE);

  private JsonValues() {}

  /**
   * The value of a whole JSON text.
   *
   * @throws IllegalArgumentException if it is not strict JSON
   */
  public static @Nullable Object parse(String json) {
    JsonTape tape = new JsonTape();
    byte[] utf8 = json.getBytes(StandardCharsets.UTF_8);
    if (!parse(tape, utf8, 0, utf8.length)) {
      throw new IllegalArgumentException(
          "not valid JSON: " + tape.fault() + " at byte " + tape.faultOffset());
    }
    return value(tape, 0);
  }

  /** Parses a text that was checked before, whatever limits it was checked with. */
  public static boolean parse(JsonTape tape, byte[] json, int offset, int length) {
    return tape.parse(json, offset, length, LIMITS);
  }

  /** The value of a node. */
  public static @Nullable Object value(JsonTape tape, int node) {
    return switch (tape.kind(node)) {
      case JsonTape.OBJECT -> object(tape, node);
      case JsonTape.ARRAY -> array(tape, node);
      case JsonTape.STRING -> text(tape, node);
      case JsonTape.NUMBER -> number(tape.bytes(), tape.start(node), tape.length(node));
      case JsonTape.TRUE -> true;
      case JsonTape.FALSE -> false;
      case JsonTape.NULL -> null;
      default -> throw new IllegalArgumentException("no value: kind " + tape.kind(node));
    };
  }

  /**
   * The value of a text that was checked, without white space around it.
   *
   * @param tape for what stands in an object or array
   */
  public static @Nullable Object value(ByteSlice json, JsonTape tape) {
    byte[] bytes = json.array();
    int offset = json.offset();
    int length = json.length();
    return switch (bytes[offset]) {
      case '{', '[' -> container(json, tape);
      case '"' -> text(bytes, offset + 1, length - 2);
      case 't' -> true;
      case 'f' -> false;
      case 'n' -> null;
      default -> number(bytes, offset, length);
    };
  }

  private static @Nullable Object container(ByteSlice json, JsonTape tape) {
    if (!parse(tape, json.array(), json.offset(), json.length())) {
      throw new IllegalArgumentException(
          "not valid JSON: " + tape.fault() + " at byte " + tape.faultOffset());
    }
    return value(tape, 0);
  }

  /** The members of an object node. */
  private static Map<String, @Nullable Object> object(JsonTape tape, int object) {
    int count = tape.count(object);
    if (count == 0) {
      return OrderedMap.empty();
    }
    OrderedMap.Filling<@Nullable Object> members = new OrderedMap.Filling<>(count);
    int end = tape.next(object);
    for (int key = object + 1; key < end; key = tape.nextKey(key)) {
      members.put(text(tape, key), value(tape, key + 1));
    }
    return members.map();
  }

  private static List<@Nullable Object> array(JsonTape tape, int array) {
    List<@Nullable Object> elements = new ArrayList<>(tape.count(array));
    int end = tape.next(array);
    for (int element = array + 1; element < end; element = tape.next(element)) {
      elements.add(value(tape, element));
    }
    return Collections.unmodifiableList(elements);
  }

  /** The text of a string or key node; half a surrogate pair, which JSON can escape, is kept. */
  public static String text(JsonTape tape, int node) {
    String written =
        new String(tape.bytes(), tape.start(node), tape.length(node), StandardCharsets.UTF_8);
    return tape.isEscaped(node) ? unescaped(written) : written;
  }

  /** The text of a string that was checked, given as it is written between its quotes. */
  public static String text(ByteSlice written) {
    return text(written.array(), written.offset(), written.length());
  }

  /** The same of a part of an array. */
  public static String text(byte[] bytes, int offset, int length) {
    String text = new String(bytes, offset, length, StandardCharsets.UTF_8);
    return text.indexOf('\\') < 0 ? text : unescaped(text);
  }

  private static String unescaped(String written) {
    StringBuilder text = new StringBuilder(written.length());
    int at = 0;
    while (at < written.length()) {
      char c = written.charAt(at++);
      if (c != '\\') {
        text.append(c);
        continue;
      }
      char letter = written.charAt(at++);
      text.append(letter == 'u' ? unit(written, at) : meaning(letter));
      at += letter == 'u' ? 4 : 0;
    }
    return text.toString();
  }

  private static char unit(String written, int at) {
    return (char) Integer.parseInt(written, at, at + 4, 16);
  }

  private static char meaning(char letter) {
    return switch (letter) {
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      default -> letter;
    };
  }

  private static Number number(byte[] bytes, int offset, int length) {
    if (JsonNumber.isLong(bytes, offset, length)) {
      return JsonNumber.toLong(bytes, offset, length);
    }
    double nearest = JsonNumber.toDouble(bytes, offset, length);
    if (length <= KEPT_LENGTH_MAX && !hasExponent(bytes, offset, length)) {
      return nearest;
    }
    return nearestOrExact(nearest, new String(bytes, offset, length, StandardCharsets.US_ASCII));
  }

  private static Number nearestOrExact(double nearest, String text) {
    boolean isNormal = Math.abs(nearest) >= Double.MIN_NORMAL && Double.isFinite(nearest);
    String shown = Double.toString(nearest);
    if (isNormal && shown.equals(text)) {
      return nearest;
    }
    BigDecimal exact = exact(text);
    boolean isKept = isNormal && new BigDecimal(shown).compareTo(exact) == 0;
    return isKept || exact.signum() == 0 ? (Number) nearest : exact;
  }

  private static BigDecimal exact(String text) {
    try {
      return new BigDecimal(text);
    } catch (NumberFormatException hugeExponent) {
      return atTheEnd(text);
    }
  }

  private static BigDecimal atTheEnd(String text) {
    int letter = Math.max(text.indexOf('e'), text.indexOf('E'));
    BigDecimal end = text.charAt(letter + 1) == '-' ? CLOSEST_TO_ZERO : LARGEST;
    return switch (new BigDecimal(text.substring(0, letter)).signum()) {
      case 0 -> BigDecimal.ZERO;
      case 1 -> end;
      default -> end.negate();
    };
  }

  private static boolean hasExponent(byte[] bytes, int offset, int length) {
    for (int at = offset; at < offset + length; at++) {
      if ((bytes[at] | 0x20) == 'e') {
        return true;
      }
    }
    return false;
  }
}
