package dev.kitsune.server;

import static dev.kitsune.server.TestServer.PAGE_BODY;
import static dev.kitsune.server.TestServer.PROFILES;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kitsune.engine.EngineConfig;
import dev.kitsune.server.RawConnection.Answer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Answers whose commit is not durable yet. The engine is real and commits, number by number; what
 * counts as durable the test says.
 */
final class WaitingAnswersTest {
  private static final String CHANGE = RawConnection.post(PROFILES + "/a", PAGE_BODY);
  private static final String LIVE = RawConnection.get("/health/live");
  private static final String ABSENT = RawConnection.get(PROFILES + "/absent");
  private static final String OPENAPI = RawConnection.get("/openapi.json");
  private static final String ORIGIN = "https://a.example";

  private final CommitGate gate = new CommitGate();
  private final Path directory;
  private TestServer server;

  WaitingAnswersTest(@TempDir Path directory) throws IOException {
    this.directory = directory;
    server = start(HttpLimits.DEFAULT, "data");
  }

  @AfterEach
  void stop() {
    gate.open(Long.MAX_VALUE);
    server.close();
  }

  @Test
  void holdsAnAnswerUntilItsCommitIsDurable() throws IOException {
    try (RawConnection connection = server.connect()) {
      connection.send(CHANGE);
      awaitWaiting(1);
      takeATurnOfEachEventLoop();
      assertFalse(connection.isAnswered());
      gate.open(1);
      assertEquals(200, connection.read().status());
      assertEquals(0, gate.waitingCount());
    }
  }

  @Test
  void sendsAtOnceWhatIsDurableOrChangesNothing() throws IOException {
    gate.open(1);
    try (RawConnection connection = server.connect()) {
      assertEquals(200, connection.send(CHANGE).read().status());
      assertEquals(200, connection.send(LIVE).read().status());
      String preflight = RawConnection.post(PROFILES + "/a?type=preflight", PAGE_BODY);
      assertEquals(200, connection.send(preflight).read().status());
      assertEquals(400, connection.send(RawConnection.post(PROFILES, "{}")).read().status());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/profiles", "/profiles/b", "/events", "/import/events"})
  void holdsTheAnswersOfAllChanges(String path) throws IOException {
    String body = PAGE_BODY.replace("\"type\"", "\"anonymousId\":\"b\",\"type\"");
    try (RawConnection connection = server.connect()) {
      connection.send(RawConnection.post(TestServer.BASE + path, body));
      awaitWaiting(1);
      gate.open(1);
      assertEquals(200, connection.read().status());
    }
  }

  @Test
  void holdsTheAnswerOfADelete() throws IOException {
    gate.open(1);
    try (RawConnection connection = server.connect()) {
      assertEquals(200, connection.send(CHANGE).read().status());
      connection.send("DELETE " + PROFILES + "/a HTTP/1.1\r\nHost: a\r\n\r\n");
      awaitWaiting(1);
      gate.open(2);
      assertEquals(200, connection.read().status());
      connection.send(RawConnection.get(PROFILES + "/a"));
      assertEquals(404, connection.read().status());
    }
  }

  @Test
  void holdsTheAnswerOfAnImportOfProfilesAndOfItsRefusal() throws IOException {
    String line = "{\"id\":\"i%d\",\"traits\":{}}\n";
    String target = "/admin/organizations/demo/environments/main/import";
    try (RawConnection connection = new RawConnection(server.http.adminPort())) {
      String lines = line.formatted(1) + line.formatted(2);
      connection.send(operators(RawConnection.post(target, lines)));
      awaitWaiting(1);
      assertEquals(2, server.engine.profileCount());
      gate.open(1);
      takeATurnOfEachEventLoop();
      assertFalse(connection.isAnswered());
      gate.open(2);
      assertEquals(200, connection.read().status());
      connection.send(operators(RawConnection.post(target, line.formatted(3) + "{}\n")));
      awaitWaiting(1);
      gate.open(3);
      Answer refusal = connection.read();
      assertEquals(400, refusal.status());
      assertTrue(refusal.body().contains("line 2"), refusal.body());
    }
  }

  @Test
  void keepsTheOrderOfAPipeline() throws IOException {
    try (RawConnection connection = server.connect()) {
      connection.send(LIVE + CHANGE + ABSENT + CHANGE.replace("m-1", "m-2") + LIVE);
      awaitWaiting(4);
      assertEquals(200, connection.read().status());
      gate.open(1);
      assertTrue(connection.read().body().contains("\"profile\""));
      assertEquals(404, connection.read().status());
      takeATurnOfEachEventLoop();
      assertFalse(connection.isAnswered());
      gate.open(2);
      assertTrue(connection.read().body().contains("\"profile\""));
      assertEquals(200, connection.read().status());
      assertEquals(0, gate.waitingCount());
    }
  }

  @Test
  void refusesWhatWillNotBeDurableAndNothingElse() throws IOException {
    try (RawConnection connection = server.connect()) {
      connection.send(CHANGE + ABSENT + CHANGE.replace("m-1", "m-2") + ABSENT);
      awaitWaiting(4);
      gate.open(1);
      assertEquals(200, connection.read().status());
      assertEquals(404, connection.read().status());
      gate.refuse();
      Answer refused = connection.read();
      assertUnavailable(refused);
      assertEquals("keep-alive", refused.header("connection"));
      assertEquals("*", refused.header("access-control-allow-origin"));
      assertEquals(404, connection.read().status());
      assertUnavailable(connection.send(CHANGE.replace("m-1", "m-3")).read());
      gate.open(3);
      assertEquals(200, connection.send(CHANGE.replace("m-1", "m-3")).read().status());
    }
  }

  @Test
  void letsTheSameOriginReadTheRefusal() throws IOException {
    String change = CHANGE.replace("/environments/main", "/environments/listed");
    try (RawConnection connection = server.connect()) {
      connection.send(change.replace("Host: a\r\n", "Host: a\r\nOrigin: " + ORIGIN + "\r\n"));
      connection.send(change);
      awaitWaiting(2);
      gate.refuse();
      Answer refused = connection.read();
      assertUnavailable(refused);
      assertEquals(ORIGIN, refused.header("access-control-allow-origin"));
      assertEquals("Origin", refused.header("vary"));
      Answer without = connection.read();
      assertUnavailable(without);
      assertEquals(null, without.header("access-control-allow-origin"));
      assertEquals("Origin", without.header("vary"));
    }
  }

  @Test
  void answersAFaultInItsTurnAndClosesThen() throws IOException {
    try (RawConnection connection = server.connect()) {
      connection.send(CHANGE + "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n" + LIVE);
      awaitWaiting(2);
      gate.open(1);
      assertEquals(200, connection.read().status());
      assertEquals(400, connection.read().status());
      assertTrue(connection.isEnded());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"HTTP/1.0\r\nHost: a", "HTTP/1.1\r\nHost: a\r\nConnection: close"})
  void closesAfterALastAnswerThatWaited(String version) throws IOException {
    String last = CHANGE.replace("HTTP/1.1\r\nHost: a", version);
    try (RawConnection connection = server.connect()) {
      connection.send(last + LIVE);
      awaitWaiting(1);
      connection.send(LIVE);
      gate.open(1);
      Answer answer = connection.read();
      assertEquals(200, answer.status());
      assertEquals("close", answer.header("connection"));
      assertTrue(connection.isEnded());
    }
  }

  @Test
  void answersHeadAndContinueBehindAWaitingAnswer() throws IOException {
    try (RawConnection connection = server.connect()) {
      connection.send(CHANGE + LIVE.replace("GET", "HEAD"));
      connection.send(
          CHANGE.substring(0, CHANGE.indexOf("\r\n\r\n")) + "\r\nExpect: 100-continue\r\n\r\n");
      awaitWaiting(3);
      gate.open(2);
      assertEquals(200, connection.read().status());
      assertEquals(200, connection.read(false).status());
      assertEquals(100, connection.read().status());
      assertEquals(200, connection.send(PAGE_BODY).read().status());
    }
  }

  @Test
  void refusesAnExportBehindAWaitingAnswerForNow() throws IOException {
    String target = "/admin/organizations/demo/environments/main/";
    String line = "{\"id\":\"i\",\"traits\":{}}\n";
    String export = operators(RawConnection.get(target + "export"));
    try (RawConnection connection = new RawConnection(server.http.adminPort())) {
      connection.send(operators(RawConnection.post(target + "import", line)) + export);
      awaitWaiting(2);
      gate.open(1);
      assertEquals(200, connection.read().status());
      assertUnavailable(connection.read());
      assertEquals(200, connection.send(export).read().status());
    }
  }

  @Test
  void forgetsTheAnswersOfAConnectionThatIsGone() throws IOException {
    try (RawConnection connection = server.connect();
        RawConnection other = server.connect()) {
      connection.send(CHANGE + LIVE);
      other.send(CHANGE);
      awaitWaiting(3);
      connection.reset();
      awaitWaiting(1);
      gate.open(1);
      assertEquals(200, other.read().status());
      assertEquals(200, other.send(LIVE).read().status());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2 * AnswerQueue.COUNT_MAX})
  void answersAClientThatHasEndedItsOwnSide(int count) throws IOException {
    try (RawConnection connection = server.connect()) {
      connection.send(CHANGE + ABSENT.repeat(count)).endOutput();
      awaitWaiting(Math.min(count + 1, AnswerQueue.COUNT_MAX));
      takeATurnOfEachEventLoop();
      gate.open(1);
      assertEquals(200, connection.read().status());
      for (int i = 0; i < count; i++) {
        assertEquals(404, connection.read().status());
      }
      assertTrue(connection.isEnded());
    }
  }

  @Test
  void stopsReadingWhenTooManyAnswersWait() throws IOException {
    int count = 4 * AnswerQueue.COUNT_MAX;
    try (RawConnection connection = server.connect()) {
      CompletableFuture<Void> sent =
          CompletableFuture.runAsync(() -> connection.sendUnchecked(CHANGE + LIVE.repeat(count)));
      awaitWaiting(AnswerQueue.COUNT_MAX);
      takeATurnOfEachEventLoop();
      assertEquals(AnswerQueue.COUNT_MAX, gate.waitingCount());
      gate.open(1);
      for (int i = 0; i <= count; i++) {
        assertEquals(200, connection.read().status());
      }
      sent.join();
      assertEquals(404, connection.send(ABSENT).read().status());
      assertEquals(0, gate.waitingCount());
    }
  }

  @Test
  void leavesInTheSocketWhatWouldWaitBehindTooManyAnswers() throws IOException {
    String padded = LIVE.replace("Host: a", "Host: a\r\nX-Pad: " + "x".repeat(8_000));
    try (RawConnection connection = server.connect()) {
      CompletableFuture<Void> sent =
          CompletableFuture.runAsync(
              () -> connection.sendUnchecked(CHANGE + padded.repeat(5 * AnswerQueue.COUNT_MAX)));
      awaitWaiting(AnswerQueue.COUNT_MAX);
      assertThrows(TimeoutException.class, () -> sent.get(1, TimeUnit.SECONDS));
      connection.reset();
      assertThrows(ExecutionException.class, sent::get);
      awaitWaiting(0);
    }
  }

  @Test
  void stopsReadingWhenTooLongAnswersWait() throws IOException {
    int count = 200;
    try (RawConnection connection = server.connect()) {
      int length = connection.send(OPENAPI).read().body().length();
      connection.send(CHANGE + OPENAPI.repeat(count));
      int most = AnswerQueue.LENGTH_MAX / length + 2; // the first one is none of these
      await().until(() -> gate.waitingCount() >= AnswerQueue.LENGTH_MAX / (length + 1_024));
      takeATurnOfEachEventLoop();
      assertTrue(gate.waitingCount() <= most, () -> "waiting " + gate.waitingCount());
      assertTrue(most < count);
      gate.open(1);
      assertEquals(200, connection.read().status());
      for (int i = 0; i < count; i++) {
        assertEquals(length, connection.read().body().length());
      }
    }
  }

  @Test
  void isNotIdleWhileAnAnswerWaits() throws IOException {
    try (TestServer hasty = start(TestServer.times(60_000, 300), "hasty");
        RawConnection waiting = hasty.connect()) {
      waiting.send(CHANGE);
      awaitWaiting(1);
      for (int i = 0; i < 2; i++) {
        try (RawConnection idle = hasty.connect()) {
          assertTrue(idle.isEnded()); // so that the time has passed
        }
      }
      gate.open(1);
      assertEquals(200, waiting.read().status());
      assertTrue(waiting.isEnded());
    }
  }

  @Test
  void answersWhatWaitsWhenTheServerStops() throws Exception {
    int port = server.http.port();
    try (RawConnection waiting = server.connect();
        RawConnection idle = server.connect()) {
      waiting.send(CHANGE);
      awaitWaiting(1);
      assertEquals(200, idle.send(LIVE).read().status());
      CompletableFuture<Void> stop = CompletableFuture.runAsync(server.http::close);
      assertTrue(idle.isEnded());
      await().until(() -> isRefused(port));
      assertFalse(stop.isDone());
      gate.open(1);
      assertEquals(200, waiting.read().status());
      assertTrue(waiting.isEnded());
      stop.get(5, TimeUnit.SECONDS);
    }
  }

  private TestServer start(HttpLimits limits, String name) throws IOException {
    String listed = "{\"settings\":{\"allowedOrigins\":[\"" + ORIGIN + "\"]}}";
    EngineConfig config =
        TestServer.engineConfig()
            .withEnvironment("demo", "listed", listed)
            .withSegmentBytes(64 * 1_024)
            .withDataDirectory(directory.resolve(name));
    return TestServer.start(config, limits, gate);
  }

  private void awaitWaiting(long count) {
    await().until(() -> gate.waitingCount() == count);
  }

  /** Returns after each event loop has ended what it did: its turns do not overlap. */
  private void takeATurnOfEachEventLoop() throws IOException {
    for (int i = 0; i < 2 * Runtime.getRuntime().availableProcessors(); i++) {
      try (RawConnection other = server.connect()) {
        assertEquals(200, other.send(LIVE).read().status());
      }
    }
  }

  private static String operators(String request) {
    return request.replace("Host: a\r\n", "Host: localhost\r\nX-Kitsune-Admin: 1\r\n");
  }

  private static boolean isRefused(int port) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return !socket.isConnected();
    } catch (IOException refused) {
      return true;
    }
  }

  private static void assertUnavailable(Answer answer) {
    assertEquals(503, answer.status(), answer.body());
    assertEquals("1", answer.header("retry-after"));
    assertTrue(answer.body().contains("ERR_UNAVAILABLE"), answer.body());
  }
}
