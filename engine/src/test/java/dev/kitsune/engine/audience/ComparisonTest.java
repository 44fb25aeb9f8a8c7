package dev.kitsune.engine.audience;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.re2j.PatternSyntaxException;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ComparisonTest {
  @ParameterizedTest(name = "{1} {0} {2} is {3}")
  @CsvSource(
      delimiter = '|',
      value = {
        "EQUAL | lead | lead | true",
        "EQUAL | lead | Lead | false",
        "EQUAL | 10 | 1e1 | true",
        "EQUAL | 1.0 | 1 | true",
        "EQUAL | 010 | 10 | false",
        "EQUAL | +1 | 1 | false",
        "EQUAL | -0 | 0 | true",
        "EQUAL | 1e999 | 2e999 | true",
        "EQUAL | 9007199254740993 | 9007199254740992 | true",
        "EQUAL | true | true | true",
        "EQUAL | '' | '' | true",
        "EQUAL | * | '' | true",
        "NOT_EQUAL | 10 | 10.0 | false",
        "NOT_EQUAL | 10 | ten | true",
        "NOT_EQUAL | * | x | false",
        "CONTAINS | pricing | /pricing/plans | true",
        "CONTAINS | pricing | pricin | false",
        "CONTAINS | 2 | 123 | true",
        "CONTAINS | 1.0 | 1 | false",
        "CONTAINS | '' | x | true",
        "CONTAINS | aab | aaab | true",
        "CONTAINS | é | cafés | true",
        "CONTAINS | * | '' | true",
        "DOES_NOT_CONTAIN | x | abc | true",
        "DOES_NOT_CONTAIN | b | abc | false",
        "DOES_NOT_CONTAIN | * | abc | false",
        "STARTS_WITH | /spring | /spring/sale | true",
        "STARTS_WITH | /spring | /sprin | false",
        "STARTS_WITH | * | abc | false",
        "ENDS_WITH | sale | /spring/sale | true",
        "ENDS_WITH | sale | ale | false",
        "MATCHES | ^/p[a-z]+$ | /pricing | true",
        "MATCHES | ric | /pricing | true",
        "MATCHES | ^ric | /pricing | false",
        "MATCHES | ^.$ | 😀 | true",
        "MATCHES | ^.$ | éa | false",
        "GREATER_THAN | 9 | 10 | true",
        "GREATER_THAN | 10 | 10 | false",
        "GREATER_THAN | 9 | ten | false",
        "GREATER_THAN | a | b | false",
        "GREATER_THAN | 1 | '' | false",
        "GREATER_THAN_INCLUSIVE | 10 | 10.0 | true",
        "LESS_THAN | 9 | 10 | false",
        "LESS_THAN | 10 | -1e2 | true",
        "LESS_THAN_INCLUSIVE | 10 | 10 | true",
        "LESS_THAN_INCLUSIVE | 10 | 10.1 | false",
        "EXISTS | x | '' | true",
        "NOT_EXISTS | x | '' | false",
      })
  void comparesText(Operator operator, String operand, String value, boolean expected) {
    assertEquals(expected, test(operator, operand, value));
  }

  @Test
  void comparesOnlyTheGivenSlice() {
    byte[] bytes = "xx10xx".getBytes(UTF_8);
    assertTrue(Comparison.of(Operator.EQUAL, Operand.of("10.0")).testText(bytes, 2, 2));
    assertTrue(Comparison.of(Operator.ENDS_WITH, Operand.of("0")).testText(bytes, 2, 2));
    assertTrue(Comparison.of(Operator.STARTS_WITH, Operand.of("1")).testText(bytes, 2, 2));
    assertTrue(Comparison.of(Operator.MATCHES, Operand.of("^10$")).testText(bytes, 2, 2));
    assertFalse(Comparison.of(Operator.CONTAINS, Operand.of("x")).testText(bytes, 2, 2));
    assertFalse(Comparison.of(Operator.CONTAINS, Operand.of("10x")).testText(bytes, 2, 2));
  }

  @Test
  void findsAnyTextOfInAsNumberOrText() {
    Comparison in = Comparison.of(Operator.IN, new Operand(List.of("DE", "*", "1e1")));
    assertTrue(in.testText(utf8("DE"), 0, 2));
    assertTrue(in.testText(utf8("10"), 0, 2));
    assertTrue(in.testText(utf8("*"), 0, 1));
    assertFalse(in.testText(utf8("AT"), 0, 2));
  }

  @Test
  void findsNoTextOfNotIn() {
    Comparison notIn = Comparison.of(Operator.NOT_IN, new Operand(List.of("DE", "1e1")));
    assertFalse(notIn.testText(utf8("DE"), 0, 2));
    assertFalse(notIn.testText(utf8("10"), 0, 2));
    assertTrue(notIn.testText(utf8("AT"), 0, 2));
  }

  @Test
  void holdsOfMissingValuesForNegationsOnly() {
    Set<Operator> negative =
        EnumSet.of(
            Operator.NOT_EQUAL, Operator.DOES_NOT_CONTAIN, Operator.NOT_IN, Operator.NOT_EXISTS);
    for (Operator operator : Operator.values()) {
      Comparison test = Comparison.of(operator, Operand.of("1"));
      assertEquals(negative.contains(operator), test.testMissing(), operator.wireName());
    }
  }

  @Test
  void holdsOfMissingValuesForTheNegationsOfAny() {
    assertFalse(Comparison.of(Operator.EQUAL, Operand.of("*")).testMissing());
    assertFalse(Comparison.of(Operator.CONTAINS, Operand.of("*")).testMissing());
    assertTrue(Comparison.of(Operator.NOT_EQUAL, Operand.of("*")).testMissing());
    assertTrue(Comparison.of(Operator.DOES_NOT_CONTAIN, Operand.of("*")).testMissing());
  }

  @Test
  void comparesElementsOfArrays() {
    Comparison contains = Comparison.of(Operator.CONTAINS, Operand.of("10"));
    assertTrue(contains.isContains());
    assertTrue(contains.isElement(utf8("1e1"), 0, 3));
    assertFalse(contains.isElement(utf8("100"), 0, 3));
    assertTrue(contains.testArray(true));
    assertFalse(contains.testArray(false));
    Comparison doesNotContain = Comparison.of(Operator.DOES_NOT_CONTAIN, Operand.of("10"));
    assertTrue(doesNotContain.isContains());
    assertFalse(doesNotContain.testArray(true));
    assertTrue(doesNotContain.testArray(false));
    assertFalse(Comparison.of(Operator.CONTAINS, Operand.of("*")).isContains());
  }

  @Test
  void refusesExpressionsThatRe2DoesNotKnow() {
    assertThrows(
        PatternSyntaxException.class, () -> Comparison.of(Operator.MATCHES, Operand.of("(?=x)")));
  }

  private static boolean test(Operator operator, String operand, String value) {
    byte[] bytes = utf8(value);
    return Comparison.of(operator, Operand.of(operand)).testText(bytes, 0, bytes.length);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(UTF_8);
  }
}
