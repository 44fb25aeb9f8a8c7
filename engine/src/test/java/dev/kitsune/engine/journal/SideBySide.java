package dev.kitsune.engine.journal;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Runs many cases of a test at once, as most of them wait for a journal to try again. */
final class SideBySide {
  private static final int THREAD_COUNT = 24;

  /** One case; says itself what it is when it fails. */
  @FunctionalInterface
  interface Case {
    void run(int number) throws Exception;
  }

  private SideBySide() {}

  /** Runs cases 1 to {@code count}; the first failure is thrown when all have ended. */
  static void run(int count, Case test) throws InterruptedException {
    ExecutorService threads = Executors.newFixedThreadPool(THREAD_COUNT);
    try {
      List<Future<?>> runs = new ArrayList<>();
      for (int number = 1; number <= count; number++) {
        int given = number;
        runs.add(
            threads.submit(
                () -> {
                  test.run(given);
                  return null;
                }));
      }
      await(runs);
    } finally {
      threads.shutdownNow();
    }
  }

  private static void await(List<Future<?>> runs) throws InterruptedException {
    AssertionError first = null;
    for (int i = 0; i < runs.size(); i++) {
      try {
        runs.get(i).get();
      } catch (ExecutionException failed) {
        AssertionError error = new AssertionError("case " + (i + 1), failed.getCause());
        first = first == null ? error : first;
      }
    }
    if (first != null) {
      throw first;
    }
  }
}
