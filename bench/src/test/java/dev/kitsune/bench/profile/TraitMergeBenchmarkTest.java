package dev.kitsune.bench.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TraitMergeBenchmarkTest {
  @ParameterizedTest
  @CsvSource({"1, 6", "8, 48", "64, 438"})
  void mergesAsManyTraitsAsTheParameterSays(int traitCount, int keyLengths) {
    TraitMergeBenchmark benchmark = new TraitMergeBenchmark();
    benchmark.traitCount = traitCount;
    benchmark.prepare();
    int before = benchmark.traitCountOfRecord();
    assertEquals(keyLengths, benchmark.merge());
    assertEquals(before + traitCount, benchmark.traitCountOfRecord());
    for (int again = 0; again < 3; again++) {
      assertEquals(keyLengths, benchmark.merge(), "each value is another than before");
      assertEquals(before + traitCount, benchmark.traitCountOfRecord());
    }
  }
}
