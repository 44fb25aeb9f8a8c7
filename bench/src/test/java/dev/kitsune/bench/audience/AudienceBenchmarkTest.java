package dev.kitsune.bench.audience;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
    for (int i = 0; i < 100; i++) {
      benchmark.decideTouched();
    }
    assertFalse(benchmark.decideTouched(), "by now more events change nothing");
    assertEquals(difference, benchmark.decideAll());
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
