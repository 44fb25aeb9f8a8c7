package dev.kitsune.engine.catalog;

import dev.kitsune.engine.error.ConfigurationException;
import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file system's own word that something happened in a configuration directory. It may miss
 * things, and where there is none it always does: a hint to look sooner. Opened, waited for and
 * closed by different threads; control plane.
 */
final class FolderEvents implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(FolderEvents.class);

  private final Path configDirectory;
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile @Nullable WatchService service;

  FolderEvents(Path configDirectory) {
    this.configDirectory = configDirectory;
  }

  /** Begins to listen, if the file system can tell. */
  void open() {
    try {
      service = configDirectory.getFileSystem().newWatchService();
    } catch (IOException | UnsupportedOperationException e) {
      LOG.info("{} is looked at now and then only: {}", configDirectory, e.toString());
    }
  }

  /** Listens to every folder that is there now; those listened to already stay so. */
  void listen() {
    WatchService opened = service;
    if (opened == null) {
      return;
    }
    try {
      List<Path> folders;
      do { // one that comes in between is listened to in the next round
        folders = EnvironmentFolder.folders(configDirectory);
        register(folders, opened);
      } while (!folders.equals(EnvironmentFolder.folders(configDirectory)));
    } catch (IOException | ConfigurationException | ClosedWatchServiceException e) {
      LOG.debug("{} is not listened to whole: {}", configDirectory, e.toString());
    }
  }

  private static void register(List<Path> folders, WatchService opened) throws IOException {
    for (Path folder : folders) {
      folder.register(
          opened,
          StandardWatchEventKinds.ENTRY_CREATE,
          StandardWatchEventKinds.ENTRY_MODIFY,
          StandardWatchEventKinds.ENTRY_DELETE);
    }
  }

  /** Waits until something happened, at most so long, or until this is closed. */
  void await(long timeoutMs) throws InterruptedException {
    WatchService opened = service;
    if (opened == null) {
      pause(timeoutMs);
      return;
    }
    try {
      WatchKey key = opened.poll(timeoutMs, TimeUnit.MILLISECONDS);
      while (key != null) {
        key.pollEvents();
        key.reset();
        key = opened.poll();
      }
    } catch (ClosedWatchServiceException e) {
      closed.await();
    }
  }

  /** Waits so long, or until this is closed. */
  void pause(long timeMs) throws InterruptedException {
    if (closed.await(timeMs, TimeUnit.MILLISECONDS)) {
      LOG.debug("{} is no longer watched", configDirectory);
    }
  }

  boolean isClosed() {
    return closed.getCount() == 0;
  }

  @Override
  public void close() {
    closed.countDown();
    WatchService opened = service;
    if (opened != null) {
      try {
        opened.close();
      } catch (IOException e) {
        LOG.warn("{}: cannot stop listening: {}", configDirectory, e.toString());
      }
    }
  }
}
