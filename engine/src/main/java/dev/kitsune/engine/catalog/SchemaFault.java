package dev.kitsune.engine.catalog;

import dev.kitsune.engine.bytes.ConfigurationValue;
import dev.kitsune.engine.error.ConfigurationException;

/**
 * A value that a schema refuses. Its message is made when it is asked for, as most faults only
 * choose a branch. Control plane.
 *
 * @param reason what is expected, or the whole reason where {@code showsFound} is false
 */
record SchemaFault(ConfigurationValue place, String reason, boolean showsFound) {
  static SchemaFault expected(ConfigurationValue place, String what) {
    return new SchemaFault(place, what, true);
  }

  static SchemaFault refused(ConfigurationValue place, String reason) {
    return new SchemaFault(place, reason, false);
  }

  ConfigurationException refusal() {
    return showsFound ? place.expected(reason) : place.refused(reason);
  }
}
