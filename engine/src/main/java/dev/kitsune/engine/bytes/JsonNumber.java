package dev.kitsune.engine.bytes;

/** Numbers as JSON writes them (RFC 8259, section 6). Stateless; data plane. */
public final class JsonNumber {
  private JsonNumber() {}

  /** Whether the bytes are exactly one JSON number, without white space around it. */
  public static boolean isNumber(byte[] bytes, int offset, int length) {
    return end(bytes, offset, offset + length) == offset + length;
  }

  /**
   * Where the number at {@code start} ends, or, negated by {@code ~}, the offset of the first byte
   * that cannot stand there ({@code end} if the number is cut off).
   */
  static int end(byte[] bytes, int start, int end) {
    int at = integerEnd(bytes, start, end);
    if (at >= 0 && at < end && bytes[at] == '.') {
      at = digitsEnd(bytes, at + 1, end);
    }
    if (at >= 0 && at < end && (bytes[at] | 0x20) == 'e') {
      at = exponentEnd(bytes, at + 1, end);
    }
    return at;
  }

  static boolean isDigit(byte b) {
    return b >= '0' && b <= '9';
  }

  private static int integerEnd(byte[] bytes, int start, int end) {
    int at = start < end && bytes[start] == '-' ? start + 1 : start;
    if (at == end || bytes[at] != '0') {
      return digitsEnd(bytes, at, end);
    }
    at++;
    return at < end && isDigit(bytes[at]) ? ~at : at;
  }

  private static int exponentEnd(byte[] bytes, int start, int end) {
    boolean isSigned = start < end && (bytes[start] == '+' || bytes[start] == '-');
    return digitsEnd(bytes, isSigned ? start + 1 : start, end);
  }

  private static int digitsEnd(byte[] bytes, int start, int end) {
    int at = start;
    while (at < end && isDigit(bytes[at])) {
      at++;
    }
    return at == start ? ~at : at;
  }
}
