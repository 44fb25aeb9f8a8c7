package dev.kitsune.bench.journal;

import dev.kitsune.bench.figure.ControlSamples;
import dev.kitsune.engine.journal.Durability;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The same updates with a journal at level os and without one, in turns. */
final class UpdateRounds implements AutoCloseable {
  private static final int PROFILE_COUNT = 100_000;
  private static final int WARM_UP_COUNT = 400_000;
  private static final int UPDATE_COUNT = 200_000;

  private final DurableEngine memory;
  private final DurableEngine durable;
  private final List<Double> memoryNs = new ArrayList<>();
  private final List<Double> durableNs = new ArrayList<>();
  private final List<Double> cpuRatios = new ArrayList<>();
  private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
  private final ControlSamples control = new ControlSamples();
  private long cpuNs;

  UpdateRounds(Path directory) {
    memory = DurableEngine.inMemory(PROFILE_COUNT).fill();
    durable = DurableEngine.open(directory, Durability.OS, PROFILE_COUNT).fill();
  }

  /** Returns the ratio of each round. */
  List<Double> run(int roundCount) {
    DurableEngine.Client inMemory = memory.newClient(1);
    DurableEngine.Client withJournal = durable.newClient(1);
    nsPerUpdate(inMemory, WARM_UP_COUNT);
    nsPerUpdate(withJournal, WARM_UP_COUNT);
    List<Double> ratios = new ArrayList<>();
    for (int round = 0; round < roundCount; round++) {
      control.sample();
      double without = nsPerUpdate(inMemory, UPDATE_COUNT);
      long cpuNsWithout = cpuNs;
      double with = nsPerUpdate(withJournal, UPDATE_COUNT);
      cpuRatios.add((double) cpuNs / cpuNsWithout);
      memoryNs.add(without);
      durableNs.add(with);
      ratios.add(with / without);
    }
    return ratios;
  }

  /** The ratios of CPU time of the thread that updates. */
  List<Double> cpuRatios() {
    return cpuRatios;
  }

  /** A sample of each round. */
  ControlSamples control() {
    return control;
  }

  double inMemoryNs() {
    return median(memoryNs);
  }

  double durableNs() {
    return median(durableNs);
  }

  @Override
  public void close() {
    memory.close();
    durable.close();
  }

  private double nsPerUpdate(DurableEngine.Client client, int count) {
    long cpuBegin = threads.getCurrentThreadCpuTime();
    long begin = System.nanoTime();
    for (int i = 0; i < count; i++) {
      client.update();
    }
    cpuNs = threads.getCurrentThreadCpuTime() - cpuBegin;
    return (double) (System.nanoTime() - begin) / count;
  }

  static double median(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    return sorted.get(sorted.size() / 2);
  }
}
