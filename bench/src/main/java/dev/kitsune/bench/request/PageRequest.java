package dev.kitsune.bench.request;

import dev.kitsune.testdata.TestData;
import java.nio.charset.StandardCharsets;

/**
 * The browser's page event as a request whose messageId is another each time, so that none is a
 * replay. Owned by one thread.
 */
final class PageRequest {
  /** When the event was sent, in epoch milliseconds; requests are received then. */
  static final long SENT_MS = 1_767_312_000_000L;

  private static final String MESSAGE_ID = "\"messageId\":\"";
  private static final int DIGITS = 8;

  private final byte[] body;
  private final int digitsOffset;
  private int next;

  PageRequest(String name) {
    body = TestData.bytes(name);
    String text = new String(body, StandardCharsets.ISO_8859_1);
    digitsOffset = text.indexOf(MESSAGE_ID) + MESSAGE_ID.length();
    if (digitsOffset < MESSAGE_ID.length()) {
      throw new IllegalArgumentException(name + " has no messageId");
    }
  }

  /** The next request's bytes, valid until the call after. */
  byte[] next() {
    int rest = next++;
    for (int digit = DIGITS - 1; digit >= 0; digit--) {
      body[digitsOffset + digit] = (byte) ('a' + (rest & 15));
      rest >>>= 4;
    }
    return body;
  }
}
