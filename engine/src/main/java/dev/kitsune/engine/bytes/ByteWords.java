package dev.kitsune.engine.bytes;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Eight bytes as one little-endian word, and tests on all bytes of a word at once. Data plane. */
final class ByteWords {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  private static final long EACH = 0x0101010101010101L;
  private static final long HIGH_BITS = EACH << 7;
  private static final long QUOTES = '"' * EACH;
  private static final long BACKSLASHES = '\\' * EACH;
  private static final long SPACES = ' ' * EACH;

  private ByteWords() {}

  static long longAt(byte[] bytes, int offset) {
    return (long) LONGS.get(bytes, offset);
  }

  static int intAt(byte[] bytes, int offset) {
    return (int) INTS.get(bytes, offset);
  }

  /**
   * High bits on where a byte is a quote, a backslash, a control character or not ASCII. Only the
   * lowest of them is exact: a borrow may turn on others above it.
   */
  static long specials(long word) {
    long quotes = (word ^ QUOTES) - EACH;
    long backslashes = (word ^ BACKSLASHES) - EACH;
    return (quotes | backslashes | (word - SPACES) | word) & HIGH_BITS;
  }

  /** High bits on where a byte is not ASCII. */
  static long nonAscii(long word) {
    return word & HIGH_BITS;
  }

  /** The index, in the order of the array, of the first byte whose high bit is on. */
  static int firstOf(long highBits) {
    return Long.numberOfTrailingZeros(highBits) >>> 3;
  }

  /**
   * The first byte at or after {@code from} that is special in a string (see {@link #specials}), or
   * {@code end}.
   */
  static int plainEnd(byte[] bytes, int from, int end) {
    int at = from;
    for (; at <= end - Long.BYTES; at += Long.BYTES) {
      long specials = specials(longAt(bytes, at));
      if (specials != 0) {
        return at + firstOf(specials);
      }
    }
    while (at < end && bytes[at] >= ' ' && bytes[at] != '"' && bytes[at] != '\\') {
      at++;
    }
    return at;
  }
}
