package dev.kitsune.engine.bytes;

/**
 * Ways through JSON that passed the strict check, without a tape. None looks for faults: other
 * bytes may be read past their end. Stateless; data plane.
 */
public final class CheckedJson {
  private CheckedJson() {}

  /** The offset of the first byte at or after {@code from} that is not white space. */
  public static int skipSpace(byte[] json, int from) {
    int at = from;
    while (isSpace(json[at])) {
      at++;
    }
    return at;
  }

  /** One past the value whose first byte is at {@code start}, inside an array or object. */
  public static int valueEnd(byte[] json, int start) {
    return switch (json[start]) {
      case '"' -> stringEnd(json, start);
      case '[', '{' -> containerEnd(json, start);
      default -> scalarEnd(json, start);
    };
  }

  /**
   * The first byte of an array's next element, or its closing bracket.
   *
   * @param from one past the opening bracket, or one past the element before
   */
  public static int nextElement(byte[] json, int from) {
    int at = skipSpace(json, from);
    return json[at] == ',' ? skipSpace(json, at + 1) : at;
  }

  private static int stringEnd(byte[] json, int quote) {
    int at = ByteWords.plainEnd(json, quote + 1, json.length);
    while (json[at] != '"') {
      at = ByteWords.plainEnd(json, at + (json[at] == '\\' ? 2 : 1), json.length);
    }
    return at + 1;
  }

  private static int containerEnd(byte[] json, int start) {
    int depth = 0;
    int at = start;
    do {
      switch (json[at]) {
        case '"' -> at = stringEnd(json, at) - 1;
        case '[', '{' -> depth++;
        case ']', '}' -> depth--;
        default -> {}
      }
      at++;
    } while (depth > 0);
    return at;
  }

  private static int scalarEnd(byte[] json, int start) {
    int at = start;
    while (json[at] != ',' && json[at] != ']' && json[at] != '}' && !isSpace(json[at])) {
      at++;
    }
    return at;
  }

  private static boolean isSpace(byte b) {
    return b == ' ' || b == '\n' || b == '\r' || b == '\t';
  }
}
