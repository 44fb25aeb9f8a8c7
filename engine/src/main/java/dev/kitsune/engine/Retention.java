package dev.kitsune.engine;

import dev.kitsune.engine.catalog.Catalog;
import dev.kitsune.engine.catalog.EnvironmentRef;
import dev.kitsune.engine.catalog.EnvironmentSettings;
import dev.kitsune.engine.error.ExperienceException;
import dev.kitsune.engine.store.ProfileExecutor;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes, once an hour, the profiles that got no event for as long as their environment's {@code
 * retentionDays}. Control plane.
 */
final class Retention implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Retention.class);
  private static final long INTERVAL_MS = 3_600_000;

  private final Catalog catalog;
  private final ProfileExecutor executor;
  private final LongSupplier clockMs;
  private final ScheduledThreadPoolExecutor thread =
      new ScheduledThreadPoolExecutor(1, Retention::newThread);

  Retention(Catalog catalog, ProfileExecutor executor, LongSupplier clockMs) {
    this(catalog, executor, clockMs, INTERVAL_MS);
  }

  /** The same more or less often. */
  @SuppressWarnings("FutureReturnValueIgnored") // each sweep tells itself what failed
  Retention(Catalog catalog, ProfileExecutor executor, LongSupplier clockMs, long intervalMs) {
    this.catalog = catalog;
    this.executor = executor;
    this.clockMs = clockMs;
    thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    thread.scheduleWithFixedDelay(this::sweepAndLog, intervalMs, intervalMs, TimeUnit.MILLISECONDS);
  }

  /** Removes what is due now; returns how many profiles that were. */
  long sweep() {
    long count = 0;
    for (EnvironmentRef environment : catalog.environments()) {
      long retentionMs = environment.current().retentionMs();
      if (retentionMs != EnvironmentSettings.KEPT_FOR_EVER) {
        count += executor.evictInactive(environment, clockMs.getAsLong() - retentionMs);
      }
    }
    return count;
  }

  /** Begins no more sweeps; one under way ends with the store. */
  @Override
  public void close() {
    thread.shutdownNow();
  }

  /* Whatever escaped would be the last sweep. */
  private void sweepAndLog() {
    try {
      long count = sweep();
      if (count > 0) {
        LOG.info("removed {} profiles after their retention", count);
      }
    } catch (ExperienceException unavailable) {
      LOG.warn("profiles are kept beyond their retention: {}", unavailable.getMessage());
    } catch (Throwable fault) {
      LOG.error("profiles are kept beyond their retention", fault);
    }
  }

  private static Thread newThread(Runnable work) {
    Thread thread = new Thread(work, "kitsune-retention");
    thread.setDaemon(true);
    return thread;
  }
}
