package dev.kitsune.engine;

import dev.kitsune.engine.bytes.ByteSlice;
import dev.kitsune.engine.catalog.Catalog;
import dev.kitsune.engine.catalog.EnvironmentRef;
import dev.kitsune.engine.event.EventLimits;
import dev.kitsune.engine.kernel.ProfileLimits;
import dev.kitsune.engine.store.ChronicleRecordStore;
import dev.kitsune.engine.store.HeapRecordStore;
import dev.kitsune.engine.store.LocalProfileExecutor;
import dev.kitsune.engine.store.ProfileExecutor;
import dev.kitsune.engine.store.RecordStore;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * The engine: opens stores and environments and hands out workers. Safe for any thread; no static
 * state, so that several live in one JVM.
 */
public final class ExperienceEngine implements AutoCloseable {
  private static final int AVERAGE_ALIAS_BYTES = 128;
  private static final int MAX_ALIAS_BYTES = 1_024;

  private final EngineConfig config;
  private final Catalog catalog = new Catalog();
  private final ProfileExecutor executor;
  private volatile boolean isClosed;

  private ExperienceEngine(EngineConfig config) {
    this.config = config;
    catalog.swap(EnvironmentSources.read(config));
    LongSupplier given = config.entropy();
    LongSupplier entropy = given == null ? new SecureEntropy() : given;
    executor = openExecutor(config, entropy);
  }

  /**
   * Opens an engine.
   *
   * @throws dev.kitsune.engine.error.ConfigurationException if an environment cannot be understood
   * @throws IllegalStateException if the JVM lacks a flag that the store needs; the message is the
   *     line to add
   */
  public static ExperienceEngine open(EngineConfig config) {
    return new ExperienceEngine(config);
  }

  /** A worker for one thread: scratch memory and the way in for requests. */
  public EngineWorker newWorker() {
    return new EngineWorker(executor.newLane(), EventLimits.DEFAULT, config.clockMs());
  }

  /**
   * The environment of this name, to be kept for many requests. Allocates nothing.
   *
   * @throws dev.kitsune.engine.error.ExperienceException CONFIG_NOT_FOUND if there is none
   */
  public EnvironmentRef environment(ByteSlice organizationId, ByteSlice environmentSlug) {
    return catalog.find(organizationId, environmentSlug);
  }

  /** The same by text. */
  public EnvironmentRef environment(String organizationId, String environmentSlug) {
    return catalog.find(
        new ByteSlice().wrap(organizationId.getBytes(StandardCharsets.UTF_8)),
        new ByteSlice().wrap(environmentSlug.getBytes(StandardCharsets.UTF_8)));
  }

  /** The environments in use. */
  public List<EnvironmentRef> environments() {
    return catalog.environments();
  }

  /**
   * Reads the configuration directory again and swaps each changed environment whole.
   *
   * @throws dev.kitsune.engine.error.ConfigurationException if one cannot be understood; all
   *     versions in use stay
   */
  public void reload() {
    catalog.swap(EnvironmentSources.read(config));
  }

  /**
   * Number of profiles in the store.
   *
   * @throws dev.kitsune.engine.error.ExperienceException UNAVAILABLE once closed
   */
  public long profileCount() {
    return executor.profileCount();
  }

  /** The newest commit that is as durable as asked; see {@link EngineWorker}. */
  public long durableSequence() {
    return executor.durableSequence();
  }

  /** Whether environments are compiled, the store is open and requests are taken. */
  public boolean isReady() {
    return !isClosed;
  }

  /** Refuses new calls, lets running ones finish, frees the stores. Idempotent. */
  @Override
  public void close() {
    isClosed = true;
    executor.close();
  }

  private static ProfileExecutor openExecutor(EngineConfig config, LongSupplier entropy) {
    RecordStore profiles =
        openStore(
            config, config.maxProfiles(), config.averageRecordBytes(), config.maxRecordBytes());
    RecordStore aliases;
    try {
      aliases = openStore(config, config.maxProfiles(), AVERAGE_ALIAS_BYTES, MAX_ALIAS_BYTES);
    } catch (RuntimeException noRoom) {
      profiles.close();
      throw noRoom;
    }
    return new LocalProfileExecutor(
        profiles,
        aliases,
        ProfileLimits.DEFAULT,
        entropy,
        entropy.getAsLong(),
        entropy.getAsLong(),
        config.admission());
  }

  private static RecordStore openStore(
      EngineConfig config, long maxRecords, int averageBytes, int maxBytes) {
    return switch (config.store()) {
      case CHRONICLE -> new ChronicleRecordStore(maxRecords, averageBytes, maxBytes);
      case HEAP -> new HeapRecordStore(maxRecords, maxBytes);
    };
  }
}
