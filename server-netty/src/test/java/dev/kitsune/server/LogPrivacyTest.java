package dev.kitsune.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.read.ListAppender;
import dev.kitsune.engine.EngineConfig;
import dev.kitsune.server.ServerConfig.AdminPort;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** Nothing that a request brings stands in any log, whatever becomes of the request. */
class LogPrivacyTest {
  private static final String SECRET = "xyzzy-private";
  private static final String TRAIT_EVENT =
      """
      {"type":"identify","channel":"web","messageId":"%s","anonymousId":"a-xyzzy-private",\
      "context":{"library":{"name":"n","version":"1"},"userAgent":"agent xyzzy-private",\
      "location":{"city":"xyzzy-private"}},\
      "userId":"%s","traits":{"xyzzy-private":"xyzzy-private"}}""";

  private final Logger own = (Logger) LoggerFactory.getLogger("dev.kitsune");
  private final Logger server = (Logger) LoggerFactory.getLogger("dev.kitsune.server");
  private final Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
  private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
  private int messageCount;

  @BeforeEach
  void listen() {
    lines.setContext(own.getLoggerContext());
    lines.start();
    own.setAdditive(false);
    own.setLevel(Level.TRACE);
    server.setLevel(Level.TRACE);
    own.addAppender(lines);
    root.addAppender(lines);
  }

  @AfterEach
  void forget() {
    root.detachAppender(lines);
    own.detachAppender(lines);
    server.setLevel(Level.OFF);
    own.setLevel(null);
    own.setAdditive(true);
  }

  @Test
  void requestsLeaveNothingInTheLogs(@TempDir Path directory) throws IOException {
    EngineConfig config = TestServer.engineConfig().withDataDirectory(directory);
    ServerConfig ports = TestServer.config(0, AdminPort.required(0), HttpLimits.DEFAULT);
    try (TestServer started = TestServer.start(config, ports)) {
      assertStatus(started, 200, RawConnection.post(profile("v"), body(event("user-" + SECRET))));
      assertStatus(started, 200, RawConnection.post(profile("w"), body(event("user-" + SECRET))));
      assertStatus(started, 200, RawConnection.post(TestServer.PROFILES, body(event(""))));
      String batch = body(event(""), event("b-" + SECRET));
      assertStatus(started, 200, RawConnection.post(TestServer.BASE + "/events", batch));
      assertStatus(started, 200, RawConnection.post(TestServer.BASE + "/import/events", batch));
      assertStatus(started, 200, RawConnection.get(profile("v")));
      assertStatus(started, 404, RawConnection.get(profile("nobody")));
      String wrong = body(event("").replace("identify", SECRET));
      assertStatus(started, 400, RawConnection.post(profile("v"), wrong));
      assertStatus(started, 400, RawConnection.post(profile("v"), "{\"events\":[" + SECRET));
      assertStatus(started, 404, RawConnection.get("/" + SECRET));
      assertStatus(started, 400, "GET " + profile("v") + " " + SECRET + "\r\n\r\n");
      assertStatus(started, 200, RawConnection.get(profile("v")).replace("GET", "DELETE"));
    }
    List<String> logged = lines.list.stream().map(LogPrivacyTest::text).toList();
    assertFalse(logged.isEmpty(), "a server that starts logs something");
    assertTrue(logged.stream().noneMatch(line -> line.contains(SECRET)), logged::toString);
  }

  /** A line with all that a layout may show of it. */
  private static String text(ILoggingEvent event) {
    StringBuilder text = new StringBuilder(event.getFormattedMessage());
    for (IThrowableProxy cause = event.getThrowableProxy();
        cause != null;
        cause = cause.getCause()) {
      text.append(' ').append(cause.getMessage());
    }
    return text.toString();
  }

  private static String profile(String id) {
    return TestServer.PROFILES + "/" + id + "-" + SECRET;
  }

  private String event(String userId) {
    return TRAIT_EVENT.formatted(SECRET + messageCount++, userId);
  }

  private static String body(String... events) {
    return "{\"events\":[" + String.join(",", events) + "]}";
  }

  private static void assertStatus(TestServer server, int status, String request)
      throws IOException {
    try (RawConnection connection = server.connect()) {
      connection.send(request.getBytes(StandardCharsets.UTF_8));
      assertEquals(status, connection.read().status(), request);
    }
  }
}
