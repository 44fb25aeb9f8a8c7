package dev.kitsune.engine.audience;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kitsune.engine.bytes.ByteSink;
import dev.kitsune.engine.bytes.JsonLimits;
import dev.kitsune.engine.bytes.JsonTape;
import java.util.EnumMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Compiled comparisons against the plain interpreter's, on random operands and values. */
final class ComparisonOracleTest {
  private static final int CASE_COUNT = 120_000;

  private final JsonTape tape = new JsonTape();
  private final ByteSink scratch = new ByteSink(16);

  @Test
  void decidesAsTheInterpreterDoes() {
    SplittableRandom random = new SplittableRandom(20_261_121);
    RandomRules rules = new RandomRules(random);
    RandomJson values = new RandomJson(random);
    Map<Operator, Integer> trueCounts = new EnumMap<>(Operator.class);
    Map<Operator, Integer> falseCounts = new EnumMap<>(Operator.class);
    for (int index = 0; index < CASE_COUNT; index++) {
      Operator operator = rules.operator(any -> true);
      Operand operand = rules.operand(operator);
      String json = values.value();
      boolean expected = AudienceInterpreter.compare(operator, operand, ModelJson.parse(json));
      assertEquals(
          expected, compiled(operator, operand, json), () -> operator + " " + operand + " " + json);
      (expected ? trueCounts : falseCounts).merge(operator, 1, Integer::sum);
    }
    assertFrequent(trueCounts);
    assertFrequent(falseCounts);
  }

  @Test
  void decidesMissingValuesAsTheInterpreterDoes() {
    SplittableRandom random = new SplittableRandom(7);
    RandomRules rules = new RandomRules(random);
    for (int index = 0; index < 10_000; index++) {
      Operator operator = rules.operator(any -> true);
      Operand operand = rules.operand(operator);
      assertEquals(
          AudienceInterpreter.compare(operator, operand, null),
          Comparison.of(operator, operand).testMissing(),
          () -> operator + " " + operand);
    }
  }

  private boolean compiled(Operator operator, Operand operand, String json) {
    byte[] bytes = json.getBytes(UTF_8);
    assertTrue(tape.parse(bytes, 0, bytes.length, JsonLimits.DEFAULT), json);
    return JsonComparison.test(Comparison.of(operator, operand), tape, 0, scratch);
  }

  /* Else the cases would say little. */
  private static void assertFrequent(Map<Operator, Integer> counts) {
    for (Operator operator : Operator.values()) {
      int count = counts.getOrDefault(operator, 0);
      assertTrue(count > 30, () -> operator + " came out so only " + count + " times");
    }
  }
}
