package dev.kitsune.bench.socket;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** What the generator counts where answers fail and connections break. */
class BrokenConnectionsTest {
  private static final long STEP_NS = 1_000;
  private static final long DRAIN_NS = 30_000_000_000L;
  private static final int COUNT = 12;

  /* Each look at the clock moves it on, so that no run of a test depends on the machine. */
  private final AtomicLong clockNs = new AtomicLong();

  @Test
  void anAnswerBeforeACloseCountsOnceAndIsFollowedByANewConnection() throws IOException {
    String unavailable =
        "HTTP/1.1 503 Unavailable\r\nConnection: close\r\nContent-Length: 0\r\n\r\n";
    try (ScriptedServer server =
        new ScriptedServer(
            (request, socket) -> {
              ScriptedServer.write(socket, isThird(request) ? unavailable : ScriptedServer.OK);
              if (isThird(request)) {
                socket.close();
              }
            })) {
      SendAccount account = run(server, 1);
      assertFailed(COUNT / 3, account);
      assertEquals(1 + COUNT / 3, server.connectionCount());
    }
  }

  @Test
  void aCloseInsteadOfAnAnswerIsAFailure() throws IOException {
    assertThirdFails((request, socket) -> socket.close());
  }

  @Test
  void aCloseWithinAnAnswerIsAFailure() throws IOException {
    assertThirdFails(
        (request, socket) -> {
          ScriptedServer.write(
              socket, ScriptedServer.OK.substring(0, ScriptedServer.OK.length() - 1));
          socket.close();
        });
  }

  @Test
  void aResetIsAFailure() throws IOException {
    assertThirdFails((request, socket) -> ScriptedServer.reset(socket));
  }

  @Test
  void whatIsNoAnswerIsAFailure() throws IOException {
    assertThirdFails((request, socket) -> ScriptedServer.write(socket, "what?\r\n\r\n"));
  }

  @Test
  void anAnswerWithoutContentIsNoSuccessAndKeepsItsConnection() throws IOException {
    try (ScriptedServer server =
        new ScriptedServer(
            (request, socket) ->
                ScriptedServer.write(
                    socket,
                    isThird(request) ? "HTTP/1.1 204 No Content\r\n\r\n" : ScriptedServer.OK))) {
      assertFailed(COUNT / 3, run(server, 1));
      assertEquals(1, server.connectionCount());
    }
  }

  @Test
  void bytesBehindAnAnswerSpoilNoOther() throws IOException {
    try (ScriptedServer server =
        new ScriptedServer(
            (request, socket) ->
                ScriptedServer.write(
                    socket, isThird(request) ? ScriptedServer.OK + "x" : ScriptedServer.OK))) {
      assertFailed(0, run(server, 1));
      assertEquals(1 + COUNT / 3, server.connectionCount());
    }
  }

  @Test
  void bytesThatNobodyAskedForAreNoAnswer() throws Exception {
    assertNoFailureBetweenRuns(socket -> ScriptedServer.write(socket, "x"));
  }

  @Test
  void anEndBetweenRequestsIsNoFailure() throws Exception {
    assertNoFailureBetweenRuns(socket -> socket.close());
  }

  @Test
  void aResetBetweenRequestsIsNoFailure() throws Exception {
    assertNoFailureBetweenRuns(ScriptedServer::reset);
  }

  @Test
  void aServerThatIsGoneFailsTheRestOfThePlan() throws IOException {
    List<ScriptedServer> servers = new CopyOnWriteArrayList<>();
    AtomicLong stepNs = new AtomicLong(); // nothing is late until the server is gone
    try (ScriptedServer leaving =
            new ScriptedServer(
                (request, socket) -> {
                  if (request == 3) {
                    servers.get(0).close();
                    socket.close();
                    stepNs.set(STEP_NS);
                  } else {
                    ScriptedServer.write(socket, ScriptedServer.OK);
                  }
                });
        LoadGenerator generator =
            new LoadGenerator(leaving.address(), 1, () -> clockNs.getAndAdd(stepNs.get()))) {
      servers.add(leaving);
      SendPlan atOnce = new SendPlan(-COUNT, 1_000_000_000, COUNT);
      SendAccount account = generator.run(atOnce, BrokenConnectionsTest::put, 5_000 * STEP_NS);
      assertEquals(COUNT - 3, account.failedCount());
      assertFalse(account.isDone());
      SendAccount after = generator.run(plan(), BrokenConnectionsTest::put, 5_000 * STEP_NS);
      assertEquals(COUNT, after.failedCount());
    }
  }

  private interface Nuisance {
    void at(Socket socket) throws IOException;
  }

  /* The first answer is whole; the nuisance comes before the second run's only request is due. */
  private void assertNoFailureBetweenRuns(Nuisance nuisance) throws Exception {
    CountDownLatch isAnswered = new CountDownLatch(1);
    CountDownLatch isDone = new CountDownLatch(1);
    try (ScriptedServer server =
            new ScriptedServer(
                (request, socket) -> {
                  ScriptedServer.write(socket, ScriptedServer.OK);
                  if (request == 0) {
                    await(isAnswered);
                    nuisance.at(socket);
                    isDone.countDown();
                  }
                });
        LoadGenerator generator = generator(server, 1)) {
      SendPlan first = new SendPlan(clockNs.get(), 10_000, 1);
      assertEquals(0, generator.run(first, BrokenConnectionsTest::put, DRAIN_NS).failedCount());
      isAnswered.countDown();
      isDone.await();
      SendPlan second = new SendPlan(clockNs.get() + 50_000 * STEP_NS, 10_000, 1);
      SendAccount account = generator.run(second, BrokenConnectionsTest::put, DRAIN_NS);
      assertEquals(0, account.failedCount());
      assertEquals(1, account.sentNs().getTotalCount());
      assertEquals(2, server.requestCount());
      assertEquals(2, server.connectionCount());
    }
  }

  private void assertThirdFails(ScriptedServer.Script bad) throws IOException {
    for (int connectionCount : new int[] {1, 4}) {
      try (ScriptedServer server =
          new ScriptedServer(
              (request, socket) -> {
                if (isThird(request)) {
                  bad.answer(request, socket);
                } else {
                  ScriptedServer.write(socket, ScriptedServer.OK);
                }
              })) {
        assertFailed(COUNT / 3, run(server, connectionCount));
        if (connectionCount == 1) { // of several, the last may not be needed again
          assertEquals(1 + COUNT / 3, server.connectionCount());
        }
      }
    }
  }

  private static void assertFailed(int failedCount, SendAccount account) {
    assertEquals(COUNT, account.sentCount());
    assertTrue(account.isDone());
    assertEquals(failedCount, account.failedCount());
    assertEquals(COUNT - failedCount, account.intendedNs().getTotalCount());
    assertFalse(failedCount > 0 && account.isValid());
  }

  private static boolean isThird(int request) {
    return request % 3 == 1;
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }

  private SendAccount run(ScriptedServer server, int connectionCount) throws IOException {
    try (LoadGenerator generator = generator(server, connectionCount)) {
      return generator.run(plan(), BrokenConnectionsTest::put, DRAIN_NS);
    }
  }

  private SendPlan plan() {
    return new SendPlan(clockNs.get(), 10_000, COUNT);
  }

  private LoadGenerator generator(ScriptedServer server, int connectionCount) throws IOException {
    return new LoadGenerator(server.address(), connectionCount, () -> clockNs.getAndAdd(STEP_NS));
  }

  private static void put(long index, ByteBuffer out) {
    out.put(("GET /" + index + " HTTP/1.1\r\nHost: t\r\n\r\n").getBytes(US_ASCII));
  }
}
