package dev.kitsune.bench.report;

import java.net.URISyntaxException;
import java.nio.file.Path;

/** Where this code stands. Control plane. */
final class BuiltFrom {
  private BuiltFrom() {}

  /** The directory of the jar, or the one that holds the directory of classes. */
  static Path directory() {
    try {
      Path place =
          Path.of(BuiltFrom.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      Path parent = place.toAbsolutePath().getParent();
      return parent == null ? place : parent;
    } catch (URISyntaxException e) {
      throw new IllegalStateException("a class must come from a file", e);
    }
  }
}
