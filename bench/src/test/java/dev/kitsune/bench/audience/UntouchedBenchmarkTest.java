package dev.kitsune.bench.audience;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.kitsune.bench.audience.UntouchedBenchmark.Kind;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UntouchedBenchmarkTest {
  @ParameterizedTest
  @CsvSource({
    "COMPONENT, 100",
    "COMPONENT, 1000",
    "IDENTIFY, 100",
    "COMPONENT_BESIDE_CLOCKS, 1000",
    "PAGE_COUNTED, 1000"
  })
  void changesNothingThatAnAudienceReads(Kind kind, int audienceCount) {
    UntouchedBenchmark benchmark = new UntouchedBenchmark();
    benchmark.kind = kind;
    benchmark.audienceCount = audienceCount;
    benchmark.prepare();
    byte[] before = benchmark.recordBytes();
    assertFalse(benchmark.step());
    assertFalse(benchmark.isAnyChanged());
    boolean isCounted = !Arrays.equals(before, benchmark.recordBytes());
    assertEquals(kind == Kind.PAGE_COUNTED, isCounted, "whether the record's counters changed");
  }
}
