package dev.kitsune.server;

import static dev.kitsune.server.TestServer.PROFILES;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kitsune.server.RawConnection.Answer;
import dev.kitsune.server.ServerConfig.AdminPort;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.HttpContent;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Many requests in one read, each with an answer of 350 kB, from a client that reads late. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class RequestQueueTest {
  private static final int COUNT = 200;
  private static final int TRAIT_COUNT = 12;
  private static final int TRAIT_LENGTH = 30_000;
  private static final String LARGE = RawConnection.get(PROFILES + "/large");
  private static final String ABSENT = RawConnection.get(PROFILES + "/absent");

  private final AtomicInteger askedCount = new AtomicInteger();
  private final TestServer server;

  RequestQueueTest() throws IOException {
    server =
        TestServer.start(
            TestServer.engineConfig()
                .withClockAndEntropy(this::clockMs, new SecureRandom()::nextLong),
            TestServer.config(0, AdminPort.OFF, HttpLimits.DEFAULT));
  }

  @AfterAll
  void stop() {
    server.close();
  }

  @Test
  void answersNoMoreThanSocketsTakeUntilTheClientReads() throws IOException {
    try (RawConnection connection = connectAndCreate()) {
      askedCount.set(0);
      connection.send(LARGE.repeat(COUNT) + ABSENT);
      await().until(connection::isAnswered);
      takeATurnOfEachEventLoop();
      assertTrue(askedCount.get() < COUNT / 2, () -> "answered " + askedCount.get());
      for (int i = 0; i < COUNT; i++) {
        assertLarge(connection.read());
      }
      assertEquals(404, connection.read().status());
      assertEquals(COUNT + 1, askedCount.get());
      assertEquals(404, connection.send(ABSENT).read().status());
    }
  }

  @Test
  void keepsTheOrderUpToAFaultAtTheEnd() throws IOException {
    String folded = "GET /health/live HTTP/1.1\r\nHost: a\r\nX-Long: a\r\n b\r\n\r\n";
    try (RawConnection connection = connectAndCreate()) {
      connection.send((LARGE + ABSENT).repeat(COUNT / 2) + folded);
      await().until(connection::isAnswered);
      takeATurnOfEachEventLoop();
      for (int i = 0; i < COUNT / 2; i++) {
        assertLarge(connection.read());
        assertEquals(404, connection.read().status());
      }
      assertEquals(400, connection.read().status());
      assertTrue(connection.isEnded());
    }
  }

  @Test
  void closesAfterALastAnswerThatIsFlushedBeforeTheReadEnds() throws IOException {
    try (RawConnection connection = connectAndCreate()) {
      connection.send(LARGE.replace("Host: a", "Host: a\r\nConnection: close"));
      assertLarge(connection.read());
      assertTrue(connection.isEnded());
    }
  }

  @Test
  void releasesWhatWaitsWhenTheConnectionEnds() {
    EmbeddedChannel channel = new EmbeddedChannel(new RequestQueue());
    channel.unsafe().outboundBuffer().setUserDefinedWritability(1, false);
    HttpContent content = new DefaultHttpContent(Unpooled.buffer());
    channel.writeInbound(content);
    assertEquals(1, content.refCnt());
    assertTrue(channel.inboundMessages().isEmpty());
    assertTrue(channel.close().isSuccess());
    assertEquals(0, content.refCnt());
  }

  /* The long body also has the server read long pieces from then on. */
  private RawConnection connectAndCreate() throws IOException {
    RawConnection connection = server.connect();
    StringBuilder events = new StringBuilder();
    for (int i = 0; i < TRAIT_COUNT; i++) {
      String event =
          """
          {"type":"identify","channel":"web","messageId":"m-%d",\
          "context":{"library":{"name":"test","version":"1.0.0"}},\
          "userId":"large","traits":{"t%d":"%s"}}\
          """;
      events.append(i == 0 ? "" : ",").append(event.formatted(i, i, "x".repeat(TRAIT_LENGTH)));
    }
    connection.send(RawConnection.post(PROFILES + "/large", "{\"events\":[" + events + "]}"));
    assertLarge(connection.read());
    return connection;
  }

  /** Returns after each event loop has ended what it did: its turns do not overlap. */
  private void takeATurnOfEachEventLoop() throws IOException {
    for (int i = 0; i < 2 * Runtime.getRuntime().availableProcessors(); i++) {
      try (RawConnection other = server.connect()) {
        assertEquals(200, other.send(RawConnection.get("/health/live")).read().status());
      }
    }
  }

  private long clockMs() {
    askedCount.incrementAndGet();
    return System.currentTimeMillis();
  }

  private static void assertLarge(Answer answer) {
    assertEquals(200, answer.status(), answer.body());
    assertTrue(answer.body().length() > TRAIT_COUNT * TRAIT_LENGTH);
  }
}
