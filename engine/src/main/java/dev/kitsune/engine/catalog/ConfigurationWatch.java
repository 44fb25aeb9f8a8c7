package dev.kitsune.engine.catalog;

import dev.kitsune.engine.error.ConfigurationException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reloads when the files of a configuration directory changed: content counts, not times. It looks
 * as soon as the file system reports something, and now and then, as reports get lost (network file
 * systems, links, overflows). Several files changed within a short while are one change.
 *
 * <p>A directory that holds no environment any more changes nothing, as it is more likely unmounted
 * than meant. One thread of its own, a daemon; control plane.
 */
public final class ConfigurationWatch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ConfigurationWatch.class);

  /* Files that never come to rest are read all the same: a bad version changes nothing. */
  private static final int UNQUIET_LOOKS_MAX = 20;
  private static final long STOP_TIMEOUT_MS = TimeUnit.SECONDS.toMillis(10);

  /**
   * How often the watch looks.
   *
   * @param lookMs how long a change that nothing reports may go unseen
   * @param quietMs how long files have to stay as they are before they are read
   */
  record Pace(long lookMs, long quietMs) {
    static final Pace DEFAULT = new Pace(5_000, 250);
  }

  private final Path directory;
  private final Runnable reload;
  private final Pace pace;
  private final FolderEvents events;
  private final Thread thread;
  private List<FileState> loaded;

  /**
   * Takes the files' state from now on; {@link #start} then acts on changes.
   *
   * @param reload reads the directory and swaps what changed; may throw {@link
   *     ConfigurationException}
   */
  public ConfigurationWatch(Path directory, Runnable reload) {
    this(directory, reload, Pace.DEFAULT);
  }

  ConfigurationWatch(Path directory, Runnable reload, Pace pace) {
    this.directory = directory;
    this.reload = reload;
    this.pace = pace;
    events = new FolderEvents(directory);
    loaded = FileState.of(directory);
    thread = new Thread(this::run, "kitsune-config-watch");
    thread.setDaemon(true);
  }

  /** Begins to act on changes, those since the construction included. */
  public void start() {
    events.open();
    thread.start();
  }

  /** Ends; a reload that runs is waited for. Idempotent. */
  @Override
  public void close() {
    events.close();
    try {
      thread.join(STOP_TIMEOUT_MS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try {
      while (!events.isClosed()) {
        look();
        events.await(pace.lookMs());
      }
    } catch (InterruptedException e) {
      LOG.warn("{} is no longer watched: interrupted", directory);
    }
  }

  private void look() throws InterruptedException {
    events.listen();
    List<FileState> now = FileState.of(directory);
    if (now.equals(loaded)) {
      events.pause(pace.quietMs()); // whatever else happens there, at most so many looks
      return;
    }
    loaded = settled(now);
    if (!events.isClosed()) {
      reload();
    }
  }

  private List<FileState> settled(List<FileState> first) throws InterruptedException {
    List<FileState> before = first;
    for (int look = 0; look < UNQUIET_LOOKS_MAX; look++) {
      events.pause(pace.quietMs());
      events.listen();
      List<FileState> now = FileState.of(directory);
      if (now.equals(before)) {
        return now;
      }
      before = now;
    }
    LOG.warn("{} does not come to rest; reading it as it is", directory);
    return before;
  }

  private void reload() {
    if (loaded.isEmpty()) {
      LOG.warn("{} holds no environment any more; the versions in use stay", directory);
      return;
    }
    try {
      reload.run();
    } catch (ConfigurationException refusal) {
      logRefusal(refusal);
    } catch (RuntimeException | OutOfMemoryError | StackOverflowError fault) {
      LOG.error("configuration not read, the versions in use stay", fault);
    }
  }

  private static void logRefusal(ConfigurationException refusal) {
    LOG.warn("configuration refused, the version in use stays: {}", refusal.getMessage());
    for (Throwable other : refusal.getSuppressed()) {
      LOG.warn("configuration refused, the version in use stays: {}", other.getMessage());
    }
  }
}
