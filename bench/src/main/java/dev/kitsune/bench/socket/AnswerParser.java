package dev.kitsune.bench.socket;

import java.nio.charset.StandardCharsets;

/**
 * Finds the end of an HTTP/1.1 answer with a Content-Length, the only kind that the server gives.
 * Owned by one thread; allocates nothing.
 */
final class AnswerParser {
  /** Says that the answer is not complete. */
  static final int INCOMPLETE = -1;

  private static final byte[] HEAD_END = ascii("\r\n\r\n");
  private static final byte[] LENGTH = ascii("\r\ncontent-length:");
  private static final int STATUS_OFFSET = "HTTP/1.1 ".length();

  private int status;

  /** The status of the answer that was complete last. */
  int status() {
    return status;
  }

  /**
   * The end of the answer that begins at the array's begin, or {@link #INCOMPLETE}.
   *
   * @throws IllegalStateException if the head is no such answer's
   */
  int end(byte[] bytes, int length) {
    int headEnd = find(bytes, length, HEAD_END);
    if (headEnd < 0) {
      return INCOMPLETE;
    }
    int end = headEnd + HEAD_END.length + contentLength(bytes, headEnd);
    status = number(bytes, STATUS_OFFSET, headEnd);
    return end <= length ? end : INCOMPLETE;
  }

  private static int contentLength(byte[] bytes, int headEnd) {
    int at = find(bytes, headEnd, LENGTH);
    if (at < 0) {
      throw new IllegalStateException("an answer must have a Content-Length");
    }
    int digits = at + LENGTH.length;
    while (bytes[digits] == ' ') {
      digits++;
    }
    return number(bytes, digits, headEnd);
  }

  private static int number(byte[] bytes, int from, int end) {
    int number = 0;
    for (int at = from; at < end && bytes[at] >= '0' && bytes[at] <= '9'; at++) {
      number = number * 10 + bytes[at] - '0';
    }
    return number;
  }

  /** Where the lower-case text begins, the bytes' letters taken as lower case. */
  private static int find(byte[] bytes, int length, byte[] text) {
    for (int at = 0; at <= length - text.length; at++) {
      int same = 0;
      while (same < text.length && lower(bytes[at + same]) == text[same]) {
        same++;
      }
      if (same == text.length) {
        return at;
      }
    }
    return -1;
  }

  private static byte lower(byte b) {
    return b >= 'A' && b <= 'Z' ? (byte) (b + 'a' - 'A') : b;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
