package dev.kitsune.bench.journal;

import dev.kitsune.engine.journal.Durability;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** How long an engine takes to open a directory that holds many typical profiles. */
final class RestartTime {
  private static final int COUNT = 5;
  private static final double NS_PER_S = 1e9;

  private final Path directory;
  private final int profileCount;
  private final List<Double> times = new ArrayList<>();

  RestartTime(Path directory, int profileCount) {
    this.directory = directory;
    this.profileCount = profileCount;
  }

  void run() {
    DurableEngine.open(directory, Durability.OS, profileCount).fill().close();
    for (int i = 0; i < COUNT; i++) {
      long begin = System.nanoTime();
      DurableEngine opened = DurableEngine.open(directory, Durability.OS, profileCount);
      times.add((System.nanoTime() - begin) / NS_PER_S);
      if (opened.engine().profileCount() != profileCount) {
        throw new IllegalStateException("profiles read back: " + opened.engine().profileCount());
      }
      opened.close();
    }
  }

  double medianS() {
    return UpdateRounds.median(times);
  }

  int count() {
    return COUNT;
  }

  long bytesPerProfile() {
    long bytes = 0;
    File[] files = directory.toFile().listFiles();
    for (File file : files == null ? new File[0] : files) {
      bytes += file.length();
    }
    return bytes / profileCount;
  }
}
