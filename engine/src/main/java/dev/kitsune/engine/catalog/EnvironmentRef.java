package dev.kitsune.engine.catalog;

/** A name for one environment that stays valid across reloads of its configuration. */
public interface EnvironmentRef {
  String organizationId();

  String environmentSlug();
}
