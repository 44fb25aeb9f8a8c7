package dev.kitsune.bench.bytes;

import dev.kitsune.engine.bytes.JsonLimits;
import dev.kitsune.engine.bytes.JsonNumber;
import dev.kitsune.engine.bytes.Utf8;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * The rejected half of a choice: a strict check like the engine's {@code JsonTape}, but one that
 * records no positions.
 */
final class JsonGate {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long EACH = 0x0101010101010101L;
  private static final int DEPTH_MAX = 64;
  private static final int FAULTY = -1;

  private static final int IS_ARRAY = -1;

  /** By open container: how many keys, or {@link #IS_ARRAY}. */
  private final int[] keyCounts = new int[DEPTH_MAX + 1];

  private JsonLimits limits = JsonLimits.DEFAULT;
  private int depth;

  boolean isValid(byte[] bytes, int offset, int length, JsonLimits newLimits) {
    limits = newLimits;
    depth = 0;
    int end = offset + length;
    int at = values(bytes, offset, end);
    return at >= 0 && skipWhite(bytes, at, end) == end;
  }

  private int values(byte[] bytes, int from, int end) {
    int at = from;
    do {
      int outer = depth;
      at = value(bytes, skipWhite(bytes, at, end), end);
      if (at >= 0 && depth <= outer) {
        at = closeAll(bytes, at, end);
      }
    } while (at >= 0 && depth > 0);
    return at;
  }

  private int value(byte[] bytes, int at, int end) {
    int first = at < end ? bytes[at] : 0;
    if (first == '"') {
      return string(bytes, at + 1, end);
    }
    return switch (first) {
      case '{' -> openObject(bytes, at, end);
      case '[' -> openArray(bytes, at, end);
      case 't' -> literal(bytes, at, end, "true");
      case 'f' -> literal(bytes, at, end, "false");
      case 'n' -> literal(bytes, at, end, "null");
      default -> number(bytes, at, end);
    };
  }

  private int closeAll(byte[] bytes, int from, int end) {
    int at = from;
    while (depth > 0) {
      at = skipWhite(bytes, at, end);
      int b = at < end ? bytes[at] : 0;
      boolean isArray = keyCounts[depth] == IS_ARRAY;
      if (b == ',') {
        return isArray ? at + 1 : key(bytes, skipWhite(bytes, at + 1, end), end);
      }
      if (b != (isArray ? ']' : '}')) {
        return FAULTY;
      }
      depth--;
      at++;
    }
    return at;
  }

  private int openObject(byte[] bytes, int at, int end) {
    if (depth == limits.depthMax()) {
      return FAULTY;
    }
    int inner = skipWhite(bytes, at + 1, end);
    if (inner < end && bytes[inner] == '}') {
      return inner + 1;
    }
    keyCounts[++depth] = 0;
    return key(bytes, inner, end);
  }

  private int openArray(byte[] bytes, int at, int end) {
    if (depth == limits.depthMax()) {
      return FAULTY;
    }
    int inner = skipWhite(bytes, at + 1, end);
    if (inner < end && bytes[inner] == ']') {
      return inner + 1;
    }
    keyCounts[++depth] = IS_ARRAY;
    return inner;
  }

  private int key(byte[] bytes, int at, int end) {
    if (at == end || bytes[at] != '"' || ++keyCounts[depth] > limits.keyCountMax()) {
      return FAULTY;
    }
    int after = string(bytes, at + 1, end);
    if (after < 0) {
      return FAULTY;
    }
    after = skipWhite(bytes, after, end);
    return after < end && bytes[after] == ':' ? after + 1 : FAULTY;
  }

  private int string(byte[] bytes, int start, int end) {
    int at = plainEnd(bytes, start, end);
    if (at == end || bytes[at] != '"') {
      return oddString(bytes, start, at, end);
    }
    return at - start > limits.stringLengthMax() ? FAULTY : at + 1;
  }

  private int oddString(byte[] bytes, int start, int firstOdd, int end) {
    int at = firstOdd;
    while (at >= 0 && at < end && bytes[at] != '"') {
      if (bytes[at] == '\\') {
        at = escape(bytes, at + 1, end);
      } else {
        at = bytes[at] < 0 || bytes[at] >= ' ' ? at + 1 : FAULTY;
      }
    }
    boolean isValid = at >= 0 && at < end && at - start <= limits.stringLengthMax();
    return isValid && Utf8.isValid(bytes, start, at - start) ? at + 1 : FAULTY;
  }

  private static int escape(byte[] bytes, int letter, int end) {
    if (letter == end) {
      return FAULTY;
    }
    if (bytes[letter] != 'u') {
      return "\"\\/bfnrt".indexOf(bytes[letter]) < 0 ? FAULTY : letter + 1;
    }
    int after = letter + 5;
    if (after > end) {
      return FAULTY;
    }
    for (int digit = letter + 1; digit < after; digit++) {
      if (Character.digit(bytes[digit], 16) < 0) {
        return FAULTY;
      }
    }
    return after;
  }

  private int number(byte[] bytes, int start, int end) {
    int at = start;
    while (at < end && isNumberByte(bytes[at])) {
      at++;
    }
    boolean isShort = at - start <= limits.numberLengthMax();
    return isShort && JsonNumber.isNumber(bytes, start, at - start) ? at : FAULTY;
  }

  private static boolean isNumberByte(byte b) {
    return (b >= '0' && b <= '9') || b == '-' || b == '+' || b == '.' || b == 'e' || b == 'E';
  }

  private static int literal(byte[] bytes, int start, int end, String word) {
    if (end - start < word.length()) {
      return FAULTY;
    }
    for (int index = 0; index < word.length(); index++) {
      if (bytes[start + index] != word.charAt(index)) {
        return FAULTY;
      }
    }
    return start + word.length();
  }

  private static int plainEnd(byte[] bytes, int from, int end) {
    int at = from;
    for (; at <= end - Long.BYTES; at += Long.BYTES) {
      long specials = specials((long) LONGS.get(bytes, at));
      if (specials != 0) {
        return at + (Long.numberOfTrailingZeros(specials) >>> 3);
      }
    }
    while (at < end && bytes[at] >= ' ' && bytes[at] != '"' && bytes[at] != '\\') {
      at++;
    }
    return at;
  }

  private static long specials(long word) {
    long quotes = (word ^ ('"' * EACH)) - EACH;
    long backslashes = (word ^ ('\\' * EACH)) - EACH;
    return (quotes | backslashes | (word - ' ' * EACH) | word) & (EACH << 7);
  }

  private static int skipWhite(byte[] bytes, int from, int end) {
    int at = from;
    while (at < end && isWhite(bytes[at])) {
      at++;
    }
    return at;
  }

  private static boolean isWhite(byte b) {
    return b == ' ' || b == '\n' || b == '\r' || b == '\t';
  }
}
