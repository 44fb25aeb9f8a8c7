package dev.kitsune.engine;

import dev.kitsune.engine.bytes.ByteSlice;
import dev.kitsune.engine.catalog.EnvironmentRef;

/** The engine: opens stores and environments and hands out workers. Safe for any thread. */
@SuppressWarnings("DoNotCallSuggester")
public final class ExperienceEngine implements AutoCloseable {
  /**
   * Opens an engine.
   *
   * @throws dev.kitsune.engine.error.ConfigurationException if an environment cannot be understood
   */
  public static ExperienceEngine open(EngineConfig config) {
    throw new UnsupportedOperationException();
  }

  /** A worker for the calling thread: scratch memory and the way in for requests. */
  public EngineWorker newWorker() {
    throw new UnsupportedOperationException();
  }

  /**
   * The environment of this name. Allocates nothing.
   *
   * @throws dev.kitsune.engine.error.ExperienceException CONFIG_NOT_FOUND if there is none
   */
  public EnvironmentRef environment(ByteSlice organizationId, ByteSlice environmentSlug) {
    throw new UnsupportedOperationException();
  }

  public EnvironmentRef environment(String organizationId, String environmentSlug) {
    throw new UnsupportedOperationException();
  }

  /** Reads the configuration directory again; on a fault the versions in use stay. */
  public void reload() {
    throw new UnsupportedOperationException();
  }

  /** Whether environments are compiled, the store is open and requests are taken. */
  public boolean isReady() {
    throw new UnsupportedOperationException();
  }

  /** Refuses new calls, lets running ones finish, frees the stores. Idempotent. */
  @Override
  public void close() {
    throw new UnsupportedOperationException();
  }
}
