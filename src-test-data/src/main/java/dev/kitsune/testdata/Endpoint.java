package dev.kitsune.testdata;

import java.util.Locale;

/** One of the four documented endpoints. */
public enum Endpoint {
  /** POST profiles. */
  CREATE,
  /** POST profiles/{id}. */
  UPDATE,
  /** GET profiles/{id}. */
  GET,
  /** POST events. */
  UPSERT;

  static Endpoint of(String name) {
    return valueOf(name.toUpperCase(Locale.ROOT));
  }
}
