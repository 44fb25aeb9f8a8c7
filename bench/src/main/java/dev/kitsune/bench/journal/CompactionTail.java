package dev.kitsune.bench.journal;

import dev.kitsune.engine.journal.Durability;
import dev.kitsune.engine.journal.JournalStatus;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;

/** One thread's updates at a steady rate, those during a compaction apart from the others. */
final class CompactionTail {
  private static final int PROFILE_COUNT = 100_000;
  private static final int WARM_UP_COUNT = 400_000;
  private static final long RUN_NS = 60_000_000_000L;
  private static final long INTERVAL_NS = 20_000;
  private static final long POLL_NS = 200_000;
  private static final double PERCENTILE = 99.9;
  private static final double NS_PER_US = 1_000;

  private final Path directory;
  private final Histogram during = new Histogram(3);
  private final Histogram otherwise = new Histogram(3);
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

  double ratio() {
    return duringUs() / elseUs();
  }

  double duringUs() {
    return during.getValueAtPercentile(PERCENTILE) / NS_PER_US;
  }

  double elseUs() {
    return otherwise.getValueAtPercentile(PERCENTILE) / NS_PER_US;
  }

  long duringCount() {
    return during.getTotalCount();
  }

  long elseCount() {
    return otherwise.getTotalCount();
  }

  int snapshotCount() {
    return snapshotCount.get();
  }

  /* Latency from when an update was due, so that a stall counts for all that it holds up. */
  private void send(DurableEngine.Client client) {
    long begin = System.nanoTime();
    long dueNs = begin;
    while (dueNs - begin < RUN_NS) {
      while (System.nanoTime() < dueNs) {
        Thread.onSpinWait();
      }
      client.update();
      boolean isDuring = isCompacting;
      (isDuring ? during : otherwise).recordValue(System.nanoTime() - dueNs);
      dueNs += INTERVAL_NS;
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
