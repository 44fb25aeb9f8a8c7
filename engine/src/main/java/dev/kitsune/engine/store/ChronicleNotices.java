package dev.kitsune.engine.store;

import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Silences what Chronicle says at its start and nobody can act on: its announcement, and advice to
 * open a package that only memory-mapped files need. Touches nothing that the user has set. Control
 * plane.
 */
final class ChronicleNotices {
  private static final String ANNOUNCER = "chronicle.announcer.disable";

  /** Held here, for the logging framework forgets the level of a logger that nobody holds. */
  private static final Logger CLEANER =
      Logger.getLogger(
          "net.openhft.chronicle.core.internal.cleaner.ReflectionBasedByteBufferCleanerService");

  private ChronicleNotices() {}

  static synchronized void silence() {
    if (System.getProperty(ANNOUNCER) == null) {
      System.setProperty(ANNOUNCER, "true");
    }
    if (CLEANER.getLevel() == null) {
      CLEANER.setLevel(Level.OFF);
    }
  }
}
