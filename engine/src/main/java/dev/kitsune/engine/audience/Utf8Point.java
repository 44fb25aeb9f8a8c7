package dev.kitsune.engine.audience;

/** A code point of more than one byte in UTF-8. Stateless; data plane. */
final class Utf8Point {
  /** Says that no code point stands there. */
  static final int NONE = -1;

  private Utf8Point() {}

  /** How many bytes the code point at a place has; neither surrogates nor long forms are any. */
  static int length(byte[] text, int at, int end) {
    int lead = text[at] & 0xFF;
    int length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
    if (lead < 0xC2 || lead > 0xF4 || at + length > end) {
      return NONE;
    }
    for (int i = 1; i < length; i++) {
      if ((text[at + i] & 0xC0) != 0x80) {
        return NONE;
      }
    }
    return isShortest(decode(text, at, length), length) ? length : NONE;
  }

  /** The code point of so many bytes. */
  static int decode(byte[] text, int at, int length) {
    int point = text[at] & (0x7F >>> length);
    for (int i = 1; i < length; i++) {
      point = point << 6 | (text[at + i] & 0x3F);
    }
    return point;
  }

  private static boolean isShortest(int point, int length) {
    boolean isSurrogate = point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
    int least = length == 4 ? 0x10000 : length == 3 ? 0x800 : 0x80;
    return point >= least && point <= Character.MAX_CODE_POINT && !isSurrogate;
  }
}
