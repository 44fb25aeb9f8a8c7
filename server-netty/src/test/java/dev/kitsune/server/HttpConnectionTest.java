package dev.kitsune.server;

import static dev.kitsune.server.TestServer.PAGE_BODY;
import static dev.kitsune.server.TestServer.PROFILES;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kitsune.server.RawConnection.Answer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How a connection carries requests: order, pieces, keep-alive, bodies, continue. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class HttpConnectionTest {
  private static final int BODY_LENGTH_MAX = 1_024 * 1_024;

  private final TestServer server;

  HttpConnectionTest() throws IOException {
    server = TestServer.start();
  }

  @BeforeAll
  void createProfiles() throws IOException {
    try (RawConnection connection = server.connect()) {
      for (int i = 0; i < 10; i++) {
        connection.send(RawConnection.post(PROFILES + "/p" + i, PAGE_BODY));
        assertEquals(200, connection.read().status());
      }
    }
  }

  @AfterAll
  void stop() {
    server.close();
  }

  @Test
  void answersPipelinedRequestsInOrder() throws IOException {
    StringBuilder requests = new StringBuilder();
    for (int i = 0; i < 2_000; i++) {
      requests.append(RawConnection.get(PROFILES + "/p" + i % 10));
      requests.append(i % 100 == 99 ? RawConnection.get("/nowhere") : "");
    }
    try (RawConnection connection = server.connect()) {
      connection.send(requests.toString());
      for (int i = 0; i < 2_000; i++) {
        String body = connection.read().body();
        assertTrue(body.contains("\"id\":\"p" + i % 10 + "\""), body);
        if (i % 100 == 99) {
          assertEquals(404, connection.read().status());
        }
      }
    }
  }

  @Test
  void waitsForAClientThatReadsLate() throws Exception {
    int count = 20_000;
    String request = RawConnection.get(PROFILES + "/p1");
    try (RawConnection connection = server.connect()) {
      CompletableFuture<Void> sent =
          CompletableFuture.runAsync(() -> connection.sendUnchecked(request.repeat(count)));
      for (int i = 0; i < count; i++) {
        assertEquals(200, connection.read().status());
      }
      sent.get(5, TimeUnit.SECONDS);
      assertEquals(404, connection.send(RawConnection.get("/nowhere")).read().status());
    }
  }

  @Test
  void takesARequestByteByByte() throws IOException {
    String request = RawConnection.post(PROFILES + "/slow", PAGE_BODY);
    try (RawConnection connection = server.connect()) {
      for (byte b : request.getBytes(StandardCharsets.UTF_8)) {
        connection.send(new byte[] {b});
      }
      assertEquals(200, connection.read().status());
    }
  }

  @Test
  void takesABodyInChunks() throws IOException {
    String head = "POST " + PROFILES + " HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n";
    StringBuilder body = new StringBuilder();
    PAGE_BODY.chars().forEach(c -> body.append("1;ext=1\r\n").append((char) c).append("\r\n"));
    try (RawConnection connection = server.connect()) {
      connection.send(
          head + body + "0\r\nX-Trailer: a\r\n\r\n" + RawConnection.get("/health/live"));
      assertEquals(200, connection.read().status());
      assertEquals(200, connection.read().status());
    }
  }

  @Test
  void interleavesConnectionsWithoutMixingBodies() throws IOException {
    try (RawConnection first = server.connect();
        RawConnection second = server.connect();
        RawConnection third = server.connect()) {
      String request = RawConnection.post(PROFILES + "/mixed", PAGE_BODY);
      int half = request.length() - PAGE_BODY.length() / 2;
      for (RawConnection connection : new RawConnection[] {first, second, third}) {
        connection.send(request.substring(0, half));
      }
      for (RawConnection connection : new RawConnection[] {third, first, second}) {
        assertEquals(200, connection.send(request.substring(half)).read().status());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/nowhere", PROFILES, PROFILES + "/%zz", PROFILES + "/nobody", "/health/live?"})
  void staysOpenAfterAnOrdinaryRefusal(String target) throws IOException {
    try (RawConnection connection = server.connect()) {
      Answer refused = connection.send(RawConnection.get(target)).read();
      assertEquals("keep-alive", refused.header("connection"));
      assertEquals(200, connection.send(RawConnection.get("/health/live")).read().status());
    }
  }

  @Test
  void staysOpenAfterABadBody() throws IOException {
    try (RawConnection connection = server.connect()) {
      assertEquals(400, connection.send(RawConnection.post(PROFILES, "nonsense")).read().status());
      assertEquals(200, connection.send(RawConnection.post(PROFILES, PAGE_BODY)).read().status());
    }
  }

  @Test
  void closesWhenTheClientSaysSo() throws IOException {
    try (RawConnection connection = server.connect()) {
      connection.send("GET /health/live HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
      assertEquals("close", connection.read().header("connection"));
      assertTrue(connection.isEnded());
    }
  }

  @Test
  void closesAfterHttp10UnlessAskedToStay() throws IOException {
    try (RawConnection connection = server.connect()) {
      connection.send("GET /health/live HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
      assertEquals("keep-alive", connection.read().header("connection"));
      connection.send("GET /health/live HTTP/1.0\r\n\r\n");
      assertEquals("close", connection.read().header("connection"));
      assertTrue(connection.isEnded());
    }
  }

  @Test
  void answersHeadWithoutABody() throws IOException {
    try (RawConnection connection = server.connect()) {
      connection.send("HEAD /health/live HTTP/1.1\r\nHost: a\r\n\r\n");
      connection.send("HEAD /nowhere HTTP/1.1\r\nHost: a\r\n\r\n");
      connection.send(RawConnection.get("/health/live"));
      assertEquals(200, connection.read(false).status());
      assertEquals(404, connection.read(false).status());
      assertEquals("{\"message\":\"ok\",\"data\":{},\"error\":null}", connection.read().body());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"http://a/health/live", "https://b:1/health/live?x", "HTTP://a/health/live"})
  void takesAnAbsoluteTarget(String target) throws IOException {
    try (RawConnection connection = server.connect()) {
      assertEquals(200, connection.send(RawConnection.get(target)).read().status());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://a", "http://a?/health/live", "/x?/health/live", "*"})
  void findsNothingInATargetWithoutOurPath(String target) throws IOException {
    try (RawConnection connection = server.connect()) {
      assertEquals(404, connection.send(RawConnection.get(target)).read().status());
    }
  }

  @Test
  void answersOptionsOfTheWholeServer() throws IOException {
    try (RawConnection connection = server.connect()) {
      connection.send("OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n");
      assertEquals(204, connection.read().status());
    }
  }

  @Test
  void invitesTheBodyOfAClientThatWaits() throws IOException {
    String head = "POST " + PROFILES + " HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\n";
    try (RawConnection connection = server.connect()) {
      connection.send(head + "Content-Length: " + PAGE_BODY.length() + "\r\n\r\n");
      assertEquals(100, connection.read().status());
      assertEquals(200, connection.send(PAGE_BODY).read().status());
    }
  }

  @Test
  void refusesATooLargeBodyInsteadOfInvitingIt() throws IOException {
    String head = "POST " + PROFILES + " HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\n";
    try (RawConnection connection = server.connect()) {
      connection.send(head + "Content-Length: " + (BODY_LENGTH_MAX + 1) + "\r\n\r\n");
      assertEquals(413, connection.read().status());
      assertTrue(connection.isEnded());
    }
  }

  @Test
  void takesABodyUpToOneMebibyteAndNoLonger() throws IOException {
    assertEquals(200, statusOfLength(BODY_LENGTH_MAX - 1));
    assertEquals(200, statusOfLength(BODY_LENGTH_MAX));
    assertEquals(413, statusOfLength(BODY_LENGTH_MAX + 1));
  }

  @Test
  void takesChunksUpToOneMebibyteAndNoLonger() throws IOException {
    assertEquals(200, statusOfChunks(BODY_LENGTH_MAX));
    assertEquals(413, statusOfChunks(BODY_LENGTH_MAX + 1));
  }

  private int statusOfLength(int length) throws IOException {
    try (RawConnection connection = server.connect()) {
      return connection.send(RawConnection.post(PROFILES, paddedBody(length))).read().status();
    }
  }

  private int statusOfChunks(int length) throws IOException {
    String head = "POST " + PROFILES + " HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n";
    StringBuilder request = new StringBuilder(head);
    String body = paddedBody(length);
    int step = 10_000;
    for (int at = 0; at < length; at += step) {
      String chunk = body.substring(at, Math.min(at + step, length));
      request.append(Integer.toHexString(chunk.length())).append("\r\n");
      request.append(chunk).append("\r\n");
    }
    try (RawConnection connection = server.connect()) {
      return connection.send(request + "0\r\n\r\n").read().status();
    }
  }

  private static String paddedBody(int length) {
    return PAGE_BODY + " ".repeat(length - PAGE_BODY.length());
  }
}
