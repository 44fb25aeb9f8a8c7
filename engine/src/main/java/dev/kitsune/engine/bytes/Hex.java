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
    for (int i = 0; i < digits; i++) {
      array[offset + i] = digit((int) (value >>> (4 * (digits - 1 - i))));
    }
    return offset + digits;
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
