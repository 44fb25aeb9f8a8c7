package dev.kitsune.bench.journal;

import dev.kitsune.bench.figure.ControlSamples;
import dev.kitsune.bench.figure.OwnJvm;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The same updates with a journal at level os and without one, in turns; each in a JVM of its own,
 * as one JVM compiles what both share for both.
 */
final class UpdateRounds {
  private final Path directory;
  private final JournalScale scale;
  private final List<Double> ratios = new ArrayList<>();
  private final List<Double> cpuRatios = new ArrayList<>();
  private final List<Double> memoryNs = new ArrayList<>();
  private final List<Double> durableNs = new ArrayList<>();
  private final ControlSamples control = new ControlSamples();

  UpdateRounds(Path directory, JournalScale scale) {
    this.directory = directory;
    this.scale = scale;
  }

  void run() throws IOException, InterruptedException {
    for (int round = 0; round < scale.roundCount(); round++) {
      control.sample();
      List<Double> without = measure(UpdateFork.IN_MEMORY);
      List<Double> with = measure(directory.toString());
      DataDirectory.remove(directory);
      memoryNs.add(without.get(0));
      durableNs.add(with.get(0));
      ratios.add(with.get(0) / without.get(0));
      cpuRatios.add(with.get(1) / without.get(1));
    }
  }

  private List<Double> measure(String where) throws IOException, InterruptedException {
    return OwnJvm.measure(UpdateFork.class, where, scale.profileCount(), scale.updateCount());
  }

  List<Double> ratios() {
    return ratios;
  }

  /** The ratios of CPU time of the thread that updates. */
  List<Double> cpuRatios() {
    return cpuRatios;
  }

  List<Double> memoryNs() {
    return memoryNs;
  }

  List<Double> durableNs() {
    return durableNs;
  }

  /** A sample of each round. */
  ControlSamples control() {
    return control;
  }
}
