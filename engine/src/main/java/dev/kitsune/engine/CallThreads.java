package dev.kitsune.engine;

import dev.kitsune.engine.error.ErrorCode;
import dev.kitsune.engine.error.ExperienceException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A bounded number of platform threads that run the calls of virtual threads: Chronicle keeps about
 * 10 kB for each thread that ever called it, which is nothing for a few and much for ten thousand.
 * They are daemons, begun when needed and gone after ten idle seconds, or once closed and through
 * with the calls that wait. Safe for any thread.
 */
final class CallThreads implements AutoCloseable {
  private static final long IDLE_S = 10;

  private final ThreadPoolExecutor threads;

  CallThreads(int countMax) {
    threads =
        new ThreadPoolExecutor(
            countMax,
            countMax,
            IDLE_S,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            CallThreads::thread);
    threads.allowCoreThreadTimeOut(true);
  }

  /**
   * Runs the call, first come, first served; an interrupt stays pending.
   *
   * @throws ExperienceException UNAVAILABLE once closed
   */
  <T> T call(Supplier<T> call) {
    FutureTask<T> task = new FutureTask<>(call::get);
    try {
      threads.execute(task);
    } catch (RejectedExecutionException closed) {
      throw new ExperienceException(ErrorCode.UNAVAILABLE, "");
    }
    return result(task);
  }

  /** Calls that no thread runs yet; for tests. */
  int waitingCount() {
    return threads.getQueue().size();
  }

  /** Takes no more calls; those that wait are run. Idempotent. */
  @Override
  public void close() {
    threads.shutdown();
  }

  private static <T> T result(FutureTask<T> task) {
    boolean isInterrupted = false;
    try {
      while (true) {
        try {
          return task.get();
        } catch (InterruptedException interrupt) {
          isInterrupted = true;
        } catch (ExecutionException failed) {
          throw rethrown(failed.getCause());
        }
      }
    } finally {
      if (isInterrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static RuntimeException rethrown(@Nullable Throwable cause) {
    if (cause instanceof Error error) {
      throw error;
    }
    return cause instanceof RuntimeException failure
        ? failure
        : new IllegalStateException("a call throws what it cannot", cause);
  }

  private static Thread thread(Runnable calls) {
    Thread thread = new Thread(calls, "kitsune-call");
    thread.setDaemon(true);
    return thread;
  }
}
