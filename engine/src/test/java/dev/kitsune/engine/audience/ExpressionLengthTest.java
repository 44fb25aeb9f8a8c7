package dev.kitsune.engine.audience;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.re2j.Pattern;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ExpressionLengthTest {
  @ParameterizedTest(name = "{0} is {1}")
  @CsvSource(
      delimiter = ' ',
      quoteCharacter = '~',
      value = {
        "~~ 0",
        "abc 3",
        "a|b* 4",
        "(ab{3}){2} 12",
        "a{3} 3",
        "a{3,} 3",
        "a{3,5} 5",
        "a{0} 1",
        "(a{2}){0} 4",
        "a{1000}{1000} 1000000",
        "(((a{1000}){1000}){1000}){1000} 2147483647",
        "a{,3} 5",
        "a{} 3",
        "a{x} 4",
        "a{3 3",
        "a{99999999999} 1000000",
        "é{3}😀 5",
        "[a-z]{3} 3",
        "[]a]{3} 3",
        "[^]a]{3} 3",
        "[(]{3} 3",
        "[\\]]{3} 3",
        "[^\\]]{3} 3",
        "[[:alpha:]]{3} 3",
        "[^[:alpha:](]{3} 3",
        "[a[:alpha:](]{3} 3",
        "[{3}] 1",
        "\\({3} 3",
        "(\\)){3} 9",
        "\\\\{3} 3",
        "\\{3} 3",
        "\\pL{3} 4",
        "\\p{Greek}{3} 3",
        "\\x{1F600}{3} 3",
        "\\Qa(b{9}\\E 6",
        "\\Qab\\E{3} 6",
        "(?i:a){3} 18",
        "(?P<n>a){2} 16",
      })
  void isTheLengthWithRepeatsWrittenOut(String expression, int length) {
    assertEquals(length, ExpressionLength.of(expression));
  }

  @ParameterizedTest
  @ValueSource(strings = {"(", ")", "[", "[^", "[\\", "\\", "\\Q", "\\p{", "a{", "([a{3}", "[[:"})
  void passesOverWhatIsNoExpression(String text) {
    assertTrue(ExpressionLength.of(text) <= text.length() + 2);
  }

  @Test
  void answersNestedRepeatsOnLongValues() {
    assertTrue(isFoundInTime("(a+)+$", "a".repeat(50_000)));
    assertFalse(isFoundInTime("(a+)+$", "a".repeat(50_000) + "b"));
  }

  private static boolean isFoundInTime(String expression, String value) {
    Comparison test = Comparison.of(Operator.MATCHES, Operand.of(expression));
    byte[] bytes = value.getBytes(UTF_8);
    return assertTimeoutPreemptively(
        Duration.ofSeconds(2), () -> test.testText(bytes, 0, bytes.length));
  }

  /* What the limit is for: longer ones overflow RE2's stack, here or while a request is matched. */
  @ParameterizedTest
  @ValueSource(strings = {"(a?){250}", "a{0,1000}", "(a{0,998})", "(){500}", "((a?){15}){15}"})
  void theLongestAllowedExpressionsFitTheStack(String expression) {
    assertTrue(ExpressionLength.of(expression) <= 1_000);
    assertTrue(Pattern.compile(expression + "\\z").matcher("a".repeat(250)).find());
  }
}
