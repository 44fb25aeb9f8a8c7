package dev.kitsune.engine.bytes;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Hexadecimal digits, lower case where written. Data plane. */
public final class Hex {
  private static final byte[] DIGITS = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

  /** By byte: the value of the digit, negative if it is none. */
  private static final byte[] VALUES = new byte[256];

  static {
    Arrays.fill(VALUES, (byte) -1);
    for (int value = 0; value < 16; value++) {
      VALUES[Character.forDigit(value, 16)] = (byte) value;
      VALUES[Character.toUpperCase(Character.forDigit(value, 16))] = (byte) value;
    }
  }

  private Hex() {}

  /**
   * Writes the lowest {@code digits} digits of a number.
   *
   * @return the offset behind them
   */
  public static int put(long value, int digits, byte[] array, int offset) {
    int at = offset;
    int left = digits;
    for (; left >= Long.BYTES; left -= Long.BYTES, at += Long.BYTES) {
      LittleEndian.putLong(array, at, eight((int) (value >>> (4 * (left - Long.BYTES)))));
    }
    if (left >= Integer.BYTES) {
      left -= Integer.BYTES;
      LittleEndian.putInt(array, at, (int) eight((int) (value >>> (4 * left)) << 16));
      at += Integer.BYTES;
    }
    for (; left > 0; left--) {
      array[at++] = digit((int) (value >>> (4 * (left - 1))));
    }
    return at;
  }

  /* Spreads the eight digits over the eight bytes of a word, the highest first, then makes letters
   * of them: a digit of ten or more reaches its byte's fifth bit when six is added. */
  private static long eight(int value) {
    long digits = value & 0xffff_ffffL;
    digits = (digits | (digits << 16)) & 0x0000_ffff_0000_ffffL;
    digits = (digits | (digits << 8)) & 0x00ff_00ff_00ff_00ffL;
    digits = (digits | (digits << 4)) & 0x0f0f_0f0f_0f0f_0f0fL;
    long letters = ((digits + 0x0606_0606_0606_0606L) >>> 4) & 0x0101_0101_0101_0101L;
    return Long.reverseBytes(digits + 0x3030_3030_3030_3030L + letters * ('a' - '0' - 10));
  }

  static byte digit(int value) {
    return DIGITS[value & 15];
  }

  /** The value of the digit, negative if it is none. */
  static int value(byte digit) {
    return VALUES[digit & 0xff];
  }

  /** The value of four digits that were checked. */
  static int unit(byte[] bytes, int at) {
    return value(bytes[at]) << 12
        | value(bytes[at + 1]) << 8
        | value(bytes[at + 2]) << 4
        | value(bytes[at + 3]);
  }
}
