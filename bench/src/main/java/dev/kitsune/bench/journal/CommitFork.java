package dev.kitsune.bench.journal;

import dev.kitsune.bench.figure.OwnJvm;
import dev.kitsune.engine.ExperienceEngine;
import dev.kitsune.engine.journal.Durability;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Updates at level fsync, in a JVM of its own: one at a time, many outstanding, many threads that
 * wait.
 */
public final class CommitFork {
  private static final int OUTSTANDING_PER_THREAD = 32;
  private static final int BLOCKING_THREAD_COUNT = 64;
  private static final int WARM_UP_COUNT = 2;

  private final DurableEngine durable;
  private final long durationNs;
  private int nextSeed = 1;

  private CommitFork(DurableEngine durable, long durationNs) {
    this.durable = durable;
    this.durationNs = durationNs;
  }

  /**
   * Tells acknowledged events per second of the three ways.
   *
   * @param args the directory, the number of profiles, milliseconds of each way
   */
  public static void main(String[] args) throws InterruptedException {
    long durationNs = TimeUnit.MILLISECONDS.toNanos(Long.parseLong(args[2]));
    double[] rates = new double[0];
    try (DurableEngine durable =
        DurableEngine.open(Path.of(args[0]), Durability.FSYNC, Integer.parseInt(args[1])).fill()) {
      CommitFork fork = new CommitFork(durable, durationNs);
      for (int i = 0; i <= WARM_UP_COUNT; i++) {
        rates = fork.rates();
      }
    }
    OwnJvm.tell(rates);
  }

  private double[] rates() throws InterruptedException {
    return new double[] {
      rate(1, 1), rate(2, OUTSTANDING_PER_THREAD), rate(BLOCKING_THREAD_COUNT, 1)
    };
  }

  private double rate(int threadCount, int outstandingMax) throws InterruptedException {
    AtomicLong acknowledged = new AtomicLong();
    CountDownLatch go = new CountDownLatch(1);
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < threadCount; i++) {
      DurableEngine.Client client = durable.newClient(nextSeed++);
      threads.add(new Thread(() -> send(client, outstandingMax, go, acknowledged)));
    }
    threads.forEach(Thread::start);
    long begin = System.nanoTime();
    go.countDown();
    for (Thread thread : threads) {
      thread.join();
    }
    return acknowledged.get() * 1e9 / (System.nanoTime() - begin);
  }

  private void send(
      DurableEngine.Client client, int outstandingMax, CountDownLatch go, AtomicLong acknowledged) {
    try {
      go.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return;
    }
    ExperienceEngine engine = durable.engine();
    long[] waiting = new long[outstandingMax];
    long count = 0;
    long end = System.nanoTime() + durationNs;
    while (System.nanoTime() < end) {
      int place = (int) (count % outstandingMax);
      engine.awaitDurable(waiting[place]);
      waiting[place] = client.update();
      count++;
    }
    for (long sequence : waiting) {
      engine.awaitDurable(sequence);
    }
    acknowledged.addAndGet(count);
  }
}
