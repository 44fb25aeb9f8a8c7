package dev.kitsune.engine;

import dev.kitsune.engine.journal.Durability;
import dev.kitsune.engine.journal.JournalSettings;
import dev.kitsune.engine.kernel.DeviceDetector;
import dev.kitsune.engine.kernel.EventAdmission;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * How an engine is opened. Immutable; start from {@link #defaults} and change what differs.
 *
 * @param configDirectory {@code <organizationId>/<environmentSlug>/*.json} below it are
 *     environments; null for none
 * @param environments environments given as text; one that stands in the directory too is refused
 * @param store where profiles live
 * @param maxProfiles how many profiles the store takes, up to 1e9; of aliases and of ids merged
 *     away it takes four times as many together
 * @param averageRecordBytes what most profiles' records need; the store is laid out for it
 * @param maxRecordBytes the longest record, up to 16 MiB; one that cannot grow refuses its events
 *     with UNAVAILABLE
 * @param clockMs the wall clock in epoch milliseconds, read once per request, from any thread
 * @param entropy random bits for ids, called from any thread; ids act as bearer secrets, so nobody
 *     may be able to guess them; null for {@link java.security.SecureRandom} as the JVM makes it,
 *     one per engine, drawn 4 KiB at a time
 * @param admission asked before a request's events are stored, for rate limits; null for none
 * @param workerCountMax how many of the engine's own typed calls ({@link ExperienceEngine#update}
 *     and its like) run at once, each with scratch memory of its own; further ones wait. {@link
 *     ExperienceEngine#newWorker} does not count
 * @param dataDirectory where profiles are kept beyond the process; made if it is not there; null
 *     for nowhere
 * @param durability what an acknowledged change survives; NONE exactly without a data directory
 * @param segmentBytes length of the journal's files, 4 KiB to 1 GiB
 * @param isConfigurationStrict whether an entry of a Contentful export or delivery answer that
 *     cannot be understood refuses the environment, instead of being left out with a warning
 * @param isConfigurationWatched whether a change of the directory's files is taken over by itself,
 *     as {@link ExperienceEngine#reload} would; refusals are logged
 * @param deviceDetector tells devices by user agents, for rules of device, browser and os; null for
 *     none, and every device is unknown then
 */
public record EngineConfig(
    @Nullable Path configDirectory,
    List<EnvironmentSource> environments,
    StoreKind store,
    long maxProfiles,
    int averageRecordBytes,
    int maxRecordBytes,
    LongSupplier clockMs,
    @Nullable LongSupplier entropy,
    @Nullable EventAdmission admission,
    int workerCountMax,
    @Nullable Path dataDirectory,
    Durability durability,
    int segmentBytes,
    boolean isConfigurationStrict,
    boolean isConfigurationWatched,
    @Nullable DeviceDetector deviceDetector) {
  private static final int WORKERS_PER_PROCESSOR = 2;
  private static final long PROFILES_MAX = 1_000_000_000;
  private static final int RECORD_BYTES_MAX = 16 * 1024 * 1024;
  private static final int WORKERS_MAX = 10_000;
  private static final int SEGMENT_BYTES_MIN = 4_096;
  private static final int SEGMENT_BYTES_MAX = 1 << 30;

  /** Where profiles live. */
  public enum StoreKind {
    /** Off heap, in Chronicle Map; needs the JVM flags of the README. */
    CHRONICLE,
    /** On the heap, in a HashMap; for callers who cannot set JVM flags, and for tests. */
    HEAP
  }

  /**
   * One environment's configuration given as text, in any of the forms.
   *
   * @param organizationId the organization it belongs to
   * @param environmentSlug its name there
   * @param json the configuration
   */
  public record EnvironmentSource(String organizationId, String environmentSlug, String json) {}

  /**
   * Checks the sizes.
   *
   * @throws IllegalArgumentException if one makes no sense
   */
  public EngineConfig {
    environments = List.copyOf(environments);
    Objects.requireNonNull(store, "store");
    Objects.requireNonNull(clockMs, "clockMs");
    requireWithin("maxProfiles", maxProfiles, 1, PROFILES_MAX);
    requireWithin("averageRecordBytes", averageRecordBytes, 1, RECORD_BYTES_MAX);
    requireWithin("maxRecordBytes", maxRecordBytes, averageRecordBytes, RECORD_BYTES_MAX);
    requireWithin("workerCountMax", workerCountMax, 1, WORKERS_MAX);
    requireWithin("segmentBytes", segmentBytes, SEGMENT_BYTES_MIN, SEGMENT_BYTES_MAX);
    if ((dataDirectory == null) != (durability == Durability.NONE)) {
      throw new IllegalArgumentException(
          "durability must be NONE without a data directory and another with one, is "
              + durability);
    }
  }

  private static void requireWithin(String name, long value, long min, long max) {
    if (value < min || value > max) {
      throw new IllegalArgumentException(
          name + " must be from " + min + " to " + max + ", is " + value);
    }
  }

  /** One million profiles of a kilobyte, off heap, and no environment yet. */
  public static EngineConfig defaults() {
    return new EngineConfig(
        null,
        List.of(),
        StoreKind.CHRONICLE,
        1_000_000,
        1_024,
        1_024 * 1_024,
        System::currentTimeMillis,
        null,
        null,
        WORKERS_PER_PROCESSOR * Runtime.getRuntime().availableProcessors(),
        null,
        Durability.NONE,
        JournalSettings.SEGMENT_BYTES,
        false,
        false,
        null);
  }

  /** With one environment more, its configuration as text in any of the forms. */
  public EngineConfig withEnvironment(String organizationId, String environmentSlug, String json) {
    List<EnvironmentSource> more = new ArrayList<>(environments);
    more.add(new EnvironmentSource(organizationId, environmentSlug, json));
    return with(draft -> draft.environments = more);
  }

  /** With the environments of a directory. */
  public EngineConfig withConfigDirectory(Path directory) {
    return with(draft -> draft.configDirectory = directory);
  }

  /** With profiles kept elsewhere. */
  public EngineConfig withStore(StoreKind kind) {
    return with(draft -> draft.store = kind);
  }

  /** With room for so many profiles. */
  public EngineConfig withMaxProfiles(long count) {
    return with(draft -> draft.maxProfiles = count);
  }

  /** With records of other lengths, in bytes. */
  public EngineConfig withRecordBytes(int average, int max) {
    return with(
        draft -> {
          draft.averageRecordBytes = average;
          draft.maxRecordBytes = max;
        });
  }

  /** With another wall clock, in epoch milliseconds; ids are as hard to guess as before. */
  public EngineConfig withClock(LongSupplier newClockMs) {
    return with(draft -> draft.clockMs = newClockMs);
  }

  /**
   * With another clock and another source of random bits, for tests and replays: whoever can guess
   * the bits can guess the ids.
   */
  public EngineConfig withClockAndEntropy(LongSupplier newClockMs, LongSupplier newEntropy) {
    return with(
        draft -> {
          draft.clockMs = newClockMs;
          draft.entropy = newEntropy;
        });
  }

  /** With rate limits, or without if null. */
  public EngineConfig withAdmission(@Nullable EventAdmission newAdmission) {
    return with(draft -> draft.admission = newAdmission);
  }

  /** With so many typed calls at once. */
  public EngineConfig withWorkerCountMax(int count) {
    return with(draft -> draft.workerCountMax = count);
  }

  /** With profiles kept in a directory, so that they survive {@code kill -9}. */
  public EngineConfig withDataDirectory(Path directory) {
    return withDataDirectory(directory, Durability.OS);
  }

  /** With profiles kept in a directory, and acknowledged as durably as asked. */
  public EngineConfig withDataDirectory(Path directory, Durability level) {
    return with(
        draft -> {
          draft.dataDirectory = directory;
          draft.durability = level;
        });
  }

  /** With a journal of files of this length. */
  public EngineConfig withSegmentBytes(int length) {
    return with(draft -> draft.segmentBytes = length);
  }

  /** With nothing left out of Contentful exports and delivery answers: refused instead, or not. */
  public EngineConfig withStrictConfiguration(boolean isStrict) {
    return with(draft -> draft.isConfigurationStrict = isStrict);
  }

  /** With the directory's files watched, or not. */
  public EngineConfig withConfigurationWatched(boolean isWatched) {
    return with(draft -> draft.isConfigurationWatched = isWatched);
  }

  /**
   * With devices told by user agents, or without if null. The module {@code kitsune-device} has a
   * detector.
   */
  public EngineConfig withDeviceDetector(@Nullable DeviceDetector detector) {
    return with(draft -> draft.deviceDetector = detector);
  }

  private EngineConfig with(Consumer<Draft> change) {
    Draft draft = new Draft(this);
    change.accept(draft);
    return draft.config();
  }

  /** A configuration while it is changed. */
  private static final class Draft {
    private @Nullable Path configDirectory;
    private List<EnvironmentSource> environments;
    private StoreKind store;
    private long maxProfiles;
    private int averageRecordBytes;
    private int maxRecordBytes;
    private LongSupplier clockMs;
    private @Nullable LongSupplier entropy;
    private @Nullable EventAdmission admission;
    private int workerCountMax;
    private @Nullable Path dataDirectory;
    private Durability durability;
    private int segmentBytes;
    private boolean isConfigurationStrict;
    private boolean isConfigurationWatched;
    private @Nullable DeviceDetector deviceDetector;

    Draft(EngineConfig config) {
      configDirectory = config.configDirectory;
      environments = config.environments;
      store = config.store;
      maxProfiles = config.maxProfiles;
      averageRecordBytes = config.averageRecordBytes;
      maxRecordBytes = config.maxRecordBytes;
      clockMs = config.clockMs;
      entropy = config.entropy;
      admission = config.admission;
      workerCountMax = config.workerCountMax;
      dataDirectory = config.dataDirectory;
      durability = config.durability;
      segmentBytes = config.segmentBytes;
      isConfigurationStrict = config.isConfigurationStrict;
      isConfigurationWatched = config.isConfigurationWatched;
      deviceDetector = config.deviceDetector;
    }

    EngineConfig config() {
      return new EngineConfig(
          configDirectory,
          environments,
          store,
          maxProfiles,
          averageRecordBytes,
          maxRecordBytes,
          clockMs,
          entropy,
          admission,
          workerCountMax,
          dataDirectory,
          durability,
          segmentBytes,
          isConfigurationStrict,
          isConfigurationWatched,
          deviceDetector);
    }
  }
}
