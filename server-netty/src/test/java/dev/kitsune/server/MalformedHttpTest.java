package dev.kitsune.server;

import static dev.kitsune.server.TestServer.PAGE_BODY;
import static dev.kitsune.server.TestServer.PROFILES;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kitsune.server.RawConnection.Answer;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is no proper HTTP: the status and our body, then the connection ends. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class MalformedHttpTest {
  private static final String LINE = "GET /health/live HTTP/1.1\r\n";
  private static final String POST_LINE = "POST " + PROFILES + " HTTP/1.1\r\nHost: a\r\n";

  private final TestServer server;

  MalformedHttpTest() throws IOException {
    server = TestServer.start();
  }

  @AfterAll
  void stop() {
    server.close();
  }

  static Stream<Arguments> malformed() {
    return Stream.of(
        row("no HTTP at all", "hello\r\n\r\n", 400),
        row("no version", "GET /health/live\r\nHost: a\r\n\r\n", 400),
        row("broken version", "GET / HTTP/11\r\nHost: a\r\n\r\n", 400),
        row("future version", "GET / HTTP/3.7\r\nHost: a\r\n\r\n", 505),
        row("old version", "GET / HTTP/0.9\r\nHost: a\r\n\r\n", 505),
        row("another minor version", "GET / HTTP/1.2\r\nHost: a\r\n\r\n", 505),
        row("HTTP/2 preface", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 505),
        row("space in the target", "GET /a b HTTP/1.1\r\nHost: a\r\n\r\n", 400),
        row("non-ASCII target", "GET /\u00e4 HTTP/1.1\r\nHost: a\r\n\r\n", 400),
        row("relative target", "GET health HTTP/1.1\r\nHost: a\r\n\r\n", 400),
        row("no Host", LINE + "\r\n", 400),
        row("two Hosts", LINE + "Host: a\r\nHost: a\r\n\r\n", 400),
        row("two Hosts in one", LINE + "Host: a, b\r\n\r\n", 400),
        row("Host with user", LINE + "Host: a@b\r\n\r\n", 400),
        row("folded header", LINE + "Host: a\r\nX-Long: a\r\n b\r\n\r\n", 400),
        row("folded by tab", LINE + "Host: a\r\nX-Long: a\r\n\tb\r\n\r\n", 400),
        row("folded first header", LINE + " Host: a\r\n\r\n", 400),
        row("folded behind empty lines", "\r\n\r\n" + LINE + "Host: a\r\nX: a\r\n b\r\n\r\n", 400),
        row("blank line first", " \r\n" + LINE + "Host: a\r\n\r\n", 400),
        row("folded Host", LINE + "Host:\r\n a\r\n\r\n", 400),
        row("space before colon", LINE + "Host : a\r\n\r\n", 400),
        row("no colon", LINE + "Host: a\r\nnonsense\r\n\r\n", 400),
        row("control byte in header", LINE + "Host: a\r\nX: a\u0000b\r\n\r\n", 400),
        row("bare line feeds", "GET /health/live HTTP/1.1\nHost: a\n\n", 400),
        row("unknown method", "BREW / HTTP/1.1\r\nHost: a\r\n\r\n", 501),
        row("tunnel", "CONNECT a:1 HTTP/1.1\r\nHost: a\r\n\r\n", 501),
        row("bad method", "G(T / HTTP/1.1\r\nHost: a\r\n\r\n", 400),
        row("no length", POST_LINE + "\r\n", 411),
        row("negative length", POST_LINE + "Content-Length: -1\r\n\r\n", 400),
        row("signed length", POST_LINE + "Content-Length: +1\r\n\r\n{", 400),
        row("length no number", POST_LINE + "Content-Length: ten\r\n\r\n", 400),
        row("two lengths", POST_LINE + "Content-Length: 1\r\nContent-Length: 2\r\n\r\n{}", 400),
        row("huge length", POST_LINE + "Content-Length: 99999999999\r\n\r\n", 413),
        row("length past long", POST_LINE + "Content-Length: 99999999999999999999\r\n\r\n", 400),
        row("unknown coding", POST_LINE + "Transfer-Encoding: gzip\r\n\r\n", 400),
        row("coding stack", POST_LINE + "Transfer-Encoding: gzip, chunked\r\n\r\n", 501),
        row("chunked twice", POST_LINE + "Transfer-Encoding: chunked, chunked\r\n\r\n", 400),
        row(
            "length and coding",
            POST_LINE + "Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
            400),
        row(
            "chunked in HTTP/1.0",
            "POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
            400),
        row("bad chunk size", POST_LINE + "Transfer-Encoding: chunked\r\n\r\nxyz\r\n", 400),
        row(
            "bad chunk end",
            POST_LINE + "Transfer-Encoding: chunked\r\n\r\n2\r\n{}}}0\r\n\r\n",
            400),
        row("long line", "GET /" + "a".repeat(8_192) + " HTTP/1.1\r\nHost: a\r\n\r\n", 414),
        row("long headers", LINE + "Host: a\r\nX: " + "a".repeat(16_384) + "\r\n\r\n", 431),
        row(
            "many headers",
            LINE + "Host: a\r\n" + "X: abcdefghij\r\n".repeat(1_300) + "\r\n",
            431));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("malformed")
  void refusesAndCloses(String name, String request, int status) throws IOException {
    try (RawConnection connection = server.connect()) {
      assertRefusal(status, connection.send(request).read());
      assertTrue(connection.isEnded(), name);
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("malformed")
  void refusesInPiecesAlike(String name, String request, int status) throws IOException {
    try (RawConnection connection = server.connect()) {
      sendInPieces(connection, request);
      assertRefusal(status, connection.read());
    }
  }

  @Test
  void answersWhatCameBeforeTheFault() throws IOException {
    try (RawConnection connection = server.connect()) {
      connection.send(RawConnection.get("/health/live") + LINE + "\r\n");
      assertEquals(200, connection.read().status());
      assertEquals(400, connection.read().status());
      assertTrue(connection.isEnded());
    }
  }

  @Test
  void ignoresWhatComesAfterTheFault() throws IOException {
    try (RawConnection connection = server.connect()) {
      connection.send(LINE + "\r\n" + RawConnection.post(PROFILES + "/smuggled", PAGE_BODY));
      assertEquals(400, connection.read().status());
      assertTrue(connection.isEnded());
    }
    try (RawConnection connection = server.connect()) {
      connection.send(RawConnection.get(PROFILES + "/smuggled"));
      assertEquals(404, connection.read().status());
    }
  }

  @Test
  void takesTheLongestLineAndHeadersAndNoLonger() throws IOException {
    int rest = "GET / HTTP/1.1".length();
    assertEquals(404, status("GET /" + "a".repeat(8_192 - rest) + " HTTP/1.1\r\nHost: a\r\n\r\n"));
    assertEquals(414, status("GET /" + "a".repeat(8_193 - rest) + " HTTP/1.1\r\nHost: a\r\n\r\n"));
    String headers = "Host: aX: ";
    int more = 16_384 - headers.length();
    assertEquals(200, status(LINE + "Host: a\r\nX: " + "a".repeat(more) + "\r\n\r\n"));
    assertEquals(431, status(LINE + "Host: a\r\nX: " + "a".repeat(more + 1) + "\r\n\r\n"));
  }

  private int status(String request) throws IOException {
    try (RawConnection connection = server.connect()) {
      return connection.send(request).read().status();
    }
  }

  /* The server may refuse before the last piece, and close its side. */
  private static void sendInPieces(RawConnection connection, String request) throws IOException {
    int step = Math.max(1, request.length() / 100);
    for (int at = 0; at < request.length(); at += step) {
      connection.send(request.substring(at, Math.min(at + step, request.length())));
    }
  }

  private static void assertRefusal(int status, Answer answer) {
    assertEquals(status, answer.status(), answer.body());
    assertEquals("close", answer.header("connection"));
    assertEquals("application/json; charset=utf-8", answer.header("content-type"));
    assertEquals("*", answer.header("access-control-allow-origin"));
    assertEquals("no-store", answer.header("cache-control"));
    assertTrue(answer.body().startsWith("{\"message\":\""), answer.body());
    assertTrue(answer.body().contains("\"data\":{},\"error\":{\"code\":\"ERR_"), answer.body());
  }

  private static Arguments row(String name, String request, int status) {
    return Arguments.of(name, request, status);
  }
}
