package dev.kitsune.engine.bytes;

/** Text in UTF-8, checked strictly: no overlong form, no surrogate, nothing past U+10FFFF. */
public final class Utf8 {
  private Utf8() {}

  public static boolean isValid(byte[] bytes, int offset, int length) {
    int end = offset + length;
    int at = asciiEnd(bytes, offset, end);
    while (at >= 0 && at < end) {
      at = bytes[at] >= 0 ? asciiEnd(bytes, at, end) : sequenceEnd(bytes, at, end);
    }
    return at >= 0;
  }

  /** The offset of the first byte at or after {@code from} that is not ASCII, or {@code end}. */
  private static int asciiEnd(byte[] bytes, int from, int end) {
    int at = from;
    for (; at <= end - Long.BYTES; at += Long.BYTES) {
      long hits = ByteWords.nonAscii(ByteWords.longAt(bytes, at));
      if (hits != 0) {
        return at + ByteWords.firstOf(hits);
      }
    }
    while (at < end && bytes[at] >= 0) {
      at++;
    }
    return at;
  }

  /**
   * Where the sequence of two to four bytes at {@code at} ends, or, negated by {@code ~}, the
   * offset of the first byte that cannot stand there ({@code end} if the sequence is cut off).
   */
  static int sequenceEnd(byte[] bytes, int at, int end) {
    int lead = bytes[at] & 0xff;
    if (lead < 0xc2 || lead > 0xf4) {
      return ~at;
    }
    int second = at + 1;
    if (second == end || !isSecond(lead, bytes[second] & 0xff)) {
      return ~second;
    }
    int last = at + (lead < 0xe0 ? 1 : lead < 0xf0 ? 2 : 3);
    for (int tail = second + 1; tail <= last; tail++) {
      if (tail == end || (bytes[tail] & 0xc0) != 0x80) {
        return ~tail;
      }
    }
    return last + 1;
  }

  private static boolean isSecond(int lead, int second) {
    return switch (lead) {
      case 0xe0 -> second >= 0xa0 && second <= 0xbf;
      case 0xed -> second >= 0x80 && second <= 0x9f;
      case 0xf0 -> second >= 0x90 && second <= 0xbf;
      case 0xf4 -> second >= 0x80 && second <= 0x8f;
      default -> second >= 0x80 && second <= 0xbf;
    };
  }
}
