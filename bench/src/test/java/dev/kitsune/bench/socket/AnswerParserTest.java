package dev.kitsune.bench.socket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class AnswerParserTest {
  private static final String ANSWER =
      "HTTP/1.1 200 OK\r\ncontent-type: text/plain\r\nContent-Length: 12\r\n\r\nhello\r\n\r\nyou";

  private final AnswerParser parser = new AnswerParser();

  @Test
  void isCompleteWithTheLastByteOfTheBody() {
    byte[] bytes = bytes(ANSWER);
    for (int length = 0; length < bytes.length; length++) {
      assertEquals(AnswerParser.INCOMPLETE, parser.end(bytes, length), "length " + length);
    }
    assertEquals(bytes.length, parser.end(bytes, bytes.length));
    assertEquals(200, parser.status());
  }

  @Test
  void endsBeforeWhatFollows() {
    byte[] bytes = bytes(ANSWER + ANSWER);
    assertEquals(ANSWER.length(), parser.end(bytes, bytes.length));
  }

  @Test
  void readsTheStatusOfAnAnswerWithoutABody() {
    byte[] bytes = bytes("HTTP/1.1 503 Unavailable\r\ncontent-length:0\r\n\r\n");
    assertEquals(bytes.length, parser.end(bytes, bytes.length));
    assertEquals(503, parser.status());
  }

  @Test
  void refusesAnAnswerWithoutItsLength() {
    byte[] bytes = bytes("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n");
    assertThrows(IllegalStateException.class, () -> parser.end(bytes, bytes.length));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
