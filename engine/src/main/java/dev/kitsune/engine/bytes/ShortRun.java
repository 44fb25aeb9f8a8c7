package dev.kitsune.engine.bytes;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A constant run of up to 32 bytes as four little-endian words; {@link ByteSink#put(ShortRun)}
 * writes it. A record, because a run in a static constant then becomes part of the compiled code,
 * which reads no memory to write it. Immutable, for any thread.
 *
 * @param length how many of the words' bytes are the run's
 */
public record ShortRun(long first, long second, long third, long fourth, int length) {
  static final int LENGTH_MAX = 4 * Long.BYTES;

  /** The run of these ASCII characters. */
  public static ShortRun ascii(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    if (bytes.length > LENGTH_MAX) {
      throw new IllegalArgumentException("no short run: " + bytes.length + " bytes: " + text);
    }
    byte[] padded = Arrays.copyOf(bytes, LENGTH_MAX);
    return new ShortRun(
        LittleEndian.getLong(padded, 0),
        LittleEndian.getLong(padded, Long.BYTES),
        LittleEndian.getLong(padded, 2 * Long.BYTES),
        LittleEndian.getLong(padded, 3 * Long.BYTES),
        bytes.length);
  }

  /** Writes all four words. */
  void copyTo(byte[] to, int at) {
    LittleEndian.putLong(to, at, first);
    LittleEndian.putLong(to, at + Long.BYTES, second);
    LittleEndian.putLong(to, at + 2 * Long.BYTES, third);
    LittleEndian.putLong(to, at + 3 * Long.BYTES, fourth);
  }
}
