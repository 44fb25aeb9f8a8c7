package dev.kitsune.bench.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.LinkedHashMap;
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

  private static Map<String, String> ordered(
      String name, String value, String name2, String value2) {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put(name, value);
    parameters.put(name2, value2);
    return parameters;
  }

  private static String key(Map<String, String> parameters) {
    return new BenchRow("Steps", "a", parameters, 1, 1, 1, 0, List.of(1.0)).key();
  }
}
