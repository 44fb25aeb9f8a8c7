package dev.kitsune.bench.socket;

import org.HdrHistogram.Histogram;

/**
 * What became of a plan's requests. Each answer counts twice: from when its request was sent, and
 * from when it should have been, so that a generator or server that fell behind cannot hide it.
 * Owned by one thread.
 */
public final class SendAccount {
  /** With less of its plan sent in time, a run says nothing about that rate. */
  public static final double SENT_SHARE_MIN = 0.99;

  private final SendPlan plan;
  private final Histogram intendedNs = new Histogram(3);
  private final Histogram sentNs = new Histogram(3);
  private long sentCount;
  private long sentInTime;
  private long settledCount;
  private long failedCount;

  public SendAccount(SendPlan plan) {
    this.plan = plan;
  }

  /** Whether a request is due that was not sent. */
  public boolean isDue(long nowNs) {
    return sentCount < plan.count() && plan.dueNs(sentCount) <= nowNs;
  }

  /** Notes that the next request is sent; returns when it was due. */
  public long send(long nowNs) {
    long dueNs = plan.dueNs(sentCount++);
    if (nowNs < plan.endNs()) {
      sentInTime++;
    }
    return dueNs;
  }

  /** Notes an answer. */
  public void answer(long dueNs, long sendNs, long nowNs, boolean isOk) {
    settledCount++;
    if (!isOk) {
      failedCount++;
      return;
    }
    intendedNs.recordValue(nowNs - dueNs);
    sentNs.recordValue(nowNs - sendNs);
  }

  /** Notes that a request that was sent gets no answer. */
  public void fail() {
    settledCount++;
    failedCount++;
  }

  /** Whether all of the plan is sent, and answered or failed. */
  public boolean isDone() {
    return settledCount == plan.count();
  }

  public SendPlan plan() {
    return plan;
  }

  public long sentCount() {
    return sentCount;
  }

  /** How many were sent before the plan's end. */
  public long sentInTime() {
    return sentInTime;
  }

  /** Answers that were no success, and requests without an answer. */
  public long failedCount() {
    return failedCount + plan.count() - settledCount;
  }

  /** Whether the run says anything: 99 % of the plan sent in time, and nothing failed. */
  public boolean isValid() {
    return sentInTime >= SENT_SHARE_MIN * plan.count() && failedCount() == 0;
  }

  /** Latency from the intended send, in nanoseconds. */
  public Histogram intendedNs() {
    return intendedNs;
  }

  /** Latency from the send, in nanoseconds. */
  public Histogram sentNs() {
    return sentNs;
  }
}
