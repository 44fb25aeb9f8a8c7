package dev.kitsune.bench.journal;

import dev.kitsune.bench.figure.ControlSamples;
import dev.kitsune.bench.socket.SendAccount;
import dev.kitsune.engine.journal.Durability;
import dev.kitsune.engine.journal.JournalStatus;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * One thread's updates at a steady rate, those during a compaction apart from the others. They come
 * in stretches, and between two, where no snapshot is written, the control loop has half a second.
 */
final class CompactionTail {
  /**
   * How much is done.
   *
   * @param stretchMs how long a stretch is at least
   * @param runMs how long all is at least; four times that at most
   */
  record Scale(int profileCount, int segmentBytes, int warmUpCount, int stretchMs, int runMs) {}

  /* At 50,000 a second, 40 MB of journal beside the snapshots, disks were seen to stall for a
   * second at a time. */
  private static final int RATE_PER_S = 20_000;
  private static final long INTERVAL_NS = 1_000_000_000L / RATE_PER_S;
  private static final long POLL_NS = 200_000;
  private static final long GUARD_NS = 20_000_000;
  private static final int PAIR_COUNT = 9;
  private static final int LONGER_MAX = 4;

  private final Path directory;
  private final Scale scale;
  private final SnapshotPairs pairs = new SnapshotPairs();
  private final ControlSamples control = new ControlSamples();
  private final SnapshotSpans spans = new SnapshotSpans(GUARD_NS, System.nanoTime());
  private final SentUpdates sent = new SentUpdates();
  private volatile boolean isCompacting;
  private volatile boolean isDone;
  private long plannedCount;
  private long sentCount;

  CompactionTail(Path directory, Scale scale) {
    this.directory = directory;
    this.scale = scale;
  }

  void run() throws InterruptedException {
    try (DurableEngine durable =
        DurableEngine.open(directory, Durability.OS, scale.profileCount(), scale.segmentBytes())
            .fill()) {
      DurableEngine.Client client = durable.newClient(1);
      for (int i = 0; i < scale.warmUpCount(); i++) {
        client.update();
      }
      Thread poller = new Thread(() -> poll(durable));
      poller.start();
      try {
        send(client);
      } finally {
        isDone = true;
        poller.join();
      }
    }
  }

  SnapshotPairs pairs() {
    return pairs;
  }

  /** Samples of before, between and after the stretches. */
  ControlSamples control() {
    return control;
  }

  int snapshotCount() {
    return spans.count();
  }

  /** Why the run says nothing: the machine did not keep to the plan; empty where it did. */
  String unkept() {
    return unkept(sentCount, plannedCount);
  }

  static String unkept(long sentCount, long plannedCount) {
    return sentCount >= SendAccount.SENT_SHARE_MIN * plannedCount
        ? ""
        : String.format(
            Locale.ROOT,
            "the machine took %.1f %% of %,d updates a second",
            100.0 * sentCount / plannedCount,
            RATE_PER_S);
  }

  private void send(DurableEngine.Client client) {
    control.sample();
    long beginNs = System.nanoTime();
    while (isToGoOn(System.nanoTime() - beginNs)) {
      stretch(client);
      control.sample();
      sort();
    }
  }

  /* A minute, and longer where there are too few snapshots to judge by. */
  private boolean isToGoOn(long ranNs) {
    long runNs = TimeUnit.MILLISECONDS.toNanos(scale.runMs());
    return ranNs < runNs || (ranNs < LONGER_MAX * runNs && pairs.ratios().size() < PAIR_COUNT);
  }

  /* Latency from when an update was due, so that a stall counts for all that it holds up. */
  private void stretch(DurableEngine.Client client) {
    long beginNs = System.nanoTime();
    long endNs = beginNs + TimeUnit.MILLISECONDS.toNanos(scale.stretchMs());
    long endMaxNs = beginNs + TimeUnit.MILLISECONDS.toNanos(scale.runMs());
    long dueNs = beginNs;
    long nowNs = beginNs;
    while (nowNs < endNs || ((isCompacting || dueNs <= nowNs) && nowNs < endMaxNs)) {
      while (nowNs < dueNs) {
        Thread.onSpinWait();
        nowNs = System.nanoTime();
      }
      client.update();
      nowNs = System.nanoTime();
      sent.add(dueNs, nowNs);
      sentCount++;
      dueNs += INTERVAL_NS;
    }
    plannedCount += (nowNs - beginNs) / INTERVAL_NS;
  }

  /* Those that come first after a pause are left out, as after a snapshot. */
  private void sort() {
    long beginNs = sent.count() == 0 ? 0 : sent.dueNs(0) + GUARD_NS;
    for (int i = 0; i < sent.count(); i++) {
      SnapshotSpans.Place place = spans.place(sent.dueNs(i), sent.doneNs(i));
      if (place != SnapshotSpans.Place.NEAR && sent.dueNs(i) >= beginNs) {
        pairs.add(place == SnapshotSpans.Place.DURING, sent.doneNs(i) - sent.dueNs(i));
      }
    }
    sent.clear();
  }

  private void poll(DurableEngine durable) {
    while (!isDone) {
      JournalStatus status = durable.engine().journalStatus();
      isCompacting = status != null && status.isCompacting();
      spans.look(isCompacting, System.nanoTime());
      LockSupport.parkNanos(POLL_NS);
    }
  }
}
