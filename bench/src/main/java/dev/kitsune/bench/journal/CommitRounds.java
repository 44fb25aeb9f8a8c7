package dev.kitsune.bench.journal;

import dev.kitsune.bench.figure.ControlSamples;
import dev.kitsune.engine.ExperienceEngine;
import dev.kitsune.engine.journal.Durability;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;

/** Updates at level fsync: one at a time, many outstanding, many threads that wait. In turns. */
final class CommitRounds implements AutoCloseable {
  private static final int PROFILE_COUNT = 10_000;
  private static final long ROUND_NS = 1_000_000_000L;
  private static final int OUTSTANDING_PER_THREAD = 32;
  private static final int BLOCKING_THREAD_COUNT = 64;

  private final DurableEngine durable;
  private final List<Double> single = new ArrayList<>();
  private final List<Double> pipelined = new ArrayList<>();
  private final List<Double> blocking = new ArrayList<>();
  private final ControlSamples control = new ControlSamples();
  private int nextSeed = 1;

  CommitRounds(Path directory) {
    durable = DurableEngine.open(directory, Durability.FSYNC, PROFILE_COUNT).fill();
  }

  void run(int roundCount) throws InterruptedException {
    rate(2, OUTSTANDING_PER_THREAD);
    for (int round = 0; round < roundCount; round++) {
      control.sample();
      double one = rate(1, 1);
      single.add(one);
      pipelined.add(rate(2, OUTSTANDING_PER_THREAD) / one);
      blocking.add(rate(BLOCKING_THREAD_COUNT, 1) / one);
    }
  }

  List<Double> pipelined() {
    return pipelined;
  }

  List<Double> blocking() {
    return blocking;
  }

  /** A sample of each round. */
  ControlSamples control() {
    return control;
  }

  double singleRate() {
    return UpdateRounds.median(single);
  }

  @Override
  public void close() {
    durable.close();
  }

  /** Acknowledged events per second. */
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
    long end = System.nanoTime() + ROUND_NS;
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
