package dev.kitsune.engine;

import java.nio.file.Path;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** How an engine is opened. Immutable; start from {@link #defaults} and change what differs. */
public record EngineConfig(
    @Nullable Path configDirectory,
    List<EnvironmentSource> environments,
    StoreKind store,
    long maxProfiles,
    int averageRecordBytes,
    int maxRecordBytes,
    LongSupplier clockMs,
    @Nullable LongSupplier entropySeed) {

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

  public static EngineConfig defaults() {
    return new EngineConfig(
        null,
        List.of(),
        StoreKind.CHRONICLE,
        1_000_000,
        1_024,
        600 * 1_024,
        System::currentTimeMillis,
        null);
  }
}
