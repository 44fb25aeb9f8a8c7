package dev.kitsune.server;

import dev.kitsune.engine.EngineConfig;
import org.jspecify.annotations.Nullable;

/** What {@code --max-profiles} and {@code --record-bytes} say. Control plane. */
final class StoreOptions {
  static final EngineConfig DEFAULT = EngineConfig.defaults();

  private StoreOptions() {}

  /** Why such a store cannot be had; null if it can. */
  static @Nullable String refusal(long maxProfiles, int recordBytes) {
    try {
      DEFAULT.withMaxProfiles(maxProfiles);
    } catch (IllegalArgumentException refused) {
      return "--max-profiles: " + refused.getMessage();
    }
    try {
      config(maxProfiles, recordBytes);
    } catch (IllegalArgumentException refused) {
      return "--record-bytes: " + refused.getMessage();
    }
    return null;
  }

  /** The defaults with these sizes. */
  static EngineConfig config(long maxProfiles, int recordBytes) {
    int longest = Math.max(recordBytes, DEFAULT.maxRecordBytes());
    return DEFAULT.withMaxProfiles(maxProfiles).withRecordBytes(recordBytes, longest);
  }
}
