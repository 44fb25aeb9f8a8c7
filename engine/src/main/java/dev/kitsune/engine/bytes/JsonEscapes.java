package dev.kitsune.engine.bytes;

/**
 * Escapes in JSON strings: checked, decoded to UTF-8, written with as few as possible. A lone
 * surrogate, which JSON can escape and UTF-8 cannot hold, is kept as the three bytes that UTF-8
 * would have for it (WTF-8) and escaped again when written. Stateless; data plane.
 */
public final class JsonEscapes {
  private static final int UNICODE_LENGTH = 6;

  /** By byte: what follows the backslash when the byte is written, 0 if it needs none. */
  private static final byte[] WRITTEN = new byte[256];

  /** By byte after a backslash: the byte it stands for, 0 if none. */
  private static final byte[] READ = new byte[256];

  /** A byte that may begin a surrogate and so needs a second look. */
  private static final byte SURROGATE_LEAD = (byte) 0xed;

  static {
    for (int control = 0; control < ' '; control++) {
      WRITTEN[control] = 'u';
    }
    WRITTEN[SURROGATE_LEAD & 0xff] = 'u';
    pair('b', '\b');
    pair('f', '\f');
    pair('n', '\n');
    pair('r', '\r');
    pair('t', '\t');
    pair('"', '"');
    pair('\\', '\\');
    READ['/'] = '/';
  }

  private JsonEscapes() {}

  /**
   * Writes the content of a checked string (what stands between its quotes) as UTF-8 with escapes
   * decoded.
   */
  public static void decode(byte[] bytes, int offset, int length, ByteSink out) {
    byte[] to = out.reserve(length);
    int toStart = out.length();
    int toAt = toStart;
    int end = offset + length;
    int at = offset;
    while (at < end) {
      int plainEnd = backslash(bytes, at, end);
      System.arraycopy(bytes, at, to, toAt, plainEnd - at);
      toAt += plainEnd - at;
      at = plainEnd;
      if (at < end) {
        int codePoint = codePoint(bytes, at, end);
        toAt = putCodePoint(to, toAt, codePoint);
        at += codePoint >= 0x10000 ? 2 * UNICODE_LENGTH : bytes[at + 1] == 'u' ? UNICODE_LENGTH : 2;
      }
    }
    out.advance(toAt - toStart);
  }

  /** Writes UTF-8 (or WTF-8) text as the content of a JSON string, without the quotes. */
  public static void encode(byte[] bytes, int offset, int length, ByteSink out) {
    int end = offset + length;
    int at = plainEnd(bytes, offset, end);
    out.put(bytes, offset, at - offset);
    while (at < end) {
      at = putEscaped(bytes, at, end, out);
      int plainEnd = plainEnd(bytes, at, end);
      out.put(bytes, at, plainEnd - at);
      at = plainEnd;
    }
  }

  /**
   * Where the escape whose backslash is at {@code at} ends, or, negated by {@code ~}, the offset of
   * the first byte that cannot stand there ({@code end} if the escape is cut off).
   */
  static int end(byte[] bytes, int at, int end) {
    int letter = at + 1;
    if (letter == end) {
      return ~letter;
    }
    if (bytes[letter] != 'u') {
      return READ[bytes[letter] & 0xff] == 0 ? ~letter : letter + 1;
    }
    int after = at + UNICODE_LENGTH;
    for (int digit = letter + 1; digit < after; digit++) {
      if (digit == end || Hex.value(bytes[digit]) < 0) {
        return ~digit;
      }
    }
    return after;
  }

  private static int backslash(byte[] bytes, int from, int end) {
    int at = from;
    while (at < end && bytes[at] != '\\') {
      at++;
    }
    return at;
  }

  private static int codePoint(byte[] bytes, int at, int end) {
    if (bytes[at + 1] != 'u') {
      return READ[bytes[at + 1] & 0xff];
    }
    int unit = Hex.unit(bytes, at + 2);
    int low = at + UNICODE_LENGTH;
    if (isHigh(unit) && low < end && bytes[low] == '\\' && bytes[low + 1] == 'u') {
      int lowUnit = Hex.unit(bytes, low + 2);
      return isLow(lowUnit) ? Character.toCodePoint((char) unit, (char) lowUnit) : unit;
    }
    return unit;
  }

  private static boolean isHigh(int unit) {
    return (unit & 0xfc00) == 0xd800;
  }

  private static boolean isLow(int unit) {
    return (unit & 0xfc00) == 0xdc00;
  }

  private static int putCodePoint(byte[] to, int at, int codePoint) {
    if (codePoint < 0x80) {
      to[at] = (byte) codePoint;
      return at + 1;
    }
    if (codePoint < 0x800) {
      to[at] = (byte) (0xc0 | codePoint >> 6);
      return putTail(to, at + 1, codePoint);
    }
    if (codePoint < 0x10000) {
      to[at] = (byte) (0xe0 | codePoint >> 12);
      return putTail(to, putTail(to, at + 1, codePoint >> 6), codePoint);
    }
    to[at] = (byte) (0xf0 | codePoint >> 18);
    int second = putTail(to, at + 1, codePoint >> 12);
    return putTail(to, putTail(to, second, codePoint >> 6), codePoint);
  }

  private static int putTail(byte[] to, int at, int bits) {
    to[at] = (byte) (0x80 | (bits & 0x3f));
    return at + 1;
  }

  private static int plainEnd(byte[] bytes, int from, int end) {
    int at = from;
    while (at <= end - Long.BYTES && ByteWords.specials(ByteWords.longAt(bytes, at)) == 0) {
      at += Long.BYTES;
    }
    while (at < end && WRITTEN[bytes[at] & 0xff] == 0) {
      at++;
    }
    return at;
  }

  private static int putEscaped(byte[] bytes, int at, int end, ByteSink out) {
    byte b = bytes[at];
    if (b == SURROGATE_LEAD) {
      return putLead(bytes, at, end, out);
    }
    byte letter = WRITTEN[b & 0xff];
    if (letter == 'u') {
      putUnit(b, out);
    } else {
      out.put((byte) '\\');
      out.put(letter);
    }
    return at + 1;
  }

  private static int putLead(byte[] bytes, int at, int end, ByteSink out) {
    if (end - at >= 3 && (bytes[at + 1] & 0xff) >= 0xa0) {
      putUnit(0xd000 | ((bytes[at + 1] & 0x3f) << 6) | (bytes[at + 2] & 0x3f), out);
      return at + 3;
    }
    out.put(SURROGATE_LEAD);
    return at + 1;
  }

  private static void putUnit(int unit, ByteSink out) {
    byte[] to = out.reserve(UNICODE_LENGTH);
    int at = out.length();
    to[at] = '\\';
    to[at + 1] = 'u';
    for (int digit = 0; digit < 4; digit++) {
      to[at + 2 + digit] = Hex.digit(unit >> (12 - 4 * digit));
    }
    out.advance(UNICODE_LENGTH);
  }

  private static void pair(char letter, char meaning) {
    WRITTEN[meaning] = (byte) letter;
    READ[letter] = (byte) meaning;
  }
}
