package dev.kitsune.bench.audience;

import dev.kitsune.bench.request.FreshRequest;
import dev.kitsune.bench.request.LoadedEngine;
import dev.kitsune.engine.EngineConfig;
import dev.kitsune.testdata.EnvironmentGenerator.Generated;
import dev.kitsune.testdata.TestData;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Page updates in environments of different sizes, in turns; CPU time of the thread. */
final class UpdateTimes implements AutoCloseable {
  /* Records of many audiences are longer than a store expects. */
  private static final long ROOM = 8;

  private final FreshRequest page = new FreshRequest(TestData.bytes("requests/update/page.json"));
  private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
  private final SplittableRandom random = new SplittableRandom(1);
  private final List<LoadedEngine> engines = new ArrayList<>();
  private final List<List<Double>> ns = new ArrayList<>();
  private final int profileCount;

  UpdateTimes(int profileCount, List<Generated> environments) {
    this.profileCount = profileCount;
    for (Generated environment : environments) {
      EngineConfig config =
          LoadedEngine.config(EngineConfig.StoreKind.CHRONICLE, ROOM * profileCount)
              .withEnvironment("bench", "main", environment.json());
      engines.add(LoadedEngine.visited(config, profileCount));
      ns.add(new ArrayList<>());
    }
  }

  /** As many rounds once more in front of them warm up. */
  void run(int roundCount, int updateCount) {
    for (int round = 0; round < 2 * roundCount; round++) {
      for (int i = 0; i < engines.size(); i++) {
        double each = nsPerUpdate(engines.get(i), updateCount);
        if (round >= roundCount) {
          ns.get(i).add(each);
        }
      }
    }
  }

  /** Nanoseconds per update of each round. */
  List<Double> ns(int environment) {
    return ns.get(environment);
  }

  /** The length of an answer. */
  int answerLength(int environment) {
    return engines.get(environment).update(0, page.next()).length();
  }

  private double nsPerUpdate(LoadedEngine engine, int count) {
    long begin = threads.getCurrentThreadCpuTime();
    for (int i = 0; i < count; i++) {
      engine.update(random.nextInt(profileCount), page.next());
    }
    return (double) (threads.getCurrentThreadCpuTime() - begin) / count;
  }

  @Override
  public void close() {
    engines.forEach(LoadedEngine::close);
  }
}
