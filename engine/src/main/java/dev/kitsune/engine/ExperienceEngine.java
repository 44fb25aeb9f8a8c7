package dev.kitsune.engine;

import dev.kitsune.engine.bytes.ByteSlice;
import dev.kitsune.engine.catalog.Catalog;
import dev.kitsune.engine.catalog.ConfigurationWatch;
import dev.kitsune.engine.catalog.EnvironmentRef;
import dev.kitsune.engine.error.ConfigurationException;
import dev.kitsune.engine.event.EventLimits;
import dev.kitsune.engine.journal.Journal;
import dev.kitsune.engine.journal.JournalStatus;
import dev.kitsune.engine.kernel.DeviceCache;
import dev.kitsune.engine.kernel.DeviceDetector;
import dev.kitsune.engine.response.Explanation;
import dev.kitsune.engine.store.ProfileExecutor;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The engine, by either of two doors that decide alike. The typed one takes {@link Event}s and
 * gives {@link Decision}s, from any thread, platform or virtual: a call borrows one of a bounded
 * number of workers ({@link EngineConfig#workerCountMax}); where none is free it waits its turn,
 * parked, and an interrupt stays pending without ending the wait. A virtual thread's call is run by
 * one of as many platform threads of the engine's, so that ten thousand of them cost no more memory
 * than a few; imports are calls, too, exports and evictions have as many threads of their own. The
 * bytes' door is {@link #newWorker}: nothing allocated, one thread's own. A refused request throws
 * {@link dev.kitsune.engine.error.ExperienceException}, and nothing of it is stored; after {@link
 * #close} that is UNAVAILABLE. An environment that another engine looked up is refused by every
 * call with IllegalArgumentException. Safe for any thread; no static state, so that several live in
 * one JVM.
 */
public final class ExperienceEngine implements AutoCloseable {
  private final EngineConfig config;
  private final Catalog catalog = new Catalog();
  private final EngineStores stores;
  private final ProfileExecutor executor;
  private final WorkerPool workers;
  private final Retention retention;
  private final Object reloading = new Object();
  private final @Nullable ConfigurationWatch watch;
  private final @Nullable DeviceCache devices;
  private volatile boolean isClosed;

  private ExperienceEngine(EngineConfig config) {
    this.config = config;
    watch = watch(config); // before the files are read, so that no change falls between
    catalog.swap(EnvironmentSources.definitions(EnvironmentSources.read(config)));
    LongSupplier given = config.entropy();
    LongSupplier entropy = given == null ? new SecureEntropy() : given;
    DeviceDetector detector = config.deviceDetector();
    devices = detector == null ? null : new DeviceCache(detector);
    stores = EngineStores.open(config, entropy);
    executor = stores.executor();
    retention = new Retention(catalog, executor, config.clockMs());
    workers = new WorkerPool(config.workerCountMax(), () -> new TypedWorker(newWorker()));
  }

  /**
   * Opens an engine.
   *
   * @throws ConfigurationException if an environment cannot be understood
   * @throws IllegalStateException if the JVM lacks a flag that the store needs; the message is the
   *     line to add
   * @throws dev.kitsune.engine.error.DataDirectoryException if the data directory cannot be used
   */
  public static ExperienceEngine open(EngineConfig config) {
    ExperienceEngine engine = new ExperienceEngine(config);
    if (engine.watch != null) {
      engine.watch.start();
    }
    return engine;
  }

  /** Makes a profile with a new id and gives it the events. */
  public Decision create(EnvironmentRef environment, List<Event> events) {
    List<Event> given = copied(events);
    return change(worker -> worker.create(environment, given, null, false));
  }

  /**
   * The same with a decision that is forced in part.
   *
   * @throws dev.kitsune.engine.error.ExperienceException INVALID_DATA with the place if the
   *     environment allows no overrides or does not know what they name
   */
  public Decision create(EnvironmentRef environment, List<Event> events, Overrides overrides) {
    List<Event> given = copied(events);
    return change(worker -> worker.create(environment, given, overrides, false));
  }

  /** Gives the events to the profile with this id or alias, made if nobody has it. */
  public Decision update(EnvironmentRef environment, String id, List<Event> events) {
    List<Event> given = copied(events);
    return change(worker -> worker.update(environment, id, given, null, false));
  }

  /** The same for events given one by one. */
  public Decision update(EnvironmentRef environment, String id, Event... events) {
    return update(environment, id, listed(events));
  }

  /**
   * The same with a decision that is forced in part.
   *
   * @throws dev.kitsune.engine.error.ExperienceException INVALID_DATA with the place if the
   *     environment allows no overrides or does not know what they name
   */
  public Decision update(
      EnvironmentRef environment, String id, List<Event> events, Overrides overrides) {
    List<Event> given = copied(events);
    return change(worker -> worker.update(environment, id, given, overrides, false));
  }

  /** What {@link #update} would answer; stores nothing. */
  public Decision preflight(EnvironmentRef environment, String id, List<Event> events) {
    List<Event> given = copied(events);
    return workers.call(worker -> worker.update(environment, id, given, null, true));
  }

  /** The same for events given one by one. */
  public Decision preflight(EnvironmentRef environment, String id, Event... events) {
    return preflight(environment, id, listed(events));
  }

  /** The same with a decision that is forced in part, as {@link #update} has it. */
  public Decision preflight(
      EnvironmentRef environment, String id, List<Event> events, Overrides overrides) {
    List<Event> given = copied(events);
    return workers.call(worker -> worker.update(environment, id, given, overrides, true));
  }

  /** What {@link #create} would answer, but for its random parts; stores nothing. */
  public Decision preflightCreate(EnvironmentRef environment, List<Event> events) {
    List<Event> given = copied(events);
    return workers.call(worker -> worker.create(environment, given, null, true));
  }

  /** The same with a decision that is forced in part, as {@link #create} has it. */
  public Decision preflightCreate(
      EnvironmentRef environment, List<Event> events, Overrides overrides) {
    List<Event> given = copied(events);
    return workers.call(worker -> worker.create(environment, given, overrides, true));
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
   * Why {@link #get} answers what it answers: each audience's rules with the profile's values, each
   * experience's draws, and what would change them. Nothing in the store changes, and it is no
   * activity of the profile's. Takes time and memory by the number of audiences.
   *
   * @throws dev.kitsune.engine.error.ExperienceException PROFILE_NOT_FOUND if nobody has the id
   */
  public Explanation explain(EnvironmentRef environment, String id) {
    return workers.call(worker -> worker.explain(environment, id));
  }

  /**
   * Removes the profile with this id or alias, with every id that leads to it.
   *
   * @throws dev.kitsune.engine.error.ExperienceException PROFILE_NOT_FOUND if nobody has the id
   */
  public void delete(EnvironmentRef environment, String id) {
    change(worker -> worker.delete(environment, id));
  }

  /**
   * Gives each event to the profile that its {@link EventBuilder#anonymousId} names, made if nobody
   * has it; all or nothing.
   *
   * @return each profile once, in order of first appearance
   */
  public List<Profile> upsert(EnvironmentRef environment, List<Event> events) {
    List<Event> given = copied(events);
    return change(worker -> worker.upsert(environment, given, false));
  }

  /** What {@link #upsert} would answer; stores nothing. */
  public List<Profile> preflightUpsert(EnvironmentRef environment, List<Event> events) {
    List<Event> given = copied(events);
    return workers.call(worker -> worker.upsert(environment, given, true));
  }

  private static List<Event> listed(Event... events) {
    return Arrays.asList(Objects.requireNonNull(events, "events"));
  }

  private static List<Event> copied(List<Event> events) {
    Event[] given = Objects.requireNonNull(events, "events").toArray(new Event[0]);
    for (int index = 0; index < given.length; index++) {
      if (given[index] == null) {
        throw new NullPointerException("events[" + index + "]");
      }
    }
    return Arrays.asList(given);
  }

  /* The wait comes after the worker was given back, so that many changes share a commit. */
  private <T> T change(Function<TypedWorker, T> call) {
    Committed<T> committed = workers.call(worker -> worker.committed(call));
    executor.awaitDurable(committed.sequence());
    return committed.value();
  }

  /** A worker for one thread: scratch memory and the way in for requests. */
  public EngineWorker newWorker() {
    return new EngineWorker(
        catalog, executor.newLane(), EventLimits.DEFAULT, config.clockMs(), devices);
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
   * Reads the configuration again and swaps each changed environment whole. One that is no longer
   * there is gone: its profiles stay, and are served again should it come back.
   *
   * @throws ConfigurationException if an environment cannot be understood, further ones suppressed
   *     in it: each keeps its version in use, the others are swapped; if the directory cannot be
   *     listed, every version in use stays
   */
  public void reload() {
    synchronized (reloading) { // else what was read first could be swapped last
      List<ConfigurationException> refusals = catalog.swapEach(EnvironmentSources.read(config));
      if (!refusals.isEmpty()) {
        ConfigurationException first = refusals.get(0);
        refusals.subList(1, refusals.size()).forEach(first::addSuppressed);
        throw first;
      }
    }
  }

  /**
   * Takes a whole profile in, e.g. a visitor of another system; the line's format is {@link
   * dev.kitsune.engine.profile.ProfileLineReader}'s. A profile that is there stays as it is: the
   * same lines may come again. Returns when it is as durable as asked, as the typed calls do.
   *
   * @return whether the profile is new
   * @throws dev.kitsune.engine.error.ExperienceException INVALID_DATA with the place of what cannot
   *     be kept, or of an id that another profile has; UNAVAILABLE if the store is full or closed,
   *     or the journal failed
   */
  public boolean importProfile(EnvironmentRef environment, byte[] line, int offset, int length) {
    boolean isNew = importProfileUnawaited(environment, line, offset, length);
    awaitDurable(sequence());
    return isNew;
  }

  /**
   * The same without the wait, for many lines: all of them are as durable as asked once {@link
   * #durableSequence} reaches what {@link #sequence} says after the last.
   */
  public boolean importProfileUnawaited(
      EnvironmentRef environment, byte[] line, int offset, int length) {
    catalog.requireOwn(environment);
    LongSupplier clockMs = config.clockMs();
    return workers.call(
        () -> executor.importProfile(environment, line, offset, length, clockMs.getAsLong()));
  }

  /**
   * Gives each profile of an environment out as a line that {@link #importProfile} takes, in no
   * order, beside running requests, which wait for no longer than a read takes. Profiles that come
   * or go meanwhile may be missing.
   *
   * @param lines takes a line without its line break, valid until it returns. It may call the
   *     engine, and wait. Of a virtual thread it is run by a platform thread of the engine's, apart
   *     from those that run calls; there are {@link EngineConfig#workerCountMax} of these, so as
   *     many lines must not wait all at once for an export or eviction by one more virtual thread
   */
  public void exportProfiles(EnvironmentRef environment, Consumer<ByteSlice> lines) {
    catalog.requireOwn(environment);
    workers.callLong(
        () -> {
          executor.exportProfiles(environment, lines);
          return true;
        });
  }

  /**
   * Removes the profiles that got no event for as long as their environment's {@code
   * retentionDays}; the engine does so itself once an hour. Takes time by the number of profiles.
   *
   * @return how many were removed
   * @throws dev.kitsune.engine.error.ExperienceException UNAVAILABLE if the journal takes no
   *     changes, or the engine is closed
   */
  public long evictInactive() {
    return workers.callLong(retention::sweep);
  }

  /**
   * How full the store is, from 0 to 1, by profiles or by their bytes, whichever is more; from 0.95
   * on new profiles are refused with UNAVAILABLE, and those that are there are served and updated.
   * Long profiles count by themselves: {@link #longFill}.
   *
   * @throws dev.kitsune.engine.error.ExperienceException UNAVAILABLE once closed
   */
  public double fill() {
    return executor.fill();
  }

  /**
   * How full the place of profiles is that are longer than four to eight times the average record,
   * from 0 to 1; from 0.95 on new ones so long are refused with UNAVAILABLE, and at 1 as much again
   * is left for those that grow. Has a quarter of the bytes of all average records; 0 where the
   * store keeps profiles of all lengths together.
   *
   * @throws dev.kitsune.engine.error.ExperienceException UNAVAILABLE once closed
   */
  public double longFill() {
    return executor.longFill();
  }

  /**
   * How full the store of aliases and of ids merged away is, from 0 to 1, by their number or their
   * bytes, whichever is more. It takes four for each profile, or the bytes of so many usual ones
   * and some more; events that bring new ones for which there is no room are refused with
   * UNAVAILABLE.
   *
   * @throws dev.kitsune.engine.error.ExperienceException UNAVAILABLE once closed
   */
  public double linkFill() {
    return executor.linkFill();
  }

  /**
   * Number of profiles in the store.
   *
   * @throws dev.kitsune.engine.error.ExperienceException UNAVAILABLE once closed
   */
  public long profileCount() {
    return executor.profileCount();
  }

  /** How many profiles the store takes. */
  public long maxProfiles() {
    return config.maxProfiles();
  }

  /** The newest commit that is as durable as asked; see {@link EngineWorker}. */
  public long durableSequence() {
    return executor.durableSequence();
  }

  /** The newest commit of any thread; 0 without a data directory. */
  public long sequence() {
    Journal journal = stores.journal();
    return journal == null ? 0 : journal.sequence();
  }

  /**
   * Returns when a commit is as durable as asked. An interrupt stays pending.
   *
   * @throws dev.kitsune.engine.error.ExperienceException UNAVAILABLE if the journal failed
   *     meanwhile: whether the commit is kept is not known yet
   */
  public void awaitDurable(long sequence) {
    executor.awaitDurable(sequence);
  }

  /**
   * Has something run whenever {@link #durableSequence} grew or {@link #isDurableInVain} changed.
   * It runs on a thread of the journal, or of a request that found the disk failing, and must not
   * wait. Never without a data directory.
   */
  public void onDurable(Runnable listener) {
    Journal journal = stores.journal();
    if (journal != null) {
      journal.onDurable(listener);
    }
  }

  /** Takes a listener back. */
  public void forgetDurable(Runnable listener) {
    Journal journal = stores.journal();
    if (journal != null) {
      journal.forget(listener);
    }
  }

  /**
   * Whether what is not durable yet will not be for a while: the journal failed. Who waits for it
   * is to be told UNAVAILABLE.
   */
  public boolean isDurableInVain() {
    Journal journal = stores.journal();
    return journal != null && journal.isInVain();
  }

  /** The journal as it is now; null without a data directory. */
  public @Nullable JournalStatus journalStatus() {
    Journal journal = stores.journal();
    return journal == null ? null : journal.status();
  }

  /** Whether environments are compiled, the store is open and changes are taken. */
  public boolean isReady() {
    Journal journal = stores.journal();
    return !isClosed && (journal == null || journal.isTaking());
  }

  /** Refuses new calls, lets running ones finish, frees the stores. Idempotent. */
  @Override
  public void close() {
    isClosed = true;
    if (watch != null) {
      watch.close();
    }
    retention.close();
    try {
      stores.close();
    } finally {
      workers.close();
    }
  }

  /** Workers that typed calls made so far; for tests. */
  int typedWorkerCount() {
    return workers.count();
  }

  private @Nullable ConfigurationWatch watch(EngineConfig config) {
    Path directory = config.configDirectory();
    return directory == null || !config.isConfigurationWatched()
        ? null
        : new ConfigurationWatch(directory, this::reload);
  }
}
