package dev.kitsune.engine.catalog;

/** What an environment's configuration may set beside audiences and experiences. */
public record EnvironmentSettings(int sessionTimeoutMinutes) {
  /** The documented defaults. */
  public static final EnvironmentSettings DEFAULT = new EnvironmentSettings(30);
}
