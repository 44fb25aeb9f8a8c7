package dev.kitsune.bench.audience;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AudienceBenchmarkTest {
  @ParameterizedTest
  @ValueSource(ints = {10, 100, 1_000})
  void bothWaysDecideAlike(int audienceCount) {
    AudienceBenchmark benchmark = open(audienceCount);
    int difference = benchmark.decideAll();
    int members = benchmark.memberCount();
    assertTrue(members >= 7 && members <= 14, "members: " + members);
    Set<Integer> differences = new HashSet<>();
    for (int i = 0; i < 100; i++) {
      benchmark.decideTouched();
      int touched = benchmark.differenceCount();
      assertEquals(touched, benchmark.decideAll(), "call " + i);
      differences.add(touched);
    }
    assertEquals(1 + NearAudiences.COUNT, differences.size(), difference + ", " + differences);
  }

  @ParameterizedTest
  @ValueSource(ints = {10, 100, 1_000})
  void aPageFlipsMembershipsInFiveCallsOfSix(int audienceCount) {
    AudienceBenchmark benchmark = open(audienceCount);
    for (int year = 0; year < 2; year++) {
      int flipCount = 0;
      for (int i = 0; i < AudienceBenchmark.YEAR_PAGE_COUNT; i++) {
        flipCount += benchmark.decideTouched() ? 1 : 0;
      }
      assertEquals(AudienceBenchmark.YEAR_PAGE_COUNT / 6 * 5, flipCount, "year " + year);
    }
  }

  @Test
  void hasOtherAudiencesForAnotherCount() {
    AudienceBenchmark few = open(10);
    AudienceBenchmark many = open(1_000);
    assertNotEquals(few.decideAll(), many.decideAll());
  }

  private static AudienceBenchmark open(int audienceCount) {
    AudienceBenchmark benchmark = new AudienceBenchmark();
    benchmark.audienceCount = audienceCount;
    benchmark.prepare();
    return benchmark;
  }
}
