package dev.kitsune.engine.catalog;

import dev.kitsune.engine.error.ErrorCode;
import dev.kitsune.engine.error.ExperienceException;
import org.jspecify.annotations.Nullable;

/**
 * A name for one environment of one engine that stays valid across reloads of its configuration;
 * another engine refuses it with IllegalArgumentException. Any thread; looked up once, then kept.
 */
public final class EnvironmentRef {
  private final Catalog catalog;
  private final String organizationId;
  private final String environmentSlug;
  private final int ordinal;
  private volatile @Nullable Environment current;
  private long lastVersion;

  EnvironmentRef(Catalog catalog, String organizationId, String environmentSlug, int ordinal) {
    this.catalog = catalog;
    this.organizationId = organizationId;
    this.environmentSlug = environmentSlug;
    this.ordinal = ordinal;
  }

  /** The organization that it belongs to. */
  public String organizationId() {
    return organizationId;
  }

  /** Its name within the organization. */
  public String environmentSlug() {
    return environmentSlug;
  }

  /** This engine's dense number for the environment, from 0; not kept across restarts. */
  public int ordinal() {
    return ordinal;
  }

  /**
   * The version in use; a request takes it once and keeps to it.
   *
   * @throws ExperienceException CONFIG_NOT_FOUND if a reload removed the environment
   */
  public Environment current() {
    Environment environment = current;
    if (environment == null) {
      throw new ExperienceException(ErrorCode.CONFIG_NOT_FOUND, "");
    }
    return environment;
  }

  boolean isOf(Catalog other) {
    return catalog == other;
  }

  @Nullable Environment currentOrNull() {
    return current;
  }

  /** The number of the version to come; also of one that comes back, none is given twice. */
  long nextVersion() {
    return lastVersion + 1;
  }

  void swap(@Nullable Environment next) {
    lastVersion = next == null ? lastVersion : next.version();
    current = next;
  }
}
