package dev.kitsune.engine.catalog;

import java.util.List;

/**
 * What an environment's configuration may set beside audiences and experiences. Control plane.
 *
 * @param mergesAlways whether identify events merge profiles that have an alias, too
 * @param allowedOrigins origins that browsers may call from; {@code *} is every one
 * @param retentionMs how long a profile is kept after the last request that gave it events; {@link
 *     #KEPT_FOR_EVER} if nothing removes it
 * @param allowsOverrides whether a call may force audiences and variants, for previews
 * @param allowsExplain whether operators may ask why a profile is in an audience
 */
public record EnvironmentSettings(
    int sessionTimeoutMinutes,
    boolean mergesAlways,
    List<String> allowedOrigins,
    long retentionMs,
    boolean allowsOverrides,
    boolean allowsExplain) {
  /** A retention longer than any time. */
  public static final long KEPT_FOR_EVER = Long.MAX_VALUE;

  static final String EVERY_ORIGIN = "*";

  /** The documented defaults. */
  public static final EnvironmentSettings DEFAULT =
      new EnvironmentSettings(30, false, List.of(EVERY_ORIGIN), KEPT_FOR_EVER, false, false);

  public EnvironmentSettings {
    allowedOrigins = List.copyOf(allowedOrigins);
  }
}
