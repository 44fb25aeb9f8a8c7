package dev.kitsune.engine.bytes;

/** JSON text without insignificant white space. Stateless; data plane. */
public final class JsonMinify {
  private JsonMinify() {}

  /**
   * Writes a checked value without the white space between its tokens; all else stays as written.
   * Reads nothing outside the range.
   */
  public static void put(byte[] bytes, int offset, int length, ByteSink out) {
    int end = offset + length;
    byte[] to = out.reserve(length);
    int toAt = out.length();
    int at = offset;
    while (at < end) {
      int runEnd = runEnd(bytes, at, end);
      System.arraycopy(bytes, at, to, toAt, runEnd - at);
      toAt += runEnd - at;
      at = whiteEnd(bytes, runEnd, end);
    }
    out.advance(toAt - out.length());
  }

  /** Where the next white space outside of strings is, or {@code end}. */
  private static int runEnd(byte[] bytes, int from, int end) {
    int at = from;
    while (at < end && bytes[at] > ' ') {
      at = bytes[at] == '"' ? stringEnd(bytes, at + 1, end) : at + 1;
    }
    return at;
  }

  private static int whiteEnd(byte[] bytes, int from, int end) {
    int at = from;
    while (at < end && bytes[at] <= ' ') {
      at++;
    }
    return at;
  }

  private static int stringEnd(byte[] bytes, int from, int end) {
    int at = ByteWords.plainEnd(bytes, from, end);
    while (at < end && bytes[at] != '"') {
      at = ByteWords.plainEnd(bytes, at + (bytes[at] == '\\' ? 2 : 1), end);
    }
    return Math.min(at + 1, end);
  }
}
