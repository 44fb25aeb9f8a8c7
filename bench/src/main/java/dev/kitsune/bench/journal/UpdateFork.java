package dev.kitsune.bench.journal;

import dev.kitsune.bench.figure.OwnJvm;
import dev.kitsune.engine.journal.Durability;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;

/** One thread's updates, warmed up, in a JVM of its own. */
public final class UpdateFork {
  /** In place of a directory: without a journal. */
  static final String IN_MEMORY = "-";

  private final DurableEngine.Client client;
  private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();

  private UpdateFork(DurableEngine engine) {
    client = engine.newClient(1);
  }

  /**
   * Tells nanoseconds per update, by the clock and of the thread's CPU.
   *
   * @param args the directory, the number of profiles, the number of updates
   */
  public static void main(String[] args) {
    int profileCount = Integer.parseInt(args[1]);
    int updateCount = Integer.parseInt(args[2]);
    double[] ns;
    try (DurableEngine engine = open(args[0], profileCount).fill()) {
      UpdateFork fork = new UpdateFork(engine);
      fork.nsPerUpdate(updateCount);
      ns = fork.nsPerUpdate(updateCount);
    }
    OwnJvm.tell(ns);
  }

  private static DurableEngine open(String directory, int profileCount) {
    return directory.equals(IN_MEMORY)
        ? DurableEngine.inMemory(profileCount)
        : DurableEngine.open(Path.of(directory), Durability.OS, profileCount);
  }

  private double[] nsPerUpdate(int count) {
    long cpuBegin = threads.getCurrentThreadCpuTime();
    long begin = System.nanoTime();
    for (int i = 0; i < count; i++) {
      client.update();
    }
    double ns = System.nanoTime() - begin;
    return new double[] {
      ns / count, (threads.getCurrentThreadCpuTime() - cpuBegin) / (double) count
    };
  }
}
