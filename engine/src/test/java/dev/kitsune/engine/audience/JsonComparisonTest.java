package dev.kitsune.engine.audience;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kitsune.engine.bytes.ByteSink;
import dev.kitsune.engine.bytes.JsonLimits;
import dev.kitsune.engine.bytes.JsonTape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class JsonComparisonTest {
  private final ByteSink scratch = new ByteSink(1);

  @ParameterizedTest(name = "{2} {0} {1} is {3}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      value = {
        "EQUAL | true | true | true",
        "EQUAL | true | \"true\" | true",
        "EQUAL | 10 | \"1e1\" | true",
        "EQUAL | 10 | 10.0 | true",
        "EQUAL | a/b | \"a\\/b\" | true",
        "EQUAL | é | \"\\u00e9\" | true",
        "EQUAL | 😀 | \"\\ud83d\\ude00\" | true",
        "EQUAL | null | null | false",
        "NOT_EQUAL | x | null | true",
        "EQUAL | * | null | false",
        "NOT_EQUAL | * | null | true",
        "EXISTS | x | null | false",
        "NOT_EXISTS | x | null | true",
        "EXISTS | x | [] | true",
        "EQUAL | {\"a\":[1,\"b c\"]} | { \"a\" : [ 1 , \"b c\" ] } | true",
        "EQUAL | [1,2] | [ 1, 2 ] | true",
        "STARTS_WITH | [1 | [ 1, 2 ] | true",
        "MATCHES | ^.1,2.$ | [ 1, 2 ] | true",
        "IN | [1] | [ 1 ] | true",
        "GREATER_THAN | 0 | [1] | false",
        "GREATER_THAN | 0 | \"1\" | true",
        "CONTAINS | b | [\"a\", \"b\"] | true",
        "CONTAINS | b | [\"a\",\"bc\"] | false",
        "CONTAINS | b | [ ] | false",
        "CONTAINS | * | [ ] | true",
        "CONTAINS | 10 | [null, 1e1 ] | true",
        "CONTAINS | null | [null] | false",
        "CONTAINS | true | [false,true] | true",
        "CONTAINS | é | [\"\\u00e9\"] | true",
        "CONTAINS | a]\" | [\"x\", \"a]\\\"\"] | true",
        "CONTAINS | [1,2] | [[ 1, 2 ]] | true",
        "CONTAINS | 1 | [[ 1, 2 ]] | false",
        "CONTAINS | {\"a\":\"}\"} | [{ \"a\" : \"}\" }, 3] | true",
        "CONTAINS | \"a\" | { \"a\" : 1 } | true",
        "DOES_NOT_CONTAIN | b | [\"a\", \"b\"] | false",
        "DOES_NOT_CONTAIN | b | [] | true",
        "DOES_NOT_CONTAIN | b | null | true",
        "DOES_NOT_CONTAIN | * | [] | false",
      })
  void comparesJsonValues(Operator operator, String operand, String json, boolean expected) {
    Comparison test = Comparison.of(operator, Operand.of(operand));
    byte[] bytes = (" " + json + "\n").getBytes(UTF_8);
    JsonTape tape = new JsonTape();
    assertTrue(tape.parse(bytes, 0, bytes.length, JsonLimits.DEFAULT), tape.fault());
    assertEquals(expected, JsonComparison.test(test, tape, 0, scratch));
    assertEquals(expected, JsonComparison.test(test, bytes, 1, bytes.length - 2, scratch));
  }

  @Test
  void takesNoNodeAsMissing() {
    JsonTape tape = new JsonTape();
    assertTrue(test(Operator.NOT_EXISTS, tape, JsonTape.NONE));
    assertFalse(test(Operator.EXISTS, tape, JsonTape.NONE));
  }

  @Test
  void testsMembersInPlace() {
    byte[] bytes = "{\"a\":\"x\",\"b\":[1, 2],\"c\":7}".getBytes(UTF_8);
    JsonTape tape = new JsonTape();
    assertTrue(tape.parse(bytes, 0, bytes.length, JsonLimits.DEFAULT));
    assertTrue(test("x", tape, "a"));
    assertTrue(test("[1,2]", tape, "b"));
    assertTrue(test("7", tape, "c"));
    assertFalse(test("7", tape, "d"));
  }

  private boolean test(String equal, JsonTape tape, String member) {
    Comparison test = Comparison.of(Operator.EQUAL, Operand.of(equal));
    return JsonComparison.test(test, tape, tape.member(0, member.getBytes(UTF_8)), scratch);
  }

  private boolean test(Operator operator, JsonTape tape, int node) {
    return JsonComparison.test(Comparison.of(operator, Operand.NONE), tape, node, scratch);
  }
}
