package dev.kitsune.server;

import static dev.kitsune.server.TestServer.PAGE_BODY;
import static dev.kitsune.server.TestServer.PROFILES;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kitsune.engine.ExperienceEngine;
import dev.kitsune.server.RawConnection.Answer;
import dev.kitsune.server.ServerConfig.AdminPort;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Starting and stopping. */
final class HttpServerTest {
  private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

  @Test
  void refusesToStartOnATakenPort() throws IOException {
    try (ServerSocket other = new ServerSocket(0, 1, LOOPBACK)) {
      ServerConfig config =
          TestServer.config(other.getLocalPort(), AdminPort.OFF, HttpLimits.DEFAULT);
      PortException e = assertThrows(PortException.class, () -> TestServer.start(config));
      String place = "127.0.0.1:" + other.getLocalPort();
      assertEquals("cannot listen on " + place + ": the port is taken", e.getMessage());
    }
  }

  @Test
  void refusesToStartOnAHostThatIsNotOurs() {
    ServerConfig config =
        new ServerConfig("no-such-host.invalid", 0, AdminPort.OFF, HttpLimits.DEFAULT, 1_000);
    PortException e = assertThrows(PortException.class, () -> TestServer.start(config));
    assertTrue(String.valueOf(e.getMessage()).endsWith("no such host"), e.getMessage());
  }

  @Test
  void refusesToStartWithoutAnAdminPortThatWasAskedFor() throws IOException {
    try (ServerSocket other = new ServerSocket(0, 1, LOOPBACK)) {
      AdminPort admin = AdminPort.required(other.getLocalPort());
      assertThrows(
          PortException.class,
          () -> TestServer.start(TestServer.config(0, admin, HttpLimits.DEFAULT)));
    }
  }

  @Test
  void runsWithoutTheDefaultAdminPortIfItIsTaken() throws IOException {
    try (ServerSocket other = new ServerSocket(0, 1, LOOPBACK)) {
      AdminPort admin = new AdminPort(AdminPort.Kind.WANTED, other.getLocalPort());
      try (TestServer server = TestServer.start(TestServer.config(0, admin, HttpLimits.DEFAULT));
          RawConnection connection = server.connect()) {
        assertEquals(0, server.http.adminPort());
        assertEquals(200, connection.send(RawConnection.get("/health/ready")).read().status());
      }
    }
  }

  @Test
  void answersTheRequestInFlightWhenItStops() throws Exception {
    try (TestServer server = TestServer.start();
        RawConnection inFlight = server.connect();
        RawConnection idle = server.connect();
        RawConnection admin = new RawConnection(server.http.adminPort())) {
      assertEquals(200, inFlight.send(RawConnection.get("/health/ready")).read().status());
      inFlight.send("POST " + PROFILES + "/last HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\n");
      inFlight.send("Content-Length: " + PAGE_BODY.length() + "\r\n\r\n");
      assertEquals(100, inFlight.read().status()); // so the server has begun it
      assertEquals(200, admin.send(RawConnection.get("/health/ready")).read().status());
      CompletableFuture<Void> stop = CompletableFuture.runAsync(server.http::close);
      await().until(() -> isRefused(server.http.port()));
      assertTrue(idle.isEnded());
      assertFalse(stop.isDone());
      Answer answer = inFlight.send(PAGE_BODY).read();
      assertEquals(200, answer.status());
      assertEquals("close", answer.header("connection"));
      assertTrue(inFlight.isEnded());
      stop.get(5, TimeUnit.SECONDS);
    }
  }

  @Test
  void isUnreadyWhileItStops() throws Exception {
    try (TestServer server = TestServer.start();
        RawConnection inFlight = server.connect()) {
      assertEquals(200, inFlight.send(RawConnection.get("/health/ready")).read().status());
      inFlight.send("GET /health/ready HTTP/1.1\r\n");
      int port = server.http.port();
      int adminPort = server.http.adminPort();
      assertEquals(200, status(adminPort, "/health/ready"));
      CompletableFuture<Void> stop = CompletableFuture.runAsync(server.http::close);
      await().until(() -> isRefused(port));
      assertEquals(503, status(adminPort, "/health/ready"));
      assertEquals(200, status(adminPort, "/health/live"));
      Answer answer = inFlight.send("Host: a\r\n\r\n").read();
      assertEquals(503, answer.status());
      assertEquals("1", answer.header("retry-after"));
      assertTrue(answer.body().contains("ERR_UNAVAILABLE"), answer.body());
      stop.get(5, TimeUnit.SECONDS);
    }
  }

  @Test
  void refusesWhatBeginsAfterItBeganToStop() throws Exception {
    try (TestServer server = TestServer.start(TestServer.drainTimeout(5_000));
        RawConnection slow = server.connect();
        RawConnection first = server.connect();
        RawConnection second = server.connect();
        RawConnection third = server.connect()) {
      for (RawConnection connection : List.of(slow, first, second, third)) {
        assertEquals(200, connection.send(RawConnection.get("/health/live")).read().status());
      }
      slow.send("GET /health/live HTTP/1.1\r\n");
      assertEquals(200, first.send(RawConnection.get("/health/ready")).read().status());
      CompletableFuture<Void> stop = CompletableFuture.runAsync(server.http::close);
      await().until(() -> isRefused(server.http.port()));
      assertUnavailable(first.send(RawConnection.post(PROFILES + "/late", PAGE_BODY)).read());
      assertTrue(first.isEnded());
      assertUnavailable(second.send(RawConnection.get(PROFILES + "/late")).read());
      assertEquals(200, third.send(RawConnection.get("/health/live")).read().status());
      assertEquals(200, slow.send("Host: a\r\n\r\n").read().status());
      stop.get(5, TimeUnit.SECONDS);
      assertEquals(0, server.engine.profileCount());
    }
  }

  @Test
  void refusesNewProfilesAndKeepsTheOthersWhenTheStoreIsFull() throws IOException {
    ServerConfig config = TestServer.config(0, AdminPort.OFF, HttpLimits.DEFAULT);
    try (TestServer server =
            TestServer.start(TestServer.engineConfig().withMaxProfiles(5), config);
        RawConnection connection = server.connect()) {
      int count = 0;
      while (connection.send(newProfile(count)).read().status() == 200) {
        count++;
      }
      assertTrue(count > 0 && count <= 5, () -> "profiles kept: " + server.engine.profileCount());
      String before = connection.send(RawConnection.get(PROFILES + "/p0")).read().body();
      assertUnavailable(connection.send(newProfile(count)).read());
      assertUnavailable(connection.send(RawConnection.post(PROFILES, PAGE_BODY)).read());
      assertEquals(before, connection.send(RawConnection.get(PROFILES + "/p0")).read().body());
      assertEquals(200, connection.send(newProfile(0)).read().status());
      assertEquals(count, server.engine.profileCount());
      String delete = "DELETE " + PROFILES + "/p0 HTTP/1.1\r\nHost: a\r\n\r\n";
      assertEquals(200, connection.send(delete).read().status());
      assertEquals(200, connection.send(newProfile(count)).read().status());
    }
  }

  private static String newProfile(int number) {
    return RawConnection.post(PROFILES + "/p" + number, PAGE_BODY);
  }

  private static void assertUnavailable(Answer answer) {
    assertEquals(503, answer.status(), answer.body());
    assertEquals("1", answer.header("retry-after"));
    assertEquals("*", answer.header("access-control-allow-origin"));
    assertTrue(answer.body().contains("\"ERR_UNAVAILABLE\""), answer.body());
  }

  @Test
  void givesUpARequestThatDoesNotEndWhenItStops() throws Exception {
    ServerConfig config = new ServerConfig("127.0.0.1", 0, AdminPort.OFF, HttpLimits.DEFAULT, 300);
    try (TestServer server = TestServer.start(config);
        RawConnection inFlight = server.connect()) {
      assertEquals(200, inFlight.send(RawConnection.get("/health/live")).read().status());
      inFlight.send("GET /health/live HTTP/1.1\r\n");
      CompletableFuture.runAsync(server.http::close).get(5, TimeUnit.SECONDS);
      assertTrue(inFlight.isEnded());
    }
  }

  @Test
  void answers503OnceTheEngineIsClosed() throws IOException {
    try (TestServer server = TestServer.start();
        RawConnection connection = server.connect()) {
      server.engine.close();
      Answer answer = connection.send(RawConnection.post(PROFILES, PAGE_BODY)).read();
      assertEquals(503, answer.status(), answer.body());
      assertEquals("1", answer.header("retry-after"));
      assertEquals(503, connection.send(RawConnection.get("/health/ready")).read().status());
      assertEquals(200, connection.send(RawConnection.get("/health/live")).read().status());
    }
  }

  @Test
  void servesOnNioToo() throws IOException {
    ServerConfig config = TestServer.config(0, AdminPort.OFF, HttpLimits.DEFAULT);
    try (ExperienceEngine engine = ExperienceEngine.open(TestServer.engineConfig());
        HttpServer server = HttpServer.start(config, engine, HttpTransport.NIO);
        RawConnection connection = new RawConnection(server.port())) {
      assertEquals(200, connection.send(RawConnection.post(PROFILES, PAGE_BODY)).read().status());
      assertEquals(400, connection.send("nonsense\r\n\r\n").read().status());
      assertTrue(connection.isEnded());
    }
  }

  @Test
  void closesTwice() throws IOException {
    TestServer server = TestServer.start();
    int port = server.http.port();
    server.close();
    server.close();
    assertTrue(isRefused(port));
  }

  private static int status(int port, String target) throws IOException {
    try (RawConnection connection = new RawConnection(port)) {
      return connection.send(RawConnection.get(target)).read().status();
    }
  }

  private static boolean isRefused(int port) {
    try (RawConnection connection = new RawConnection(port)) {
      return connection.isEnded();
    } catch (IOException e) {
      return true;
    }
  }
}
