package dev.kitsune.engine.journal;

import java.nio.ByteBuffer;

/** Looks for anything that is not zero. */
final class Zeros {
  private Zeros() {}

  /** Whether all bytes from {@code offset} to the buffer's capacity are zero. */
  static boolean from(ByteBuffer bytes, int offset) {
    return firstOther(bytes, offset) == bytes.capacity();
  }

  /** Offset of the last byte that is not zero, and 1; {@code offset} if there is none. */
  static int end(ByteBuffer bytes, int offset) {
    int at = bytes.capacity();
    while (at - Long.BYTES >= offset && bytes.getLong(at - Long.BYTES) == 0) {
      at -= Long.BYTES;
    }
    while (at > offset && bytes.get(at - 1) == 0) {
      at--;
    }
    return at;
  }

  private static int firstOther(ByteBuffer bytes, int offset) {
    int at = offset;
    int words = bytes.capacity() - Long.BYTES;
    while (at <= words && bytes.getLong(at) == 0) {
      at += Long.BYTES;
    }
    while (at < bytes.capacity() && bytes.get(at) == 0) {
      at++;
    }
    return at;
  }
}
