package dev.kitsune.engine;

import dev.kitsune.engine.kernel.EventAdmission;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * How an engine is opened. Immutable; start from {@link #defaults} and change what differs.
 *
 * @param configDirectory {@code <organizationId>/<environmentSlug>/*.json} below it are
 *     environments; null for none
 * @param environments environments given as text; one that stands in the directory too is refused
 * @param maxProfiles how many profiles the store takes
 * @param averageRecordBytes what most profiles' records need; the store is laid out for it
 * @param maxRecordBytes the longest record
 * @param clockMs the wall clock in epoch milliseconds, read once per request, from any thread
 * @param entropy random bits for ids, called from any thread; ids act as bearer secrets, so nobody
 *     may be able to guess them; null for the JVM's secure source
 * @param admission asked before a request's events are stored, for rate limits; null for none
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
    @Nullable EventAdmission admission) {

  /** Where profiles live. */
  public enum StoreKind {
    /** Off heap, in Chronicle Map; needs the JVM flags of the README. */
    CHRONICLE,
    /** On the heap, in a HashMap; for callers who cannot set JVM flags, and for tests. */
    HEAP
  }

  /** One environment's configuration given as text in the plain form. */
  public record EnvironmentSource(String organizationId, String environmentSlug, String json) {}

  public EngineConfig {
    environments = List.copyOf(environments);
  }

  /** One million profiles of a kilobyte, off heap, and no environment yet. */
  public static EngineConfig defaults() {
    return new EngineConfig(
        null,
        List.of(),
        StoreKind.CHRONICLE,
        1_000_000,
        1_024,
        600 * 1_024,
        System::currentTimeMillis,
        null,
        null);
  }

  /** With one environment more, its configuration as text in the plain form. */
  public EngineConfig withEnvironment(String organizationId, String environmentSlug, String json) {
    List<EnvironmentSource> more = new ArrayList<>(environments);
    more.add(new EnvironmentSource(organizationId, environmentSlug, json));
    return new EngineConfig(
        configDirectory,
        more,
        store,
        maxProfiles,
        averageRecordBytes,
        maxRecordBytes,
        clockMs,
        entropy,
        admission);
  }

  public EngineConfig withConfigDirectory(Path directory) {
    return new EngineConfig(
        directory,
        environments,
        store,
        maxProfiles,
        averageRecordBytes,
        maxRecordBytes,
        clockMs,
        entropy,
        admission);
  }

  public EngineConfig withStore(StoreKind kind) {
    return new EngineConfig(
        configDirectory,
        environments,
        kind,
        maxProfiles,
        averageRecordBytes,
        maxRecordBytes,
        clockMs,
        entropy,
        admission);
  }

  public EngineConfig withMaxProfiles(long count) {
    return new EngineConfig(
        configDirectory,
        environments,
        store,
        count,
        averageRecordBytes,
        maxRecordBytes,
        clockMs,
        entropy,
        admission);
  }

  /** With another clock and another source of random bits, for tests and replays. */
  public EngineConfig withClockAndEntropy(LongSupplier newClockMs, LongSupplier newEntropy) {
    return new EngineConfig(
        configDirectory,
        environments,
        store,
        maxProfiles,
        averageRecordBytes,
        maxRecordBytes,
        newClockMs,
        newEntropy,
        admission);
  }

  /** With rate limits, or without if null. */
  public EngineConfig withAdmission(@Nullable EventAdmission newAdmission) {
    return new EngineConfig(
        configDirectory,
        environments,
        store,
        maxProfiles,
        averageRecordBytes,
        maxRecordBytes,
        clockMs,
        entropy,
        newAdmission);
  }
}
