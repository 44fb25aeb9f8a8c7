package dev.kitsune.bench.request;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BatchBenchmarkTest {
  private final List<BatchBenchmark> opened = new ArrayList<>();

  @AfterEach
  void close() {
    opened.forEach(BatchBenchmark::close);
  }

  @Test
  void aBatchLeavesTheProfilesThatItsEventsLeaveOneByOne() {
    BatchBenchmark batch = fill(100, 10);
    BatchBenchmark single = fill(100, 10);
    List<String> before = batch.stored();
    assertEquals(before, single.stored());
    for (int round = 0; round < 3; round++) {
      batch.batch();
      single.updates();
    }
    assertEquals(single.stored(), batch.stored());
    assertEquals(50, changedCount(before, batch.stored()));
  }

  @Test
  void noRoundIsAReplayForAnyOfItsProfiles() {
    BatchBenchmark batch = fill(50, 10);
    for (int round = 0; round < 60; round++) {
      List<String> before = batch.stored();
      batch.batch();
      assertEquals(50, changedCount(before, batch.stored()), "round " + round);
    }
  }

  @Test
  void everyParameterChangesTheInput() {
    assertEquals(50, fill(50, 10).stored().size());
    assertEquals(100, fill(100, 10).stored().size());
    assertEquals(10, fill(50, 10).environmentAudienceCount());
    assertEquals(100, fill(50, 100).environmentAudienceCount());
  }

  private static long changedCount(List<String> before, List<String> after) {
    return after.stream().filter(line -> !before.contains(line)).count();
  }

  private BatchBenchmark fill(int profileCount, int audienceCount) {
    BatchBenchmark benchmark = new BatchBenchmark();
    opened.add(benchmark);
    benchmark.profileCount = profileCount;
    benchmark.audienceCount = audienceCount;
    benchmark.fill();
    return benchmark;
  }
}
