package dev.kitsune.engine.bytes;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A growable run of bytes that is written from the front and reused. Owned by one thread; allocates
 * only when it grows. Data plane.
 */
public class ByteSink {
  private byte[] array;
  private int length;

  public ByteSink(int initialCapacity) {
    array = new byte[initialCapacity];
  }

  /** The bytes written so far stand at {@code [0, length())}; replaced when the sink grows. */
  public final byte[] array() {
    return array;
  }

  public final int length() {
    return length;
  }

  public void clear() {
    length = 0;
  }

  /** Forgets what was written, and memory beyond {@code capacityMax} with it. */
  public final void clearAndShrink(int capacityMax) {
    length = 0;
    if (array.length > capacityMax) {
      array = new byte[capacityMax];
    }
  }

  /** Cuts what was written after {@code newLength}. */
  public final void truncate(int newLength) {
    length = newLength;
  }

  /**
   * Makes room for {@code more} bytes and returns the array, to be written from {@link #length}.
   */
  public final byte[] reserve(int more) {
    if (array.length - length < more) {
      grow(more);
    }
    return array;
  }

  /** Counts {@code more} bytes, written into the reserved array, as part of the sink. */
  public final void advance(int more) {
    length += more;
  }

  public final void put(byte b) {
    reserve(1)[length++] = b;
  }

  public final void put(byte[] bytes) {
    put(bytes, 0, bytes.length);
  }

  public final void put(byte[] bytes, int offset, int count) {
    System.arraycopy(bytes, offset, reserve(count), length, count);
    length += count;
  }

  /** Writes a constant. What stands behind it in reserved room is written over. */
  public final void put(ShortRun run) {
    run.copyTo(reserve(ShortRun.LENGTH_MAX), length);
    length += run.length();
  }

  /** Writes a non-negative or negative number in decimal digits. */
  public final void putDecimal(long value) {
    if (value < 0) {
      putNegative(value);
      return;
    }
    int digits = digits(value);
    byte[] out = reserve(digits);
    int at = length + digits;
    long rest = value;
    do {
      out[--at] = (byte) ('0' + rest % 10);
      rest /= 10;
    } while (rest != 0);
    length += digits;
  }

  /** A copy of what was written; allocates. */
  public final byte[] toBytes() {
    return Arrays.copyOf(array, length);
  }

  /** What was written as UTF-8 text; allocates, for messages and tests. */
  @Override
  public String toString() {
    return new String(array, 0, length, StandardCharsets.UTF_8);
  }

  private void putNegative(long value) {
    if (value == Long.MIN_VALUE) {
      put("-9223372036854775808".getBytes(StandardCharsets.US_ASCII));
      return;
    }
    put((byte) '-');
    putDecimal(-value);
  }

  private static int digits(long value) {
    int digits = 1;
    for (long rest = value; rest >= 10; rest /= 10) {
      digits++;
    }
    return digits;
  }

  private void grow(int more) {
    long wanted = Math.max((long) length + more, array.length * 2L);
    if ((long) length + more > Integer.MAX_VALUE - 16) {
      throw new OutOfMemoryError("sink of " + length + " bytes cannot grow by " + more);
    }
    array = Arrays.copyOf(array, (int) Math.min(wanted, Integer.MAX_VALUE - 16));
  }
}
