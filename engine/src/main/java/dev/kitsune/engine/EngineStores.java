package dev.kitsune.engine;

import dev.kitsune.engine.error.DataDirectoryException;
import dev.kitsune.engine.journal.Journal;
import dev.kitsune.engine.journal.JournalDirectory;
import dev.kitsune.engine.journal.JournalSettings;
import dev.kitsune.engine.kernel.ProfileLimits;
import dev.kitsune.engine.store.ChronicleRecordStore;
import dev.kitsune.engine.store.HeapRecordStore;
import dev.kitsune.engine.store.LocalProfileExecutor;
import dev.kitsune.engine.store.ProfileExecutor;
import dev.kitsune.engine.store.RecordStore;
import dev.kitsune.engine.store.StoreRecovery;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What one engine keeps profiles in: stores, and where there is a data directory the journal behind
 * them. Control plane.
 */
final class EngineStores implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(EngineStores.class);
  private static final int AVERAGE_ALIAS_BYTES = 128;
  private static final int MAX_ALIAS_BYTES = 1_024;
  private static final long LINKS_PER_PROFILE = 4;

  private final ProfileExecutor executor;
  private final @Nullable Journal journal;
  private final @Nullable JournalDirectory directory;

  private EngineStores(
      ProfileExecutor executor, @Nullable Journal journal, @Nullable JournalDirectory directory) {
    this.executor = executor;
    this.journal = journal;
    this.directory = directory;
  }

  /**
   * Opens the stores, and reads back what the data directory holds.
   *
   * @throws DataDirectoryException if that cannot be used
   */
  static EngineStores open(EngineConfig config, LongSupplier entropy) {
    Path path = config.dataDirectory();
    if (path == null) {
      return openInMemory(config, entropy);
    }
    try {
      JournalDirectory directory = JournalDirectory.open(path, entropy);
      try {
        return open(config, entropy, directory);
      } catch (IOException | RuntimeException | Error e) {
        directory.close();
        throw e;
      }
    } catch (IOException e) {
      throw new DataDirectoryException("data directory " + path + ": " + e.getMessage(), e);
    }
  }

  ProfileExecutor executor() {
    return executor;
  }

  /** The journal; null without a data directory. */
  @Nullable Journal journal() {
    return journal;
  }

  @Override
  public void close() {
    try {
      executor.close();
    } finally {
      closeDirectory();
    }
  }

  private void closeDirectory() {
    if (directory != null) {
      try {
        directory.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private static EngineStores openInMemory(EngineConfig config, LongSupplier entropy) {
    RecordStore profiles = openProfiles(config);
    RecordStore aliases = openAliases(config, profiles);
    ProfileExecutor executor =
        new LocalProfileExecutor(
            profiles,
            aliases,
            ProfileLimits.DEFAULT,
            entropy,
            entropy.getAsLong(),
            entropy.getAsLong(),
            config.admission(),
            null);
    return new EngineStores(executor, null, null);
  }

  private static EngineStores open(
      EngineConfig config, LongSupplier entropy, JournalDirectory directory) throws IOException {
    RecordStore profiles = openProfiles(config);
    RecordStore aliases = openAliases(config, profiles);
    try {
      Journal journal = openJournal(config, directory, new StoreRecovery(profiles, aliases));
      ProfileExecutor executor =
          new LocalProfileExecutor(
              profiles,
              aliases,
              ProfileLimits.DEFAULT,
              entropy,
              directory.manifest().secret0(),
              directory.manifest().secret1(),
              config.admission(),
              journal);
      return new EngineStores(executor, journal, directory);
    } catch (IOException | RuntimeException | Error e) {
      profiles.close();
      aliases.close();
      throw e;
    }
  }

  private static Journal openJournal(
      EngineConfig config, JournalDirectory directory, StoreRecovery recovery) throws IOException {
    long begin = System.nanoTime();
    JournalSettings settings = new JournalSettings(config.durability(), config.segmentBytes());
    try {
      Journal journal = Journal.open(directory, settings, recovery, EngineStores::logProgress);
      LOG.info(
          "data directory {}: read back up to group {} in {} ms, durability {}",
          directory,
          journal.sequence(),
          (System.nanoTime() - begin) / 1_000_000,
          settings.durability());
      return journal;
    } catch (IllegalStateException unfit) {
      throw new DataDirectoryException(
          "data directory " + directory + ": " + unfit.getMessage(), unfit);
    }
  }

  private static void logProgress(long done, long total) {
    LOG.info("read back {} of {} records", done, total);
  }

  private static RecordStore openProfiles(EngineConfig config) {
    return switch (config.store()) {
      case CHRONICLE ->
          new ChronicleRecordStore(
              config.maxProfiles(), config.averageRecordBytes(), config.maxRecordBytes());
      case HEAP ->
          new HeapRecordStore(
              config.maxProfiles(), config.averageRecordBytes(), config.maxRecordBytes());
    };
  }

  /* Aliases, and ids merged away: who logs in on many devices leaves many of them. */
  private static RecordStore openAliases(EngineConfig config, RecordStore profiles) {
    long maxLinks = LINKS_PER_PROFILE * config.maxProfiles();
    try {
      return switch (config.store()) {
        case CHRONICLE ->
            ChronicleRecordStore.ofRareLoads(maxLinks, AVERAGE_ALIAS_BYTES, MAX_ALIAS_BYTES);
        case HEAP -> new HeapRecordStore(maxLinks, AVERAGE_ALIAS_BYTES, MAX_ALIAS_BYTES);
      };
    } catch (RuntimeException noRoom) {
      profiles.close();
      throw noRoom;
    }
  }
}
