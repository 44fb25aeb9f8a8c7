package dev.kitsune.bench;

import dev.kitsune.engine.store.ChronicleFlags;
import java.util.List;
import java.util.stream.Stream;

/**
 * What the JVMs that we start need on their command line: the manifest of the jar reaches only the
 * first. Control plane.
 */
public final class ForkFlags {
  private ForkFlags() {}

  /** For JVMs of this one's version. */
  public static List<String> forThisJvm() {
    return Stream.concat(
            Stream.of(ChronicleFlags.line(Runtime.version().feature()).split(" ", -1)),
            Stream.of("-Dlogback.configurationFile=logback-bench.xml"))
        .toList();
  }
}
