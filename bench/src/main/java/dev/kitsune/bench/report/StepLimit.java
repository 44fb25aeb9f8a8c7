package dev.kitsune.bench.report;

import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Ends what a step has started once the step's time is over: the processes that this one has from
 * then on, of which a step that waits for them fails. JMH's own time-out knows only iterations, not
 * how long a benchmark fills its store before them. Control plane.
 */
final class StepLimit implements AutoCloseable {
  private static final long AGAIN_MS = 100;

  private final Set<ProcessHandle> older = processes();
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          run -> {
            Thread thread = new Thread(run, "step-limit");
            thread.setDaemon(true);
            return thread;
          });
  private volatile boolean isOver;

  private StepLimit() {}

  /** Ends them after so many seconds, unless it is closed before. */
  static StepLimit after(double seconds) {
    StepLimit limit = new StepLimit();
    long delayMs = (long) (1_000 * seconds);
    var unused =
        limit.timer.scheduleWithFixedDelay(
            limit::endProcesses, delayMs, AGAIN_MS, TimeUnit.MILLISECONDS);
    return limit;
  }

  /** Whether the time was over before this was closed. */
  boolean isOver() {
    return isOver;
  }

  private void endProcesses() {
    isOver = true;
    processes().stream()
        .filter(process -> !older.contains(process))
        .forEach(ProcessHandle::destroyForcibly);
  }

  private static Set<ProcessHandle> processes() {
    return ProcessHandle.current().descendants().collect(Collectors.toSet());
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
