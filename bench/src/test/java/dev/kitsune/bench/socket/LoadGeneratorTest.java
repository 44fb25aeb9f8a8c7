package dev.kitsune.bench.socket;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LoadGeneratorTest {
  private static final long MILLI_NS = 1_000_000;

  private final Set<String> paths = ConcurrentHashMap.newKeySet();
  /* Each look at the clock moves it on, so that no run of a test depends on the machine. */
  private final AtomicLong clockNs = new AtomicLong();
  private HttpServer server = newServer();
  private volatile int status = 200;

  @BeforeEach
  void start() {
    server.createContext(
        "/",
        exchange -> {
          paths.add(exchange.getRequestURI().getPath());
          exchange.sendResponseHeaders(status, 2);
          exchange.getResponseBody().write(new byte[] {'o', 'k'});
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void sendsEveryRequestOfThePlanOnce() throws IOException {
    SendAccount account = run(new SendPlan(0, 10_000, 40));
    assertEquals(40, account.sentCount());
    assertEquals(40, paths.size());
    assertEquals(40, account.intendedNs().getTotalCount());
    assertEquals(0, account.failedCount());
  }

  @Test
  void aPlanFasterThanTheClockIsInvalidAndItsWaitIsCounted() throws IOException {
    SendAccount account = run(new SendPlan(0, 1_000_000_000, 100));
    assertFalse(account.isValid());
    assertTrue(account.sentInTime() < 99, "in time: " + account.sentInTime());
    assertEquals(0, account.failedCount());
    assertTrue(account.intendedNs().getMaxValue() > account.sentNs().getMaxValue());
  }

  @Test
  void countsAnswersThatAreNoSuccess() throws IOException {
    status = 404;
    SendAccount account = run(new SendPlan(0, 10_000, 10));
    assertEquals(10, account.failedCount());
    assertFalse(account.isValid());
  }

  private SendAccount run(SendPlan plan) throws IOException {
    InetSocketAddress address =
        new InetSocketAddress(InetAddress.getLoopbackAddress(), server.getAddress().getPort());
    try (LoadGenerator generator =
        new LoadGenerator(address, 4, () -> clockNs.getAndAdd(MILLI_NS / 1_000))) {
      assertEquals(4, generator.connectionCount());
      return generator.run(
          plan,
          (index, out) ->
              out.put(("GET /" + index + " HTTP/1.1\r\nHost: t\r\n\r\n").getBytes(US_ASCII)),
          30_000 * MILLI_NS);
    }
  }

  private static HttpServer newServer() {
    try {
      return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
