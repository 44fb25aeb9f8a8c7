package dev.kitsune.engine.audience;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.kitsune.engine.audience.AudienceRule.Trait;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The lengths of regular expressions; other operands are read in tests of the rules. */
class OperandReaderTest {
  @Test
  void readsExpressionsUpTo1000Characters() {
    RuleTexts.rule(identify("k", "matches", "\"" + "a".repeat(999) + "\""));
    RuleTexts.rule(identify("k", "matches", "\"" + "a".repeat(1000) + "\""));
    RuleTexts.assertRefused(
        identify("k", "matches", "\"" + "a".repeat(1001) + "\""),
        "/value",
        "expected an expression of at most 1000 characters");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "((((a{1000}){1000}){1000}){1000})",
        "((a?){100}){100}b",
        "a{1000}b",
        "(a{0,995}b){1}cde",
        "[)](a{400}[(]){3}",
      })
  void refusesExpressionsThatAreLongOnceRepeatsAreWrittenOut(String expression) {
    RuleTexts.assertRefused(
        identify("k", "matches", "\"" + expression + "\""),
        "/value",
        "expected an expression of at most 1000 characters with its counted repeats written out");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a{999}", "a{1000}", "a{999}b", "([ab]{498}){2}", "(a?){250}"})
  void readsExpressionsUpTo1000CharactersWrittenOut(String expression) {
    assertEquals(
        trait("k", Operator.MATCHES, expression),
        RuleTexts.rule(identify("k", "matches", "\"" + expression + "\"")));
  }

  private static Trait trait(String key, Operator operator, String operand) {
    return new Trait(key, operator, Operand.of(operand));
  }

  private static String identify(String key, String operator, String value) {
    return "{\"type\":\"identify\",\"key\":\"%s\",\"operator\":\"%s\",\"value\":%s}"
        .formatted(key, operator, value);
  }
}
