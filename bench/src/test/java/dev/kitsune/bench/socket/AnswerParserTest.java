package dev.kitsune.bench.socket;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: \r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999\r\n\r\n"
      })
  void refusesAnAnswerWithoutItsLength(String answer) {
    byte[] bytes = bytes(answer);
    assertEquals(AnswerParser.NO_ANSWER, parser.end(bytes, bytes.length));
  }

  @Test
  void refusesAnAnswerThatIsLongerThanTheArray() {
    byte[] bytes = bytes("HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n");
    assertEquals(AnswerParser.NO_ANSWER, parser.end(bytes, bytes.length));
    assertEquals(
        AnswerParser.INCOMPLETE, parser.end(Arrays.copyOf(bytes, bytes.length + 1), bytes.length));
    byte[] head = bytes("HTTP/1.1 200 OK\r\nServer:");
    assertEquals(AnswerParser.NO_ANSWER, parser.end(head, head.length));
    assertEquals(AnswerParser.INCOMPLETE, parser.end(Arrays.copyOf(head, 99), head.length));
  }

  @ParameterizedTest
  @ValueSource(ints = {204, 304})
  void aStatusWithoutABodyNeedsNoLength(int status) {
    byte[] bytes = bytes("HTTP/1.1 " + status + " Text\r\nserver: x\r\n\r\n");
    assertEquals(bytes.length, parser.end(bytes, bytes.length));
    assertEquals(status, parser.status());
  }

  @ParameterizedTest
  @CsvSource({"close, true", "Close, true", "keep-alive, false", "clos, false"})
  void readsWhetherTheServerCloses(String value, boolean isLast) {
    byte[] bytes = bytes("HTTP/1.1 204 No\r\nConnection: " + value + "\r\n\r\n");
    assertEquals(bytes.length, parser.end(bytes, bytes.length));
    assertEquals(isLast, parser.isLast());
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
