package dev.kitsune.engine.profile;

import java.util.function.LongSupplier;

/**
 * The profile's number in [0, 1): a uniform multiple of 10^-16, kept as the decimal text that is
 * answered, so that it is never printed again from a double. Data plane.
 */
public final class RandomNumber {
  private static final long STEPS = 10_000_000_000_000_000L;
  private static final int DIGITS = 16;

  private RandomNumber() {}

  /** Draws the number and keeps it in the record. */
  public static void draw(ProfileRecord record, LongSupplier entropy, byte[] scratch) {
    long steps;
    do {
      steps = entropy.getAsLong() >>> 10;
    } while (steps >= STEPS);
    record.random(scratch, 0, format(steps, scratch));
  }

  private static int format(long steps, byte[] out) {
    out[0] = '0';
    if (steps == 0) {
      return 1;
    }
    out[1] = '.';
    long rest = steps;
    for (int i = DIGITS - 1; i >= 0; i--) {
      out[2 + i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    int length = 2 + DIGITS;
    while (out[length - 1] == '0') {
      length--;
    }
    return length;
  }
}
