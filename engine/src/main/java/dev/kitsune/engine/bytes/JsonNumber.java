package dev.kitsune.engine.bytes;

import java.nio.charset.StandardCharsets;

/** Numbers as JSON writes them (RFC 8259, section 6). Stateless; data plane. */
public final class JsonNumber {
  /** Doubles hold every integer up to this one, and every power of ten up to the 22nd. */
  private static final long EXACT_MANTISSA_MAX = 1L << 53;

  private static final double[] EXACT_POWERS = {
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19, 1e20, 1e21, 1e22
  };

  private static final int EXPONENT_ENOUGH = 100_000;

  /** Doubles reach beyond ten to this power. */
  private static final int FINITE_POWER_MAX = 308;

  /** A long of this many digits cannot overflow. */
  private static final int SAFE_DIGITS = 18;

  private JsonNumber() {}

  /** Whether the bytes are exactly one JSON number, without white space around it. */
  public static boolean isNumber(byte[] bytes, int offset, int length) {
    return end(bytes, offset, offset + length) == offset + length;
  }

  /**
   * The double nearest to a checked number, ties to even; infinite if there is none. Allocates only
   * for numbers of more than 15 or so digits or with large exponents.
   */
  public static double toDouble(byte[] bytes, int offset, int length) {
    int end = offset + length;
    int start = bytes[offset] == '-' ? offset + 1 : offset;
    int point = digitsStop(bytes, start, end);
    int fraction = point < end && bytes[point] == '.' ? point + 1 : point;
    int fractionEnd = digitsStop(bytes, fraction, end);
    int digitCount = point - start + fractionEnd - fraction;
    int exponent = exponent(bytes, fractionEnd, end) - (fractionEnd - fraction);
    if (digitCount > SAFE_DIGITS || Math.abs(exponent) >= EXACT_POWERS.length) {
      return parse(bytes, offset, length);
    }
    long mantissa = -minus(bytes, fraction, fractionEnd, minus(bytes, start, point, 0));
    if (mantissa > EXACT_MANTISSA_MAX) {
      return parse(bytes, offset, length);
    }
    double absolute =
        exponent < 0 ? mantissa / EXACT_POWERS[-exponent] : mantissa * EXACT_POWERS[exponent];
    return start == offset ? absolute : -absolute;
  }

  /** Whether {@link #toDouble} of a checked number is finite. Allocates only for huge exponents. */
  public static boolean isFinite(byte[] bytes, int offset, int length) {
    int end = offset + length;
    int start = bytes[offset] == '-' ? offset + 1 : offset;
    int point = digitsStop(bytes, start, end);
    int fraction = point < end && bytes[point] == '.' ? point + 1 : point;
    int power = point - start + exponent(bytes, digitsStop(bytes, fraction, end), end);
    return power <= FINITE_POWER_MAX || Double.isFinite(toDouble(bytes, offset, length));
  }

  /** Whether a checked number is written as an integer (no point, no exponent) that fits a long. */
  public static boolean isLong(byte[] bytes, int offset, int length) {
    int end = offset + length;
    int start = bytes[offset] == '-' ? offset + 1 : offset;
    if (end - start > SAFE_DIGITS + 1 || digitsStop(bytes, start, end) < end) {
      return false;
    }
    long negative = minus(bytes, start, end, 0);
    return end - start <= SAFE_DIGITS
        || (negative < 0 && (start > offset || negative != Long.MIN_VALUE));
  }

  /** The value of a checked number for which {@link #isLong} holds. */
  public static long toLong(byte[] bytes, int offset, int length) {
    int end = offset + length;
    return bytes[offset] == '-' ? minus(bytes, offset + 1, end, 0) : -minus(bytes, offset, end, 0);
  }

  /**
   * Where the number at {@code start} ends, or, negated by {@code ~}, the offset of the first byte
   * that cannot stand there ({@code end} if the number is cut off).
   */
  static int end(byte[] bytes, int start, int end) {
    int at = integerEnd(bytes, start, end);
    if (at >= 0 && at < end && bytes[at] == '.') {
      at = digitsEnd(bytes, at + 1, end);
    }
    if (at >= 0 && at < end && (bytes[at] | 0x20) == 'e') {
      at = exponentEnd(bytes, at + 1, end);
    }
    return at;
  }

  static boolean isDigit(byte b) {
    return b >= '0' && b <= '9';
  }

  private static int integerEnd(byte[] bytes, int start, int end) {
    int at = start < end && bytes[start] == '-' ? start + 1 : start;
    if (at == end || bytes[at] != '0') {
      return digitsEnd(bytes, at, end);
    }
    at++;
    return at < end && isDigit(bytes[at]) ? ~at : at;
  }

  private static int exponentEnd(byte[] bytes, int start, int end) {
    boolean isSigned = start < end && (bytes[start] == '+' || bytes[start] == '-');
    return digitsEnd(bytes, isSigned ? start + 1 : start, end);
  }

  private static int digitsEnd(byte[] bytes, int start, int end) {
    int at = digitsStop(bytes, start, end);
    return at == start ? ~at : at;
  }

  private static int digitsStop(byte[] bytes, int start, int end) {
    int at = start;
    while (at < end && isDigit(bytes[at])) {
      at++;
    }
    return at;
  }

  /**
   * The value followed by digits, kept negative because longs reach further there; nineteen digits
   * that do not fit come out positive.
   */
  private static long minus(byte[] bytes, int from, int to, long value) {
    long result = value;
    for (int at = from; at < to; at++) {
      result = result * 10 - (bytes[at] - '0');
    }
    return result;
  }

  private static int exponent(byte[] bytes, int letter, int end) {
    if (letter == end) {
      return 0;
    }
    boolean isNegative = bytes[letter + 1] == '-';
    int start = isNegative || bytes[letter + 1] == '+' ? letter + 2 : letter + 1;
    int value = 0;
    for (int at = start; at < end; at++) {
      value = Math.min(value * 10 + bytes[at] - '0', EXPONENT_ENOUGH);
    }
    return isNegative ? -value : value;
  }

  private static double parse(byte[] bytes, int offset, int length) {
    return Double.parseDouble(new String(bytes, offset, length, StandardCharsets.ISO_8859_1));
  }
}
