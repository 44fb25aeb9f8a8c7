package dev.kitsune.bench.journal;

import dev.kitsune.bench.figure.ControlSamples;
import dev.kitsune.bench.figure.OwnJvm;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Updates at level fsync, a JVM for each round, with all ways of sending in it: a disk's speed
 * changes from one second to the next, and a JVM's start between them would be in the ratio.
 */
final class CommitRounds {
  private final Path directory;
  private final JournalScale scale;
  private final List<Double> single = new ArrayList<>();
  private final List<Double> pipelined = new ArrayList<>();
  private final List<Double> blocking = new ArrayList<>();
  private final ControlSamples control = new ControlSamples();

  CommitRounds(Path directory, JournalScale scale) {
    this.directory = directory;
    this.scale = scale;
  }

  void run() throws IOException, InterruptedException {
    for (int round = 0; round < scale.roundCount(); round++) {
      control.sample();
      List<Double> rates =
          OwnJvm.measure(CommitFork.class, directory, scale.profileCount(), scale.commitMs());
      DataDirectory.remove(directory);
      single.add(rates.get(0));
      pipelined.add(rates.get(1) / rates.get(0));
      blocking.add(rates.get(2) / rates.get(0));
    }
  }

  List<Double> pipelined() {
    return pipelined;
  }

  List<Double> blocking() {
    return blocking;
  }

  /** Events per second, one at a time. */
  List<Double> single() {
    return single;
  }

  /** A sample of each round. */
  ControlSamples control() {
    return control;
  }
}
