package dev.kitsune.engine.journal;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Runs loaders side by side, one per processor and at most four. Control plane. */
final class LoadThreads {
  private static final int COUNT_MAX = 4;

  private final Supplier<RecordLoader> loaders;

  LoadThreads(Supplier<RecordLoader> loaders) {
    this.loaders = loaders;
  }

  /** Returns when all have ended; what one of them throws is thrown here. */
  void run() throws IOException {
    int count = Math.min(COUNT_MAX, Runtime.getRuntime().availableProcessors());
    ExecutorService threads = Executors.newFixedThreadPool(count, LoadThreads::newThread);
    try {
      List<Future<?>> runs = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        RecordLoader loader = loaders.get();
        runs.add(
            threads.submit(
                () -> {
                  loader.run();
                  return null;
                }));
      }
      for (Future<?> run : runs) {
        await(run);
      }
    } finally {
      end(threads);
    }
  }

  /* What they read is freed by who called, so none may be left. An interrupt stays pending. */
  private static void end(ExecutorService threads) {
    threads.shutdownNow();
    boolean isInterrupted = Thread.interrupted();
    boolean isEnded = false;
    while (!isEnded) {
      try {
        isEnded = threads.awaitTermination(1, TimeUnit.DAYS);
      } catch (InterruptedException e) {
        isInterrupted = true;
      }
    }
    if (isInterrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static Thread newThread(Runnable run) {
    Thread thread = new Thread(run, "kitsune-recovery");
    thread.setDaemon(true);
    return thread;
  }

  private static void await(Future<?> run) throws IOException {
    try {
      run.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while records were read back", e);
    } catch (ExecutionException failed) {
      Throwable cause = failed.getCause();
      if (cause instanceof IOException e) {
        throw e;
      } else if (cause instanceof RuntimeException e) {
        throw e;
      } else if (cause instanceof Error e) {
        throw e;
      }
      throw new IOException(cause);
    }
  }
}
