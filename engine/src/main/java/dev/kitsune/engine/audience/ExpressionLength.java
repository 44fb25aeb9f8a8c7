package dev.kitsune.engine.audience;

/**
 * How long a regular expression is with its counted repeats written out, as RE2 compiles it; {@code
 * (ab{3}){2}} is {@code (abbb)(abbb)}, 12. A class, an escape and a quoted letter are one long. Of
 * what is no expression any length may come out. Control plane.
 */
final class ExpressionLength {
  /* Beyond this, lengths stop growing; times the largest count it is still a long. */
  private static final long LENGTH_MAX = Integer.MAX_VALUE;

  /* RE2 refuses larger counts itself. */
  private static final int COUNT_MAX = 1_000_000;

  private final String text;
  private int at;

  private ExpressionLength(String text) {
    this.text = text;
  }

  /** The length, or {@link Integer#MAX_VALUE} if it is larger. */
  static int of(String expression) {
    return (int) new ExpressionLength(expression).sequence();
  }

  /** Reads to the end of the group, or of the text. */
  private long sequence() {
    long length = 0;
    long last = 0;
    while (at < text.length() && text.charAt(at) != ')') {
      int count = repeatCount();
      long added = count > 0 ? last * (count - 1L) : part();
      last = count > 0 ? last * count : added;
      last = Math.min(last, LENGTH_MAX);
      length = Math.min(length + added, LENGTH_MAX);
    }
    return length;
  }

  private long part() {
    char first = text.charAt(at++);
    return switch (first) {
      case '(' -> group();
      case '[' -> characterClass();
      case '\\' -> escape();
      default -> 1;
    };
  }

  private long group() {
    long length = sequence();
    at++;
    return length + 2;
  }

  /* Its first character is no end, nor is one in an escape or a name like [:alpha:]. */
  private long characterClass() {
    at += text.startsWith("^", at) ? 2 : 1;
    if (text.startsWith("\\", at - 1) || text.startsWith("[:", at - 1)) {
      at--;
    }
    while (at < text.length() && text.charAt(at) != ']') {
      int nameEnd = text.startsWith("[:", at) ? text.indexOf(":]", at + 2) : -1;
      int next = text.charAt(at) == '\\' ? at + 2 : at + 1;
      at = nameEnd < 0 ? next : nameEnd + 2;
    }
    at++;
    return 1;
  }

  private long escape() {
    if (at >= text.length()) {
      return 1;
    }
    char kind = text.charAt(at++);
    if (kind == 'Q') {
      return quoted();
    }
    boolean isBraced = (kind == 'p' || kind == 'P' || kind == 'x') && text.startsWith("{", at);
    if (isBraced) {
      int end = text.indexOf('}', at);
      at = end < 0 ? text.length() : end + 1;
    }
    return 1;
  }

  private long quoted() {
    int end = text.indexOf("\\E", at);
    int length = (end < 0 ? text.length() : end) - at;
    at = end < 0 ? text.length() : end + 2;
    return length;
  }

  /** Reads a counted repeat and returns its larger count, at least 1; 0 if none stands here. */
  private int repeatCount() {
    int end = text.startsWith("{", at) ? text.indexOf('}', at) : -1;
    if (end <= at + 1) {
      return 0;
    }
    int count = 1;
    int number = 0;
    for (int i = at + 1; i < end; i++) {
      char c = text.charAt(i);
      if ((c < '0' || c > '9') && (c != ',' || i == at + 1)) {
        return 0;
      }
      number = c == ',' ? 0 : Math.min(number * 10 + c - '0', COUNT_MAX);
      count = Math.max(count, number);
    }
    at = end + 1;
    return count;
  }
}
