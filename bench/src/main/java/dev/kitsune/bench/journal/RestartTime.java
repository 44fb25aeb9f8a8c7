package dev.kitsune.bench.journal;

import dev.kitsune.bench.figure.ControlSamples;
import dev.kitsune.bench.figure.OwnJvm;
import dev.kitsune.engine.journal.Durability;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** How long a new JVM takes to open an engine on a directory that holds many typical profiles. */
final class RestartTime {
  /** What a process with the right writes to, so that the system forgets what it has read. */
  static final Path DROP_CACHES = Path.of("/proc/sys/vm/drop_caches");

  private static final String ALL = "3";

  private final Path directory;
  private final int profileCount;
  private final List<Double> openS = new ArrayList<>();
  private final List<Double> startS = new ArrayList<>();
  private final ControlSamples control = new ControlSamples();

  RestartTime(Path directory, int profileCount) {
    this.directory = directory;
    this.profileCount = profileCount;
  }

  void fill() {
    DurableEngine.open(directory, Durability.OS, profileCount).fill().close();
  }

  /** So many openings, what they read being in the page cache. */
  void openWarm(int count) throws IOException, InterruptedException {
    for (int i = 0; i < count; i++) {
      control.sample();
      List<Double> told = open();
      openS.add(told.get(0));
      startS.add(told.get(1));
    }
  }

  /**
   * One opening after the system was made to forget what it has read, the JVM's own files included.
   *
   * @throws IOException if this process may not do that, which takes root
   */
  double openCold(Path dropCaches) throws IOException, InterruptedException {
    DataDirectory.force(directory);
    Files.writeString(dropCaches, ALL);
    return open().get(0);
  }

  private List<Double> open() throws IOException, InterruptedException {
    List<Double> told =
        OwnJvm.measure(RestartFork.class, directory, profileCount, System.currentTimeMillis());
    if (told.get(2) != profileCount) {
      throw new IllegalStateException("profiles read back: " + told.get(2));
    }
    return told;
  }

  /** Seconds of each opening. */
  List<Double> openS() {
    return openS;
  }

  /** The same from the start of the JVM. */
  List<Double> startS() {
    return startS;
  }

  /** A sample of each opening. */
  ControlSamples control() {
    return control;
  }

  long bytesPerProfile() throws IOException {
    return DataDirectory.bytes(directory) / profileCount;
  }
}
