package dev.kitsune.engine.audience;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ExpressionAutomatonTest {
  private static final int ROUND_COUNT = Integer.getInteger("kitsune.rounds", 1) * 30_000;

  private static final List<String> PIECES =
      List.of(
          "a",
          "b",
          "é",
          "😀",
          "\\.",
          ".",
          "^",
          "$",
          "(",
          ")",
          "(?:",
          "|",
          "*",
          "+",
          "?",
          "{2}",
          "{0,2}",
          "{1,}",
          "[ab]",
          "[^a]",
          "[a-c]",
          "[^é-ü\\d]",
          "\\d",
          "\\W",
          "\\s",
          "\\S",
          "\\n",
          "\\A",
          "\\z",
          "1",
          " ",
          "-",
          "*?",
          "+?",
          "_");

  private static final List<String> LETTERS =
      List.of("a", "b", "c", "1", "é", "ü", "😀", ".", "\n", " ", "_", "-");

  @Test
  void findsWhatRe2Finds() {
    SplittableRandom random = new SplittableRandom(Long.getLong("kitsune.seed", 20_261_129));
    int readCount = 0;
    int foundCount = 0;
    int searchCount = 0;
    for (int round = 0; round < ROUND_COUNT; round++) {
      String expression = some(random, PIECES, 9);
      Pattern pattern = patternOrNull(expression);
      ExpressionAutomaton automaton = pattern == null ? null : ExpressionAutomaton.of(expression);
      readCount += automaton == null ? 0 : 1;
      for (int i = 0; pattern != null && automaton != null && i < 10; i++) {
        String text = some(random, LETTERS, 8);
        boolean expected = pattern.matcher(text).find();
        assertEquals(expected, isFound(automaton, text), () -> expression + " in " + text);
        foundCount += expected ? 1 : 0;
        searchCount++;
      }
    }
    assertTrue(readCount > ROUND_COUNT / 4, readCount + " read");
    assertTrue(foundCount > searchCount / 4, foundCount + " found");
    assertTrue(searchCount - foundCount > searchCount / 10, foundCount + " found");
  }

  @ParameterizedTest
  @CsvSource({
    "(a+)+$, aaa!, false",
    "(a+)+$, !aaa, true",
    "^/products/[0-9]+$, /products/42, true",
    "^/products/[0-9]+$, /products/42x, false",
    "^(free|team)$, team, true",
    "^(free|team)$, teams, false",
    "'a{2,3}b', caab, true",
    "'a{2,3}b', cab, false"
  })
  void readsWhatPeopleWrite(String expression, String text, boolean expected) {
    ExpressionAutomaton automaton = ExpressionAutomaton.of(expression);
    assertNotNull(automaton);
    assertEquals(expected, isFound(automaton, text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "(?i)a",
        "\\ba",
        "\\pL",
        "[[:alpha:]]",
        "(?P<n>a)",
        "\\Qa\\E",
        "[a-]",
        "[]a]",
        "a**",
        "a]",
        "[a",
        "(a",
        "a)",
        "\\",
        "a{",
        "[\\d-z]",
        "\\x41"
      })
  void leavesTheRestToRe2(String expression) {
    assertNull(ExpressionAutomaton.of(expression));
  }

  @Test
  void leavesLargeTablesToRe2() {
    assertNotNull(ExpressionAutomaton.of("a{299}"));
    assertNull(ExpressionAutomaton.of("a{300}"));
    assertNull(ExpressionAutomaton.of("[ab]*a[ab]{12}"));
    assertTrue(matches("[ab]*a[ab]{12}", "a".repeat(13)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"c1", "e9", "c3", "eda080", "c080", "e08080", "f08080 80", "f5808080", "80"})
  void leavesTextsThatAreNotUtf8ToRe2(String hex) {
    byte[] odd = HexFormat.of().parseHex(hex.replace(" ", ""));
    ExpressionAutomaton automaton = ExpressionAutomaton.of("^.b$");
    assertNotNull(automaton);
    assertEquals(ExpressionAutomaton.UNDECIDED, automaton.find(odd, 0, odd.length));
    assertEquals(
        Pattern.compile("^.b$").matcher(new String(odd, UTF_8)).find(),
        Comparison.of(Operator.MATCHES, Operand.of("^.b$")).testText(odd, 0, odd.length));
  }

  @Test
  void stopsAtTheEndOfTheText() {
    ExpressionAutomaton automaton = ExpressionAutomaton.of("^é$");
    assertNotNull(automaton);
    byte[] text = "xéy".getBytes(UTF_8);
    assertEquals(ExpressionAutomaton.FOUND, automaton.find(text, 1, 2));
    assertEquals(ExpressionAutomaton.UNDECIDED, automaton.find(text, 1, 1));
    assertEquals(ExpressionAutomaton.NOT_FOUND, automaton.find(text, 1, 0));
  }

  private static boolean matches(String expression, String text) {
    byte[] utf8 = text.getBytes(UTF_8);
    return Comparison.of(Operator.MATCHES, Operand.of(expression)).testText(utf8, 0, utf8.length);
  }

  private static boolean isFound(ExpressionAutomaton automaton, String text) {
    byte[] utf8 = ("a" + text + "b").getBytes(UTF_8);
    int outcome = automaton.find(utf8, 1, utf8.length - 2);
    assertTrue(outcome != ExpressionAutomaton.UNDECIDED, text);
    return outcome == ExpressionAutomaton.FOUND;
  }

  private static @Nullable Pattern patternOrNull(String expression) {
    try {
      return Pattern.compile(expression);
    } catch (PatternSyntaxException refused) {
      return null;
    }
  }

  private static String some(SplittableRandom random, List<String> pieces, int countMax) {
    return random
        .ints(random.nextInt(countMax + 1), 0, pieces.size())
        .mapToObj(pieces::get)
        .collect(Collectors.joining());
  }
}
