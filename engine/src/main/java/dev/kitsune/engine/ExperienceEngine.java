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
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * The engine, by either of two doors that decide alike. The typed one takes {@link Event}s and
 * gives {@link Decision}s, from any thread, platform or virtual: a call borrows one of a bounded
 * number of workers ({@link EngineConfig#workerCountMax}); where none is free it waits its turn,
 * parked, and an interrupt stays pending without ending the wait. A virtual thread's call is run by
 * one of as many platform threads of the engine's, so that ten thousand of them cost no more memory
 * than a few. The bytes' door is {@link #newWorker}: nothing allocated, one thread's own. A refused
 * request throws {@link dev.kitsune.engine.error.ExperienceException}, and nothing of it is stored;
 * after {@link #close} that is UNAVAILABLE. Safe for any thread; no static state, so that several
 * live in one JVM.
 */
public final class ExperienceEngine implements AutoCloseable {
  private static final int AVERAGE_ALIAS_BYTES = 128;
  private static final int MAX_ALIAS_BYTES = 1_024;
  private static final long LINKS_PER_PROFILE = 4;

  private final EngineConfig config;
  private final Catalog catalog = new Catalog();
  private final ProfileExecutor executor;
  private final WorkerPool workers;
  private volatile boolean isClosed;

  private ExperienceEngine(EngineConfig config) {
    this.config = config;
    catalog.swap(EnvironmentSources.read(config));
    LongSupplier given = config.entropy();
    LongSupplier entropy = given == null ? new SecureEntropy() : given;
    executor = openExecutor(config, entropy);
    workers = new WorkerPool(config.workerCountMax(), () -> new TypedWorker(newWorker()));
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

  /** Makes a profile with a new id and gives it the events. */
  public Decision create(EnvironmentRef environment, List<Event> events) {
    List<Event> given = List.copyOf(events);
    return workers.call(worker -> worker.create(environment, given, false));
  }

  /** Gives the events to the profile with this id or alias, made if nobody has it. */
  public Decision update(EnvironmentRef environment, String id, List<Event> events) {
    List<Event> given = List.copyOf(events);
    return workers.call(worker -> worker.update(environment, id, given, false));
  }

  /** The same for events given one by one. */
  public Decision update(EnvironmentRef environment, String id, Event... events) {
    return update(environment, id, List.of(events));
  }

  /** What {@link #update} would answer; stores nothing. */
  public Decision preflight(EnvironmentRef environment, String id, List<Event> events) {
    List<Event> given = List.copyOf(events);
    return workers.call(worker -> worker.update(environment, id, given, true));
  }

  /** The same for events given one by one. */
  public Decision preflight(EnvironmentRef environment, String id, Event... events) {
    return preflight(environment, id, List.of(events));
  }

  /** What {@link #create} would answer, but for its random parts; stores nothing. */
  public Decision preflightCreate(EnvironmentRef environment, List<Event> events) {
    List<Event> given = List.copyOf(events);
    return workers.call(worker -> worker.create(environment, given, true));
  }

  /**
   * The profile as it is now.
   *
   * @throws dev.kitsune.engine.error.ExperienceException PROFILE_NOT_FOUND if nobody has the id
   */
  public Decision get(EnvironmentRef environment, String id) {
    return workers.call(worker -> worker.get(environment, id));
  }

  /**
   * Removes the profile with this id or alias, with every id that leads to it.
   *
   * @throws dev.kitsune.engine.error.ExperienceException PROFILE_NOT_FOUND if nobody has the id
   */
  public void delete(EnvironmentRef environment, String id) {
    workers.call(worker -> worker.delete(environment, id));
  }

  /**
   * Gives each event to the profile that its {@link EventBuilder#anonymousId} names, made if nobody
   * has it; all or nothing.
   *
   * @return each profile once, in order of first appearance
   */
  public List<Profile> upsert(EnvironmentRef environment, List<Event> events) {
    List<Event> given = List.copyOf(events);
    return workers.call(worker -> worker.upsert(environment, given, false));
  }

  /** What {@link #upsert} would answer; stores nothing. */
  public List<Profile> preflightUpsert(EnvironmentRef environment, List<Event> events) {
    List<Event> given = List.copyOf(events);
    return workers.call(worker -> worker.upsert(environment, given, true));
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
   * Takes a whole profile in, e.g. a visitor of another system; the line's format is {@link
   * dev.kitsune.engine.profile.ProfileLineReader}'s. A profile that is there stays as it is: the
   * same lines may come again.
   *
   * @return whether the profile is new
   * @throws dev.kitsune.engine.error.ExperienceException INVALID_DATA with the place of what cannot
   *     be kept, or of an id that another profile has; UNAVAILABLE if the store is full or closed
   */
  public boolean importProfile(EnvironmentRef environment, byte[] line, int offset, int length) {
    long nowMs = config.clockMs().getAsLong();
    return executor.importProfile(environment, line, offset, length, nowMs);
  }

  /**
   * Gives each profile of an environment out as a line that {@link #importProfile} takes, in no
   * order, beside running requests, which wait for no longer than a read takes. Profiles that come
   * or go meanwhile may be missing.
   *
   * @param lines takes a line without its line break, valid until it returns
   */
  public void exportProfiles(EnvironmentRef environment, Consumer<ByteSlice> lines) {
    executor.exportProfiles(environment, lines);
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

  /** Workers that typed calls made so far; for tests. */
  int typedWorkerCount() {
    return workers.count();
  }

  private static ProfileExecutor openExecutor(EngineConfig config, LongSupplier entropy) {
    RecordStore profiles =
        openStore(
            config, config.maxProfiles(), config.averageRecordBytes(), config.maxRecordBytes());
    RecordStore aliases;
    try {
      aliases = openAliases(config);
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

  /* Aliases, and ids merged away: who logs in on many devices leaves many of them. */
  private static RecordStore openAliases(EngineConfig config) {
    long maxLinks = LINKS_PER_PROFILE * config.maxProfiles();
    return switch (config.store()) {
      case CHRONICLE ->
          ChronicleRecordStore.ofRareLoads(maxLinks, AVERAGE_ALIAS_BYTES, MAX_ALIAS_BYTES);
      case HEAP -> new HeapRecordStore(maxLinks, MAX_ALIAS_BYTES);
    };
  }

  private static RecordStore openStore(
      EngineConfig config, long maxRecords, int averageBytes, int maxBytes) {
    return switch (config.store()) {
      case CHRONICLE -> new ChronicleRecordStore(maxRecords, averageBytes, maxBytes);
      case HEAP -> new HeapRecordStore(maxRecords, maxBytes);
    };
  }
}
