package dev.kitsune.bench.report;

import static dev.kitsune.bench.report.Contender.ordered;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BenchRowTest {
  @Test
  void theOrderOfParametersTellsNoRowsApart() {
    String key = key(ordered("profileCount", "5", "audienceCount", "100"));
    assertEquals(key, key(ordered("audienceCount", "100", "profileCount", "5")));
    assertNotEquals(key, key(ordered("audienceCount", "5", "profileCount", "100")));
  }

  private static String key(Map<String, String> parameters) {
    return new BenchRow("Steps", "a", parameters, 1, 1, 1, 0, List.of(1.0)).key();
  }
}
