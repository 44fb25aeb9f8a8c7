package dev.kitsune.server;

import static dev.kitsune.server.TestServer.PAGE_BODY;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kitsune.engine.ExperienceEngine;
import dev.kitsune.server.metrics.RequestTimers;
import dev.kitsune.server.route.Resource;
import dev.kitsune.server.route.RouteTable;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.embedded.EmbeddedChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whose bytes are whose; WaitingAnswersTest has what clients see. */
@SuppressWarnings("FutureReturnValueIgnored") // what was written is read here
final class AnswerQueueTest {
  private static final int SERIES = RequestTimers.series(Resource.PROFILE, "POST");
  private static final byte[] CHANGE = PAGE_BODY.getBytes(StandardCharsets.UTF_8);

  private final CommitGate gate = new CommitGate();
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final UnpooledByteBufAllocator allocator = new UnpooledByteBufAllocator(true);
  private final EmbeddedChannel channel = new EmbeddedChannel();
  private final ExperienceEngine engine;
  private final RequestScratch scratch;
  private final AnswerQueue queue;

  AnswerQueueTest(@TempDir Path directory) {
    channel.config().setAllocator(allocator);
    engine =
        ExperienceEngine.open(
            TestServer.engineConfig().withSegmentBytes(64 * 1_024).withDataDirectory(directory));
    scratch =
        new RequestScratch(
            engine.newWorker(),
            Runnable::run,
            gate.turns().newTurn(Runnable::run),
            new RequestTimers(registry));
    queue = new AnswerQueue(channel, scratch, () -> {});
  }

  @AfterEach
  void close() {
    channel.close();
    engine.close();
  }

  @Test
  void freesWhatWaitsWhenItIsCleared() {
    change("a");
    change("b");
    assertEquals(null, queue.flush());
    assertTrue(queue.isWaiting());
    assertTrue(usedBytes() > 0);
    queue.clear();
    assertFalse(queue.isWaiting());
    assertEquals(0, usedBytes());
    assertEquals(0, gate.waitingCount());
  }

  @Test
  void freesWhatIsNotFlushedWhenItIsCleared() {
    gate.open(1);
    change("a");
    assertTrue(usedBytes() > 0);
    queue.clear();
    assertEquals(0, usedBytes());
  }

  @Test
  void freesTheAnswerThatARefusalReplaces() {
    change("a");
    gate.refuse();
    queue.flush();
    assertTrue(sent().startsWith("HTTP/1.1 503 "));
    assertEquals(0, usedBytes());
  }

  @Test
  void countsWhatItSaidNotWhatItWouldHaveSaid() {
    change("a");
    change("b");
    assertEquals(0, registry.getMeters().size());
    gate.open(1);
    queue.flush();
    assertTrue(sent().startsWith("HTTP/1.1 200 "));
    gate.refuse();
    queue.flush();
    sent();
    assertEquals(1, registry.get("kitsune.http.requests").tag("status", "200").timer().count());
    assertEquals(1, registry.get("kitsune.http.requests").tag("status", "503").timer().count());
  }

  @Test
  void isNotWritableFromTheLastAnswerThatMayWaitUntilHalfAreGone() {
    int half = AnswerQueue.COUNT_MAX / 2;
    change("a");
    live(half - 2);
    change("b");
    change("c");
    live(half - 2);
    assertTrue(channel.isWritable());
    live(1);
    assertFalse(channel.isWritable());
    gate.open(1);
    queue.flush();
    assertEquals(half + 1, gate.waitingCount());
    assertFalse(channel.isWritable());
    gate.open(2);
    queue.flush();
    assertEquals(half, gate.waitingCount());
    assertTrue(channel.isWritable());
    queue.clear();
    channel.releaseOutbound();
  }

  private void change(String id) {
    scratch.request().head("POST", TestServer.PROFILES + "/" + id, null, false);
    scratch.request().body(CHANGE, 0, CHANGE.length);
    answer();
  }

  private void live(int count) {
    for (int i = 0; i < count; i++) {
      scratch.request().head("GET", "/health/live", null, false);
      answer();
    }
  }

  private void answer() {
    RouteTable.ofApi(engine, () -> true)
        .answer(scratch.worker(), scratch.request(), scratch.answer());
    queue.add(true, true, SERIES, System.nanoTime());
  }

  private String sent() {
    ByteBuf bytes = channel.readOutbound();
    try {
      return bytes.toString(StandardCharsets.UTF_8);
    } finally {
      bytes.release();
    }
  }

  private long usedBytes() {
    return allocator.metric().usedDirectMemory() + allocator.metric().usedHeapMemory();
  }
}
