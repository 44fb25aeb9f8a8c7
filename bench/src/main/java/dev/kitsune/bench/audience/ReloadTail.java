package dev.kitsune.bench.audience;

import dev.kitsune.bench.figure.ControlSamples;
import dev.kitsune.bench.request.FreshRequest;
import dev.kitsune.bench.request.LoadedEngine;
import dev.kitsune.testdata.TestData;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.HdrHistogram.Histogram;

/**
 * One page update of every profile, timed each: while nothing changes, and after a change of a few
 * audiences; of some profiles after a change of all, which is taken back then. Rounds are
 * interleaved, with a loop that does the same each time among them.
 */
final class ReloadTail implements AutoCloseable {
  private static final double PERCENTILE = 99.9;
  private static final int FEW = 100;
  private static final int SAMPLE_COUNT = 2_000;

  /* A step that walks all profiles in an order that is none: prime, and larger than any count. */
  private static final long STEP = 2_147_483_647L;

  private final FreshRequest page = new FreshRequest(TestData.bytes("requests/update/page.json"));
  private final ChangingAudiences audiences;
  private final LoadedEngine engine;
  private final int audienceCount;
  private final int profileCount;
  private final List<Histogram> current = new ArrayList<>();
  private final List<Histogram> afterFew = new ArrayList<>();
  private final List<Histogram> afterAll = new ArrayList<>();
  private ControlSamples control = new ControlSamples();

  ReloadTail(Path directory, int audienceCount, int profileCount) {
    this.audienceCount = audienceCount;
    this.profileCount = profileCount;
    audiences = new ChangingAudiences(directory, audienceCount);
    engine = audiences.open(profileCount);
  }

  /** Runs after one round that only warms up. */
  void run(int roundCount) {
    round();
    current.clear();
    afterFew.clear();
    afterAll.clear();
    control = new ControlSamples();
    for (int round = 0; round < roundCount; round++) {
      round();
    }
  }

  private void round() {
    control.sample();
    current.add(updateEach(profileCount));
    reload(Math.max(1, audienceCount / FEW));
    afterFew.add(updateEach(profileCount));
    int sampleCount = Math.min(SAMPLE_COUNT, profileCount);
    reload(audienceCount);
    afterAll.add(updateEach(sampleCount));
    audiences.changeBack();
    engine.reload();
    updateEach(sampleCount);
  }

  private void reload(int changedCount) {
    audiences.change(changedCount);
    engine.reload();
  }

  private Histogram updateEach(int count) {
    Histogram histogram = new Histogram(3);
    for (long i = 0; i < count; i++) {
      byte[] body = page.next();
      int profile = (int) (i * STEP % profileCount);
      long begin = System.nanoTime();
      engine.update(profile, body);
      histogram.recordValue(System.nanoTime() - begin);
    }
    return histogram;
  }

  /** A sample of each round. */
  ControlSamples control() {
    return control;
  }

  /** Of each round: the tail after a change of a hundredth of the audiences, over the usual one. */
  List<Double> fewOverCurrent() {
    return IntStream.range(0, current.size())
        .mapToObj(round -> tailNs(afterFew.get(round)) / tailNs(current.get(round)))
        .toList();
  }

  /** What the first update after a change of all audiences takes, in nanoseconds. */
  List<Double> medianAfterAllNs() {
    return medians(afterAll);
  }

  /** What the first update after a change of a hundredth takes. */
  List<Double> medianAfterFewNs() {
    return medians(afterFew);
  }

  /** What others take. */
  List<Double> medianNs() {
    return medians(current);
  }

  private static List<Double> medians(List<Histogram> histograms) {
    return histograms.stream().map(h -> (double) h.getValueAtPercentile(50)).toList();
  }

  private static double tailNs(Histogram histogram) {
    return histogram.getValueAtPercentile(PERCENTILE);
  }

  @Override
  public void close() {
    engine.close();
  }
}
