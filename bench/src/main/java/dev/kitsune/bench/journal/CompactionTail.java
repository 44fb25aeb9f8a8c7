package dev.kitsune.bench.journal;

import dev.kitsune.bench.figure.ControlSamples;
import dev.kitsune.engine.journal.Durability;
import dev.kitsune.engine.journal.JournalStatus;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** One thread's updates at a steady rate, those during a compaction apart from the others. */
final class CompactionTail {
  private static final int PROFILE_COUNT = 100_000;
  private static final int WARM_UP_COUNT = 400_000;
  private static final long RUN_NS = 60_000_000_000L;
  private static final long RUN_NS_MAX = 4 * RUN_NS;
  private static final long INTERVAL_NS = 20_000;
  private static final long POLL_NS = 200_000;
  private static final int CONTROL_COUNT = 6;
  private static final int PAIR_COUNT = 9;

  private final Path directory;
  private final SnapshotPairs pairs = new SnapshotPairs();
  private final ControlSamples control = new ControlSamples();
  private volatile boolean isCompacting;
  private volatile boolean isDone;
  private final AtomicInteger snapshotCount = new AtomicInteger();

  CompactionTail(Path directory) {
    this.directory = directory;
  }

  void run() throws InterruptedException {
    try (DurableEngine durable =
        DurableEngine.open(directory, Durability.OS, PROFILE_COUNT).fill()) {
      DurableEngine.Client client = durable.newClient(1);
      for (int i = 0; i < WARM_UP_COUNT; i++) {
        client.update();
      }
      sampleControl();
      Thread poller = new Thread(() -> poll(durable));
      poller.start();
      try {
        send(client);
      } finally {
        isDone = true;
        poller.join();
      }
      sampleControl();
    }
  }

  SnapshotPairs pairs() {
    return pairs;
  }

  /** Samples of before and after. */
  ControlSamples control() {
    return control;
  }

  int snapshotCount() {
    return snapshotCount.get();
  }

  /* Latency from when an update was due, so that a stall counts for all that it holds up. */
  private void send(DurableEngine.Client client) {
    long begin = System.nanoTime();
    long dueNs = begin;
    while (isToGoOn(dueNs - begin)) {
      while (System.nanoTime() < dueNs) {
        Thread.onSpinWait();
      }
      client.update();
      boolean isDuring = isCompacting;
      pairs.add(isDuring, System.nanoTime() - dueNs);
      dueNs += INTERVAL_NS;
    }
  }

  /* A minute, and longer where there are too few snapshots to judge by. */
  private boolean isToGoOn(long runNs) {
    return runNs < RUN_NS || (runNs < RUN_NS_MAX && pairs.ratios().size() < PAIR_COUNT);
  }

  private void sampleControl() {
    for (int i = 0; i < CONTROL_COUNT; i++) {
      control.sample();
    }
  }

  private void poll(DurableEngine durable) {
    while (!isDone) {
      JournalStatus status = durable.engine().journalStatus();
      boolean now = status != null && status.isCompacting();
      if (now && !isCompacting) {
        snapshotCount.incrementAndGet();
      }
      isCompacting = now;
      LockSupport.parkNanos(POLL_NS);
    }
  }
}
