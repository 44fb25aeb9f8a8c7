package dev.kitsune.bench.journal;

import dev.kitsune.bench.figure.OwnJvm;
import dev.kitsune.engine.journal.Durability;
import java.nio.file.Path;

/** Opens a directory in a JVM of its own. */
public final class RestartFork {
  private static final double MS_PER_S = 1e3;
  private static final double NS_PER_S = 1e9;

  private RestartFork() {}

  /**
   * Tells how many seconds the opening took, how many passed since the JVM was started, and how
   * many profiles are there.
   *
   * @param args the directory, the number of profiles, when the JVM was started in epoch
   *     milliseconds
   */
  public static void main(String[] args) {
    double openS;
    double startS;
    long count;
    long beginNs = System.nanoTime();
    try (DurableEngine opened =
        DurableEngine.open(Path.of(args[0]), Durability.OS, Integer.parseInt(args[1]))) {
      openS = (System.nanoTime() - beginNs) / NS_PER_S;
      startS = (System.currentTimeMillis() - Long.parseLong(args[2])) / MS_PER_S;
      count = opened.engine().profileCount();
    }
    OwnJvm.tell(openS, startS, (double) count);
  }
}
