package dev.kitsune.bench.socket;

import java.nio.charset.StandardCharsets;

/**
 * Finds the end of an HTTP/1.1 answer with a Content-Length, or of a status that has no body, the
 * only kinds that the server gives. Owned by one thread; allocates nothing.
 */
final class AnswerParser {
  /** Says that the answer is not complete. */
  static final int INCOMPLETE = -1;

  /** Says that this is no such answer, or one that is longer than the array. */
  static final int NO_ANSWER = -2;

  private static final byte[] HEAD_END = ascii("\r\n\r\n");
  private static final byte[] LENGTH = ascii("\r\ncontent-length:");
  private static final byte[] CONNECTION = ascii("\r\nconnection:");
  private static final byte[] CLOSE = ascii("close");
  private static final int STATUS_OFFSET = "HTTP/1.1 ".length();
  private static final int NO_CONTENT = 204;
  private static final int NOT_MODIFIED = 304;
  private static final int NO_NUMBER = -1;

  private int status;
  private boolean isLast;

  /** The status of the answer that was complete last. */
  int status() {
    return status;
  }

  /** Whether that answer said that the server closes the connection. */
  boolean isLast() {
    return isLast;
  }

  /**
   * The end of the answer that begins at the array's begin, or {@link #INCOMPLETE}, or {@link
   * #NO_ANSWER}.
   */
  int end(byte[] bytes, int length) {
    int headEnd = find(bytes, length, HEAD_END);
    if (headEnd < 0) {
      return length < bytes.length ? INCOMPLETE : NO_ANSWER;
    }
    status = number(bytes, STATUS_OFFSET, headEnd);
    isLast = isClosing(bytes, headEnd);
    int contentLength = contentLength(bytes, headEnd);
    int bodyOffset = headEnd + HEAD_END.length;
    if (contentLength > bytes.length - bodyOffset || contentLength == NO_NUMBER) {
      return NO_ANSWER;
    }
    return bodyOffset + contentLength <= length ? bodyOffset + contentLength : INCOMPLETE;
  }

  private int contentLength(byte[] bytes, int headEnd) {
    if (status == NO_CONTENT || status == NOT_MODIFIED) {
      return 0;
    }
    int at = value(bytes, headEnd, LENGTH);
    return at < 0 ? NO_NUMBER : number(bytes, at, headEnd);
  }

  private static boolean isClosing(byte[] bytes, int headEnd) {
    int at = value(bytes, headEnd, CONNECTION);
    return at >= 0 && at + CLOSE.length <= headEnd && isAt(bytes, at, CLOSE);
  }

  /* Where a header's value begins; negative if there is none. */
  private static int value(byte[] bytes, int headEnd, byte[] header) {
    int at = find(bytes, headEnd, header);
    if (at < 0) {
      return at;
    }
    int value = at + header.length;
    while (value < headEnd && bytes[value] == ' ') {
      value++;
    }
    return value;
  }

  private static int number(byte[] bytes, int from, int end) {
    long number = 0;
    int at = from;
    while (at < end && bytes[at] >= '0' && bytes[at] <= '9' && number <= Integer.MAX_VALUE) {
      number = number * 10 + bytes[at] - '0';
      at++;
    }
    return at > from ? (int) Math.min(number, Integer.MAX_VALUE) : NO_NUMBER;
  }

  /** Where the lower-case text begins, the bytes' letters taken as lower case. */
  private static int find(byte[] bytes, int length, byte[] text) {
    for (int at = 0; at <= length - text.length; at++) {
      if (isAt(bytes, at, text)) {
        return at;
      }
    }
    return -1;
  }

  private static boolean isAt(byte[] bytes, int at, byte[] text) {
    int same = 0;
    while (same < text.length && lower(bytes[at + same]) == text[same]) {
      same++;
    }
    return same == text.length;
  }

  private static byte lower(byte b) {
    return b >= 'A' && b <= 'Z' ? (byte) (b + 'a' - 'A') : b;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
