package dev.kitsune.server;

import dev.kitsune.engine.bytes.ByteSink;
import dev.kitsune.server.route.ErrorResponse;
import dev.kitsune.server.route.HttpStatus;
import dev.kitsune.server.route.RoutedAnswer;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOutboundBuffer;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * The answers of one connection on their way out, in order. Those that need not wait gather in one
 * buffer until the flush. From the first on whose change is not durable yet they wait one by one;
 * each flush lets the durable prefix go. While too much waits the channel counts as not writable,
 * so that no further request is answered or read. Owned by the event loop. Data plane.
 */
@SuppressWarnings("FutureReturnValueIgnored") // who cannot be written to is closed
final class AnswerQueue {
  /** Answers that may wait; one read's worth of small requests. */
  static final int COUNT_MAX = 1_024;

  /** Bytes of answers that may wait; the one that reaches this is the last. */
  static final int LENGTH_MAX = 512 * 1_024;

  private static final int UNFLUSHED_LENGTH_MAX = 256 * 1_024;
  private static final int WRITABILITY_INDEX = 1;
  private static final int NO_SERIES = -1;

  private final Channel channel;
  private final RequestScratch scratch;
  private final CommitTurn turn;
  private final Runnable onTurn;
  private final Queue<WaitingAnswer> waiting = new ArrayDeque<>(1);
  private @Nullable ByteBuf unflushed;
  private long waitingLength;
  private boolean isAwaitingTurn;
  private boolean isFull;

  /**
   * @param onTurn flushes this queue; run when a commit may have changed what it can let go
   */
  AnswerQueue(Channel channel, RequestScratch scratch, Runnable onTurn) {
    this.channel = channel;
    this.scratch = scratch;
    this.turn = scratch.turn();
    this.onTurn = onTurn;
  }

  /** Whether answers wait for a commit. */
  boolean isWaiting() {
    return !waiting.isEmpty();
  }

  /**
   * Takes the answer of the event loop's scratch memory over.
   *
   * @param series of the request's timer
   * @param startNs when the request was whole
   */
  void add(boolean withBody, boolean isKeptAlive, int series, long startNs) {
    RoutedAnswer answer = scratch.answer();
    if (waiting.isEmpty() && turn.isDurable(answer.sequence())) {
      unflushed = encode(unflushed, answer, withBody, isKeptAlive);
      record(series, answer.status(), startNs);
      return;
    }
    await(
        new WaitingAnswer(
            answer.sequence(),
            encode(null, answer, withBody, isKeptAlive),
            series,
            answer.status(),
            startNs,
            isKeptAlive,
            answer.isOriginChecked(),
            answer.allowedOrigin()));
  }

  /** Whether so much may be sent that the flush should not wait for the read's end. */
  boolean isFlushDue() {
    return unflushed != null && unflushed.readableBytes() > UNFLUSHED_LENGTH_MAX;
  }

  /** Takes bytes over that are no whole answer. */
  void add(byte[] bytes) {
    if (waiting.isEmpty()) {
      unflushed = room(unflushed, bytes.length).writeBytes(bytes);
      return;
    }
    ByteBuf copy = room(null, bytes.length).writeBytes(bytes);
    await(new WaitingAnswer(0, copy, NO_SERIES, HttpStatus.OK, 0, true, false, null));
  }

  /** Takes the head of an answer over whose body another thread writes; none may wait before it. */
  void startStream(int series, long startNs) {
    RoutedAnswer answer = scratch.answer();
    unflushed = encode(unflushed, answer, false, false);
    record(series, answer.status(), startNs);
    flush();
  }

  /**
   * Hands everything to the socket that may be sent.
   *
   * @return the last write; null if there was nothing
   */
  @Nullable ChannelFuture flush() {
    ChannelFuture last = null;
    if (unflushed != null) {
      last = channel.write(unflushed);
      unflushed = null;
    }
    if (!waiting.isEmpty()) {
      ChannelFuture released = release();
      last = released == null ? last : released;
    }
    if (last != null) {
      channel.flush();
    }
    return last;
  }

  /** The connection's turn has come: there will be no other unless answers still wait. */
  void turnCame() {
    isAwaitingTurn = false;
  }

  /** Drops everything: the connection has ended. */
  void clear() {
    if (unflushed != null) {
      unflushed.release();
      unflushed = null;
    }
    while (!waiting.isEmpty()) {
      take().bytes().release();
    }
  }

  /* Vain first: what becomes durable between the two looks is acknowledged. */
  private @Nullable ChannelFuture release() {
    boolean inVain = turn.isInVain();
    ChannelFuture last = null;
    WaitingAnswer first = waiting.peek();
    while (first != null && (inVain || turn.isDurable(first.sequence()))) {
      last = channel.write(turn.isDurable(first.sequence()) ? acknowledge() : refuse());
      first = waiting.peek();
    }
    if (first != null) {
      awaitTurn();
    }
    letRead();
    return last;
  }

  private ByteBuf acknowledge() {
    WaitingAnswer answer = take();
    record(answer.series(), answer.status(), answer.startNs());
    return answer.bytes();
  }

  /* Whether the change is kept is not known: as after any 503 the client may send it again. */
  private ByteBuf refuse() {
    WaitingAnswer refused = take();
    refused.bytes().release();
    RoutedAnswer answer = scratch.answer();
    ErrorResponse.writeUnavailable(refused.isOriginChecked(), refused.allowedOrigin(), answer);
    record(refused.series(), answer.status(), refused.startNs());
    return encode(null, answer, true, refused.isKeptAlive());
  }

  private void await(WaitingAnswer answer) {
    waiting.add(answer);
    waitingLength += answer.bytes().readableBytes();
    turn.countAnswer(1);
    awaitTurn();
    if (!isFull && (waiting.size() >= COUNT_MAX || waitingLength >= LENGTH_MAX)) {
      isFull = true;
      setWritable(false);
    }
  }

  private WaitingAnswer take() {
    WaitingAnswer taken = waiting.remove();
    waitingLength -= taken.bytes().readableBytes();
    turn.countAnswer(-1);
    return taken;
  }

  private void awaitTurn() {
    if (!isAwaitingTurn) {
      isAwaitingTurn = true;
      turn.await(onTurn);
    }
  }

  private void letRead() {
    if (isFull && waiting.size() <= COUNT_MAX / 2 && waitingLength <= LENGTH_MAX / 2) {
      isFull = false;
      setWritable(true);
    }
  }

  private void setWritable(boolean writable) {
    ChannelOutboundBuffer buffer = channel.unsafe().outboundBuffer();
    if (buffer != null) { // else the channel is closed
      buffer.setUserDefinedWritability(WRITABILITY_INDEX, writable);
    }
  }

  private ByteBuf encode(
      @Nullable ByteBuf before, RoutedAnswer answer, boolean withBody, boolean isKeptAlive) {
    ByteSink head = scratch.answerHead().encode(answer, isKeptAlive);
    int bodyLength = withBody ? answer.body().length() : 0;
    return room(before, head.length() + bodyLength)
        .writeBytes(head.array(), 0, head.length())
        .writeBytes(answer.body().array(), 0, bodyLength);
  }

  private ByteBuf room(@Nullable ByteBuf before, int more) {
    return before == null ? channel.alloc().ioBuffer(more) : before;
  }

  private void record(int series, HttpStatus status, long startNs) {
    if (series != NO_SERIES) {
      scratch.timers().record(series, status, System.nanoTime() - startNs);
    }
  }
}
