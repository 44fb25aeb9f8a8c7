package dev.kitsune.bench.request;

import java.nio.charset.StandardCharsets;
import java.util.stream.IntStream;

/**
 * A request whose events have other messageIds each time, so that none is a replay. Owned by one
 * thread.
 */
public final class FreshRequest {
  private static final String MESSAGE_ID = "\"messageId\":\"";
  private static final String ANONYMOUS_ID = "\"anonymousId\":\"";
  private static final int DIGIT_COUNT = 8;

  private final byte[] body;
  private final int[] messageOffsets;
  private final int[] idOffsets;
  private int next;

  /**
   * @param body the request; it is written to
   */
  public FreshRequest(byte[] body) {
    this.body = body;
    String text = new String(body, StandardCharsets.ISO_8859_1);
    messageOffsets = offsetsAfter(MESSAGE_ID, text);
    idOffsets = offsetsAfter(ANONYMOUS_ID, text);
    if (messageOffsets.length == 0) {
      throw new IllegalArgumentException("a request must have a messageId");
    }
  }

  /** The next request's bytes, valid until the call after. */
  public byte[] next() {
    for (int offset : messageOffsets) {
      putLetters(next++, offset);
    }
    return body;
  }

  /** Number of anonymousIds. */
  public int idCount() {
    return idOffsets.length;
  }

  /** Writes an id over an anonymousId of the same length. */
  public void id(int index, byte[] ids, int offset, int length) {
    System.arraycopy(ids, offset, body, idOffsets[index], length);
  }

  private void putLetters(int number, int offset) {
    int rest = number;
    for (int digit = DIGIT_COUNT - 1; digit >= 0; digit--) {
      body[offset + digit] = (byte) ('a' + (rest & 15));
      rest >>>= 4;
    }
  }

  private static int[] offsetsAfter(String member, String text) {
    return IntStream.iterate(
            text.indexOf(member), at -> at >= 0, at -> text.indexOf(member, at + 1))
        .map(at -> at + member.length())
        .toArray();
  }
}
