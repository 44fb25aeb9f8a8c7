package dev.kitsune.server;

import static dev.kitsune.server.TestServer.PAGE_BODY;
import static dev.kitsune.server.TestServer.PROFILES;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kitsune.server.RawConnection.Answer;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class RequestDeadlineTest {
  private static final int LONG_MS = 60_000;

  @Test
  void refusesARequestThatNeverEnds() throws IOException {
    try (TestServer server = TestServer.start(TestServer.times(300, LONG_MS));
        RawConnection connection = server.connect()) {
      String request = RawConnection.post(PROFILES, PAGE_BODY);
      connection.send(request.substring(0, request.length() - 1));
      assertTimeout(connection.read());
      assertTrue(connection.isEnded());
    }
  }

  @Test
  void refusesARequestThatTricklesIn() throws IOException {
    try (TestServer server = TestServer.start(TestServer.times(500, LONG_MS));
        RawConnection connection = server.connect()) {
      connection.send("GET /health/live HTTP/1.1\r\n");
      await()
          .pollInterval(Duration.ofMillis(20))
          .until(() -> connection.send("X: a\r\n").isAnswered());
      assertTimeout(connection.read());
    }
  }

  @Test
  void givesEachRequestOfAConnectionItsOwnTime() throws IOException {
    try (TestServer server = TestServer.start(TestServer.times(400, LONG_MS));
        RawConnection connection = server.connect()) {
      long startNs = System.nanoTime();
      await()
          .pollInterval(Duration.ofMillis(50))
          .until(
              () -> {
                connection.send(RawConnection.get("/health/live"));
                assertEquals(200, connection.read().status());
                return System.nanoTime() - startNs > TimeUnit.MILLISECONDS.toNanos(1_000);
              });
    }
  }

  @Test
  void closesAnIdleConnectionWithoutAWord() throws IOException {
    try (TestServer server = TestServer.start(TestServer.times(LONG_MS, 200));
        RawConnection fresh = server.connect();
        RawConnection used = server.connect()) {
      assertEquals(200, used.send(RawConnection.get("/health/live")).read().status());
      assertTrue(fresh.isEnded());
      assertTrue(used.isEnded());
    }
  }

  private static void assertTimeout(Answer answer) {
    assertEquals(408, answer.status());
    assertEquals("close", answer.header("connection"));
    assertTrue(answer.body().contains("ERR_TIMEOUT"), answer.body());
  }
}
