package dev.kitsune.engine;

import dev.kitsune.engine.EngineConfig.StoreKind;
import dev.kitsune.engine.catalog.Catalog;
import dev.kitsune.engine.catalog.EnvironmentDefinition;
import dev.kitsune.engine.catalog.EnvironmentReader;
import dev.kitsune.engine.catalog.EnvironmentRef;
import dev.kitsune.engine.event.EventLimits;
import dev.kitsune.engine.journal.Journal;
import dev.kitsune.engine.kernel.DeviceCache;
import dev.kitsune.engine.kernel.EventAdmission;
import dev.kitsune.engine.kernel.ProfileLimits;
import dev.kitsune.engine.store.ChronicleRecordStore;
import dev.kitsune.engine.store.HeapRecordStore;
import dev.kitsune.engine.store.LocalProfileExecutor;
import dev.kitsune.engine.store.RecordStore;
import dev.kitsune.engine.store.StoredRecords;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What {@link ExperienceEngine} puts together, with the clock, the entropy and the stores in the
 * test's hands. Environments are {@code acme/main} and {@code acme/other}.
 */
public final class TestEngine implements AutoCloseable {
  private static final long SECRET_0 = 1;
  private static final long SECRET_1 = 2;
  private static final int AVERAGE_BYTES = 1_024;
  private static final int MAX_BYTES = 600 * 1_024;

  public final AtomicLong clockMs = new AtomicLong(1_700_000_000_000L);
  private final SplittableRandom random = new SplittableRandom(7);
  private final Catalog catalog = new Catalog();
  private final RecordStore profiles;
  private final RecordStore aliases;
  private final LocalProfileExecutor executor;

  public TestEngine(StoreKind kind, long maxProfiles, String environmentJson) {
    this(kind, maxProfiles, MAX_BYTES, environmentJson);
  }

  public TestEngine(StoreKind kind, long maxProfiles, int maxRecordBytes, String environmentJson) {
    this(kind, maxProfiles, maxRecordBytes, environmentJson, ProfileLimits.DEFAULT, null);
  }

  public TestEngine(
      StoreKind kind,
      long maxProfiles,
      int maxRecordBytes,
      String environmentJson,
      ProfileLimits limits,
      @Nullable EventAdmission admission) {
    this(
        open(kind, maxProfiles, AVERAGE_BYTES, maxRecordBytes),
        open(kind, maxProfiles, 128, 1_024),
        environmentJson,
        limits,
        admission);
  }

  private TestEngine(
      RecordStore profiles,
      RecordStore aliases,
      String environmentJson,
      ProfileLimits limits,
      @Nullable EventAdmission admission) {
    this(profiles, aliases, environmentJson, limits, admission, null);
  }

  private TestEngine(
      RecordStore profiles,
      RecordStore aliases,
      String environmentJson,
      ProfileLimits limits,
      @Nullable EventAdmission admission,
      @Nullable Journal journal) {
    this.profiles = profiles;
    this.aliases = aliases;
    executor =
        new LocalProfileExecutor(
            profiles, aliases, limits, this::entropy, SECRET_0, SECRET_1, admission, journal);
    configure(environmentJson);
  }

  /** With other limits per profile. */
  public static TestEngine limited(StoreKind kind, String environmentJson, ProfileLimits limits) {
    return new TestEngine(kind, 10_000, MAX_BYTES, environmentJson, limits, null);
  }

  /** The same with stores that are wrapped. */
  public static TestEngine limited(
      StoreKind kind,
      String environmentJson,
      ProfileLimits limits,
      UnaryOperator<RecordStore> wrapper) {
    return new TestEngine(
        wrapper.apply(open(kind, 1_000, AVERAGE_BYTES, MAX_BYTES)),
        wrapper.apply(open(kind, 1_000, 128, 1_024)),
        environmentJson,
        limits,
        null);
  }

  /** With a journal, which is closed with the engine, before stores that hold what it gave out. */
  public static TestEngine journalled(
      RecordStore profiles, RecordStore aliases, String environmentJson, Journal journal) {
    return new TestEngine(profiles, aliases, environmentJson, ProfileLimits.DEFAULT, null, journal);
  }

  /** With rate limits. */
  public static TestEngine admitting(
      StoreKind kind, String environmentJson, EventAdmission admission) {
    return new TestEngine(
        kind, 1_000, MAX_BYTES, environmentJson, ProfileLimits.DEFAULT, admission);
  }

  private synchronized long entropy() {
    return random.nextLong();
  }

  /** Swaps both environments' configuration. */
  public void configure(String environmentJson) {
    List<EnvironmentDefinition> definitions = new ArrayList<>();
    for (String slug : List.of("main", "other")) {
      definitions.add(
          new EnvironmentReader("acme", slug)
              .add("test.json", environmentJson.getBytes(StandardCharsets.UTF_8))
              .definition());
    }
    catalog.swap(definitions);
  }

  /** A new client of {@code acme/main}, with a worker of its own. */
  public TestClient client() {
    return client("main");
  }

  /** The same whose devices are told by a cache. */
  public TestClient client(DeviceCache devices) {
    EngineWorker worker =
        new EngineWorker(catalog, executor.newLane(), EventLimits.DEFAULT, clockMs::get, devices);
    return new TestClient(worker, environment("main"), false);
  }

  public TestClient client(String environmentSlug) {
    EngineWorker worker =
        new EngineWorker(catalog, executor.newLane(), EventLimits.DEFAULT, clockMs::get);
    return new TestClient(worker, environment(environmentSlug), false);
  }

  /** The stored record of a profile's own id in {@code acme/main}. */
  public StoredRecords.Image stored(String id) {
    return StoredRecords.read(profiles, SECRET_0, SECRET_1, environment("main"), id);
  }

  public long profileCount() {
    return profiles.count();
  }

  public long aliasCount() {
    return aliases.count();
  }

  public LocalProfileExecutor executor() {
    return executor;
  }

  @Override
  public void close() {
    executor.close();
  }

  private EnvironmentRef environment(String slug) {
    return catalog.environments().stream()
        .filter(ref -> ref.environmentSlug().equals(slug))
        .findFirst()
        .orElseThrow();
  }

  private static RecordStore open(StoreKind kind, long count, int averageBytes, int maxBytes) {
    return kind == StoreKind.HEAP
        ? new HeapRecordStore(count, maxBytes)
        : new ChronicleRecordStore(count, averageBytes, maxBytes);
  }
}
