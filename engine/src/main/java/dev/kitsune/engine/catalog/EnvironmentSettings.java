package dev.kitsune.engine.catalog;

import java.util.List;

/**
 * What an environment's configuration may set beside audiences and experiences. Control plane.
 *
 * @param allowedOrigins origins that browsers may call from; {@code *} is every one
 */
public record EnvironmentSettings(int sessionTimeoutMinutes, List<String> allowedOrigins) {
  static final String EVERY_ORIGIN = "*";

  /** The documented defaults. */
  public static final EnvironmentSettings DEFAULT =
      new EnvironmentSettings(30, List.of(EVERY_ORIGIN));

  public EnvironmentSettings {
    allowedOrigins = List.copyOf(allowedOrigins);
  }
}
