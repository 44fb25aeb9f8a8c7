package dev.kitsune.server.route;

/** What a request's path can name. */
public enum Resource {
  /** {@code /v2/organizations/{org}/environments/{env}/profiles}. */
  PROFILES,
  /** One profile below {@link #PROFILES}. */
  PROFILE,
  /** {@code explain} below one {@link #PROFILE}, on the operators' port. */
  EXPLANATION,
  /** {@code /v2/organizations/{org}/environments/{env}/events}. */
  EVENTS,
  /** {@code /v2/organizations/{org}/environments/{env}/import/events}. */
  IMPORT_EVENTS,
  /** {@code /health/live}. */
  LIVE,
  /** {@code /health/ready}. */
  READY,
  /** {@code /openapi.json}. */
  OPENAPI,
  /** {@code /metrics}, on the operators' port. */
  METRICS,
  /** {@code /admin/organizations/{org}/environments/{env}/import}, on the operators' port. */
  IMPORT_PROFILES,
  /** {@code /admin/organizations/{org}/environments/{env}/export}, on the operators' port. */
  EXPORT_PROFILES,
  /** No path of ours. */
  NONE;

  /** Whether no web page may read it. */
  boolean isPrivate() {
    return isOperators() || this == METRICS;
  }

  /** Whether it reads or changes profiles for operators. */
  boolean isOperators() {
    return this == IMPORT_PROFILES || this == EXPORT_PROFILES || this == EXPLANATION;
  }

  /** Whether its path names an environment, so that its answers are that environment's. */
  boolean isOfEnvironment() {
    return this == PROFILES || this == PROFILE || this == EVENTS || this == IMPORT_EVENTS;
  }
}
