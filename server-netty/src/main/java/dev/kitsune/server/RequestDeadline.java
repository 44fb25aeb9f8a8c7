package dev.kitsune.server;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;
import java.util.concurrent.TimeUnit;

/**
 * The clock of one connection, first in its pipeline: a request's bytes must all arrive within one
 * absolute time, so that a byte now and then keeps nothing open. Requests only move the due time;
 * no timer is scheduled for them. Data plane.
 */
@SuppressWarnings("FutureReturnValueIgnored") // the timer task itself says what happens
final class RequestDeadline extends ChannelInboundHandlerAdapter implements Runnable {
  /** The event that says: the request begun did not arrive in time. */
  static final Object EXPIRED = new Object();

  private static final int RECHECK_MS = 250;

  private enum Phase {
    IDLE,
    READING,
    CLOSING
  }

  private final Channel channel;
  private final HttpLimits limits;
  private Phase phase = Phase.IDLE;
  private long dueNs;
  private int idleTimeoutMs;
  private boolean answersWait;

  RequestDeadline(Channel channel, HttpLimits limits) {
    this.channel = channel;
    this.limits = limits;
    idleTimeoutMs = limits.idleTimeoutMs();
  }

  @Override
  public void channelActive(ChannelHandlerContext context) throws Exception {
    enter(Phase.IDLE, limits.idleTimeoutMs());
    schedule();
    super.channelActive(context);
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object bytes) throws Exception {
    if (phase == Phase.CLOSING) {
      ReferenceCountUtil.release(bytes);
      return;
    }
    if (phase == Phase.IDLE) {
      enter(Phase.READING, limits.requestTimeoutMs());
    }
    super.channelRead(context, bytes);
  }

  /** The request begun has arrived whole. */
  void requestEnded() {
    enter(Phase.IDLE, idleTimeoutMs);
  }

  /**
   * Says whether answers wait for a commit. While they do nothing is due, since it is the server
   * that is slow; a connection is idle from its last answer on.
   */
  void answersWait(boolean wait) {
    if (answersWait && !wait && phase == Phase.IDLE) {
      enter(Phase.IDLE, idleTimeoutMs);
    }
    answersWait = wait;
  }

  /** The last answer is being written: whatever else arrives is dropped. */
  void closing() {
    enter(Phase.CLOSING, limits.idleTimeoutMs());
  }

  /** The last answer is being written by another thread, however long that takes. */
  void streaming() {
    enter(Phase.CLOSING, Integer.MAX_VALUE);
  }

  /** The last answer is written: the client gets a little time to read it and close. */
  void lingering() {
    enter(Phase.CLOSING, limits.lingerTimeoutMs());
    schedule();
  }

  /** The server stops: a request begun may end, none is waited for. Whether one has begun. */
  boolean drain() {
    idleTimeoutMs = limits.drainTimeoutMs();
    if (phase == Phase.IDLE) {
      enter(Phase.IDLE, idleTimeoutMs);
      schedule();
    }
    return phase == Phase.READING;
  }

  @Override
  public void run() {
    if (!channel.isOpen()) {
      return;
    }
    if (dueNs - System.nanoTime() > 0) {
      schedule();
    } else if (answersWait) {
      enter(phase, phase == Phase.READING ? limits.requestTimeoutMs() : RECHECK_MS);
      schedule();
    } else if (phase == Phase.READING) {
      channel.pipeline().fireUserEventTriggered(EXPIRED);
    } else {
      channel.close();
    }
  }

  private void enter(Phase newPhase, int timeoutMs) {
    phase = newPhase;
    dueNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(timeoutMs);
  }

  /* Never later than a request that begins right after this check could be due. */
  private void schedule() {
    long delayNs = dueNs - System.nanoTime();
    long requestNs = TimeUnit.MILLISECONDS.toNanos(limits.requestTimeoutMs());
    channel.eventLoop().schedule(this, Math.min(delayNs, requestNs), TimeUnit.NANOSECONDS);
  }
}
