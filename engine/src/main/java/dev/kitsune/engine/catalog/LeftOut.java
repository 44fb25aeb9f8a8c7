package dev.kitsune.engine.catalog;

import dev.kitsune.engine.error.ConfigurationException;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is left out of an environment because it cannot be understood: entries of the Contentful
 * forms, each with a warning; refused instead where nothing may be left out. Control plane.
 */
final class LeftOut {
  private static final Logger LOG = LoggerFactory.getLogger(LeftOut.class);

  /** So many leftovers are not in what an editor exported. */
  static final int COUNT_MAX = 1_000;

  private final List<ConfigurationException> reasons = new ArrayList<>();
  private boolean isRefused;

  /** Refuses from now on. */
  void refuse() {
    isRefused = true;
  }

  /**
   * Leaves something out.
   *
   * @param what its name, for the warning
   * @throws ConfigurationException the reason, where nothing, or no more, may be left out
   */
  void add(String what, ConfigurationException reason) {
    if (isRefused) {
      throw reason;
    }
    if (reasons.size() == COUNT_MAX) {
      throw new ConfigurationException(
          reason.file(),
          reason.pointer(),
          reason.reason() + "; " + COUNT_MAX + " entries more are not understood");
    }
    reasons.add(reason);
    LOG.warn("{} is left out: {}", what, reason.getMessage());
  }

  /** Why, one for each thing left out. */
  List<ConfigurationException> reasons() {
    return List.copyOf(reasons);
  }
}
