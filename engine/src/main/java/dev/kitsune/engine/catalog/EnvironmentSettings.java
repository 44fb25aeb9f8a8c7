package dev.kitsune.engine.catalog;

import java.util.List;

/**
 * What an environment's configuration may set beside audiences and experiences. Control plane.
 *
 * @param mergesAlways whether identify events merge profiles that have an alias, too
 * @param allowedOrigins origins that browsers may call from; {@code *} is every one
 */
public record EnvironmentSettings(
    int sessionTimeoutMinutes, boolean mergesAlways, List<String> allowedOrigins) {
  static final String EVERY_ORIGIN = "*";

  /** The documented defaults. */
  public static final EnvironmentSettings DEFAULT =
      new EnvironmentSettings(30, false, List.of(EVERY_ORIGIN));

  public EnvironmentSettings {
    allowedOrigins = List.copyOf(allowedOrigins);
  }
}
