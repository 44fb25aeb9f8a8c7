package dev.kitsune.bench.request;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MergeBenchmarkTest {
  private static final int PAIR_COUNT = 500;

  private final List<MergeBenchmark> opened = new ArrayList<>();

  @AfterEach
  void close() {
    opened.forEach(MergeBenchmark::close);
  }

  @Test
  void afterAMergeBothIdsLeadToOneProfileThatHasTheTraitsOfBoth() {
    MergeBenchmark benchmark = open(3, 6, 10);
    for (int round = 0; round < 3; round++) {
      benchmark.makePairs();
      assertEquals(3 + 2 * PAIR_COUNT, benchmark.knownCount());
      assertTraits(benchmark.target(7), true, false);
      assertTraits(benchmark.current(7), false, true);
      benchmark.merge();
      assertEquals(3 + PAIR_COUNT, benchmark.knownCount());
      for (int pair = 0; pair < PAIR_COUNT; pair++) {
        assertEquals(benchmark.target(pair), benchmark.current(pair));
      }
      assertTraits(benchmark.target(7), true, true);
    }
  }

  @Test
  void aPageEventMergesNothing() {
    MergeBenchmark benchmark = open(3, 6, 10);
    for (int round = 0; round < 3; round++) {
      benchmark.makePairs();
      String before = benchmark.current(7);
      benchmark.page();
      assertNotEquals(before, benchmark.current(7));
      assertNotEquals(benchmark.target(7), benchmark.current(7));
      assertEquals(3 + 2 * PAIR_COUNT, benchmark.knownCount());
    }
  }

  @Test
  void everyParameterChangesTheInput() {
    int length = mergedLength(open(3, 6, 10));
    assertNotEquals(length, mergedLength(open(3, 8, 10)));
    assertNotEquals(length, mergedLength(open(3, 6, 100)));
    assertEquals(5, open(5, 6, 10).knownCount());
  }

  private static int mergedLength(MergeBenchmark benchmark) {
    benchmark.makePairs();
    return benchmark.merge();
  }

  /* Of the keys each second is common to both; t and c are of one each. */
  private static void assertTraits(String profile, boolean ofTarget, boolean ofCurrent) {
    assertTrue(profile.contains("\"k4\":\"value-4\""), profile);
    assertEquals(ofTarget, profile.contains("\"t5\":\"value-5\""), profile);
    assertEquals(ofCurrent, profile.contains("\"c5\":\"value-5\""), profile);
  }

  private MergeBenchmark open(int profileCount, int traitCount, int audienceCount) {
    MergeBenchmark benchmark = new MergeBenchmark();
    opened.add(benchmark);
    benchmark.profileCount = profileCount;
    benchmark.traitCount = traitCount;
    benchmark.audienceCount = audienceCount;
    benchmark.open();
    return benchmark;
  }
}
