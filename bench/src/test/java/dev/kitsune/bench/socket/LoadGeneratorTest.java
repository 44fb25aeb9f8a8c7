package dev.kitsune.bench.socket;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
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

  /* Else what it took to make the requests would make the first of them late. */
  @Test
  void aPlanBeginsWhenItsRequestsAreThere() throws IOException {
    try (LoadGenerator generator = generator()) {
      clockNs.set(70 * MILLI_NS);
      SendAccount account = generator.run(1_000, 5, LoadGeneratorTest::put, 30_000 * MILLI_NS);
      assertEquals(new SendPlan(70 * MILLI_NS, 1_000, 5), account.plan());
      assertEquals(0, account.failedCount());
    }
  }

  @Test
  void countsAnswersThatAreNoSuccess() throws IOException {
    status = 404;
    SendAccount account = run(new SendPlan(0, 10_000, 10));
    assertEquals(10, account.failedCount());
    assertFalse(account.isValid());
  }

  @Test
  void aRunThatIsStoppedSendsNothingMoreAndNoneBeginsAfterIt() throws IOException {
    SendPlan plan = new SendPlan(0, 10_000, 2_000);
    try (LoadGenerator generator = generator()) {
      RequestSource stopping =
          (index, out) -> {
            put(index, out);
            if (index == 3) {
              generator.stop();
            }
          };
      assertThrows(IOException.class, () -> generator.run(plan, stopping, 0));
      assertThrows(IOException.class, () -> generator.run(plan, (index, out) -> put(100, out), 0));
    }
    assertTrue(paths.size() <= 4, paths::toString);
    assertFalse(paths.contains("/100"));
  }

  private SendAccount run(SendPlan plan) throws IOException {
    try (LoadGenerator generator = generator()) {
      assertEquals(4, generator.connectionCount());
      return generator.run(plan, LoadGeneratorTest::put, 30_000 * MILLI_NS);
    }
  }

  private LoadGenerator generator() throws IOException {
    InetSocketAddress address =
        new InetSocketAddress(InetAddress.getLoopbackAddress(), server.getAddress().getPort());
    return new LoadGenerator(address, 4, () -> clockNs.getAndAdd(MILLI_NS / 1_000));
  }

  private static void put(long index, ByteBuffer out) {
    out.put(("GET /" + index + " HTTP/1.1\r\nHost: t\r\n\r\n").getBytes(US_ASCII));
  }

  private static HttpServer newServer() {
    try {
      return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
