package dev.kitsune.engine.catalog;

/** How much one environment may configure. Control plane. */
record EnvironmentLimits(int audienceCountMax, int experienceCountMax) {
  static final EnvironmentLimits DEFAULT = new EnvironmentLimits(1_000, 1_000);

  /** The most that {@code settings.limits} may allow of each. */
  static final int SUPPORTED_COUNT_MAX = 10_000;
}
