package dev.kitsune.engine.audience;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read is shown as {@link ExpressionText}; null stands for what is not read. */
final class ExpressionParserTest {
  private static final int ROUND_COUNT = Integer.getInteger("kitsune.rounds", 1) * 20_000;

  /* Those that Java takes as RE2 does; its "$" and "\s" are others. */
  private static final List<String> PARTS =
      List.of(
          "a",
          "b",
          "é",
          "😀",
          "-",
          "1",
          ".",
          "^",
          "\\A",
          "\\z",
          "\\d",
          "\\D",
          "\\w",
          "\\W",
          "\\n",
          "\\.",
          "\\\\",
          "\\(",
          "[ab]",
          "[^a]",
          "[a-c]",
          "[^é-ü\\d]",
          "[\\]\\-]",
          "[a^.$]");

  private static final List<String> REPEATS =
      List.of("*", "+", "?", "{0}", "{2}", "{1,}", "{0,2}", "*?", "+?", "??", "{1,2}?");

  private static final List<String> SIGNS =
      List.of("(", ")", "[", "]", "{", "}", "*", "+", "?", "|", "^", "-", "\\", ",");

  private static final List<String> LETTERS =
      List.of("a", "b", "c", "é", "ü", "😀", "1", ".", "-", "\n", "(", "\\", "]");

  @Test
  void readsWhatJavaReadsEvenWithACharacterLostOrGained() {
    SplittableRandom random = new SplittableRandom(Long.getLong("kitsune.seed", 20_261_131));
    int oddReadCount = 0;
    int matchCount = 0;
    for (int round = 0; round < ROUND_COUNT; round++) {
      String expression = choice(random, 2);
      String read = read(expression);
      assertNotNull(read, expression);
      matchCount += matchCount(random, expression, read);
      String odd = random.nextBoolean() ? lessOne(random, expression) : moreOne(random, expression);
      String oddRead = read(odd);
      if (oddRead != null) {
        matchCount(random, odd, oddRead);
        oddReadCount++;
      }
    }
    assertTrue(matchCount > ROUND_COUNT / 2, matchCount + " matches");
    assertTrue(oddReadCount > ROUND_COUNT / 4, oddReadCount + " odd ones read");
    assertTrue(oddReadCount < ROUND_COUNT * 3 / 4, oddReadCount + " odd ones read");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      quoteCharacter = '~',
      value = {
        "~~ ~~",
        "ab1 ab1",
        "é [\\x{e9}]",
        "😀 [\\x{1f600}]",
        "-,:/ [\\x{2d}][\\x{2c}][\\x{3a}][\\x{2f}]",
        ". [\\x{0}-\\x{9}\\x{b}-\\x{10ffff}]",
        "^a$ \\Aa\\z",
        "a^$b a\\A\\zb",
        "\\Aa\\z \\Aa\\z"
      })
  void readsLettersAndTheEndsOfTheText(String expression, String read) {
    assertEquals(read, read(expression));
  }

  @ParameterizedTest
  @ValueSource(strings = {"]", "}", "{", "a]", "a}", "]a", "\\", "a\\", "\\Z", "\\b", "\\B", "\\G"})
  void doesNotReadSignsThatAreAlone(String expression) {
    assertNull(read(expression));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      quoteCharacter = '~',
      value = {
        "| (?:|)",
        "a|bc (?:a|bc)",
        "a||b| (?:a||b|)",
        "() ~~",
        "(a) a",
        "(?:a) a",
        "(?:) ~~",
        "((a)b)c abc",
        "a(b|c)d a(?:b|c)d",
        "(a|(?:b|))|c (?:(?:a|(?:b|))|c)"
      })
  void readsChoicesAndGroups(String expression, String read) {
    assertEquals(read, read(expression));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "(",
        ")",
        "(a",
        "a)",
        "a|)",
        "(a|",
        "((a)",
        "(a))",
        "(?",
        "(?:",
        "(?:a",
        "(?a)",
        "(?i)a",
        "(?i:a)",
        "(?=a)",
        "(?!a)",
        "(?P<n>a)",
        "(?<n>a)",
        "(?)"
      })
  void doesNotReadOddGroups(String expression) {
    assertNull(read(expression));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      quoteCharacter = '~',
      value = {
        "a* (?:a){0,}",
        "a+ (?:a){1,}",
        "a? (?:a){0,1}",
        "a{0} (?:a){0,0}",
        "a{1} (?:a){1,1}",
        "a{2,} (?:a){2,}",
        "a{2,3} (?:a){2,3}",
        "a{999} (?:a){999,999}",
        "a{0,1000} (?:a){0,1000}",
        "a*? (?:a){0,}",
        "a+? (?:a){1,}",
        "a?? (?:a){0,1}",
        "a{2,3}? (?:a){2,3}",
        "ab* a(?:b){0,}",
        "(ab)* (?:ab){0,}",
        "(a*)* (?:(?:a){0,}){0,}",
        "()* (?:){0,}",
        "^* (?:\\A){0,}",
        "a*b? (?:a){0,}(?:b){0,1}",
        "a*|b (?:(?:a){0,}|b)"
      })
  void readsRepeats(String expression, String read) {
    assertEquals(read, read(expression));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "*",
        "+",
        "?",
        "a|*",
        "(*a)",
        "(|+)",
        "{2}",
        "({2})",
        "a**",
        "a*+",
        "a++",
        "a*??",
        "a???",
        "a{2}{3}",
        "a{2}*",
        "a*{2}",
        "a{",
        "a{}",
        "a{,}",
        "a{,2}",
        "a{2",
        "a{2,",
        "a{2,3",
        "a{x}",
        "a{2,x}",
        "a{ 2}",
        "a{2 }",
        "a{-1}",
        "a{2;3}",
        "a{2,3,4}"
      })
  void doesNotReadOddRepeats(String expression) {
    assertNull(read(expression));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      quoteCharacter = '~',
      value = {
        "\\t\\n\\f\\r [\\x{9}][\\x{a}][\\x{c}][\\x{d}]",
        "\\.\\*\\\\ [\\x{2e}][\\x{2a}][\\x{5c}]",
        "\\[\\]\\(\\) [\\x{5b}][\\x{5d}][\\x{28}][\\x{29}]",
        "\\{\\|\\- [\\x{7b}][\\x{7c}][\\x{2d}]",
        "\\d [\\x{30}-\\x{39}]",
        "\\D [\\x{0}-\\x{2f}\\x{3a}-\\x{10ffff}]",
        "\\s [\\x{9}-\\x{a}\\x{c}-\\x{d}\\x{20}]",
        "\\w [\\x{30}-\\x{39}\\x{41}-\\x{5a}\\x{5f}\\x{61}-\\x{7a}]",
        "\\d* (?:[\\x{30}-\\x{39}]){0,}"
      })
  void readsEscapes(String expression, String read) {
    assertEquals(read, read(expression));
  }

  @Test
  void readsAnEscapeOfAnySignOfAsciiAndOfNothingElse() {
    String known = "AzdDwWsStnrf";
    for (int point = 0; point < 0x100; point++) {
      boolean isSign = point < 0x80 && !Character.isLetterOrDigit(point) && point != '_';
      String escape = "\\" + Character.toString(point);
      boolean isRead = isSign || known.indexOf(point) >= 0;
      assertEquals(isRead, read(escape) != null, escape);
      assertEquals(isRead && !"Az".contains(escape.substring(1)), read("[" + escape + "]") != null);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\\pL",
        "\\p{Greek}",
        "\\x41",
        "\\x{41}",
        "\\1",
        "\\0",
        "\\Qa\\E",
        "\\a",
        "\\v",
        "\\é",
        "\\😀",
        "\\_",
        "\\C",
        "(\\)",
        "a|\\"
      })
  void doesNotReadOddEscapes(String expression) {
    assertNull(read(expression));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      quoteCharacter = '~',
      value = {
        "[a] a",
        "[ba] [\\x{61}-\\x{62}]",
        "[a-c] [\\x{61}-\\x{63}]",
        "[a-a] a",
        "[a-ce-g] [\\x{61}-\\x{63}\\x{65}-\\x{67}]",
        "[a-cb-d] [\\x{61}-\\x{64}]",
        "[é-ü😀] [\\x{e9}-\\x{fc}\\x{1f600}]",
        "[^a] [\\x{0}-\\x{60}\\x{62}-\\x{10ffff}]",
        "[^^] [\\x{0}-\\x{5d}\\x{5f}-\\x{10ffff}]",
        "[a^] [\\x{5e}\\x{61}]",
        "[.*$] [\\x{24}\\x{2a}\\x{2e}]",
        "[({|})] [\\x{28}-\\x{29}\\x{7b}-\\x{7d}]",
        "[\\]\\-\\\\] [\\x{2d}\\x{5c}-\\x{5d}]",
        "[\\da] [\\x{30}-\\x{39}\\x{61}]",
        "[\\d\\D] [\\x{0}-\\x{10ffff}]",
        "[^\\d\\D] [^\\x{0}-\\x{10ffff}]",
        "[^\\n] [\\x{0}-\\x{9}\\x{b}-\\x{10ffff}]",
        "[ab]c* [\\x{61}-\\x{62}](?:c){0,}"
      })
  void readsClasses(String expression, String read) {
    assertEquals(read, read(expression));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[",
        "[]",
        "[^",
        "[^]",
        "[a",
        "[^a",
        "[]a]",
        "[^]a]",
        "[a]]",
        "[a-",
        "[a-]",
        "[-a]",
        "[-]",
        "[a-c-e]",
        "[b-a]",
        "[a--]",
        "[a-[]",
        "[a-\\d]",
        "[\\d-z]",
        "[\\.-z]",
        "[\\",
        "[a\\",
        "[\\]",
        "[\\b]",
        "[\\z]",
        "[\\pL]",
        "[[a]",
        "[[:alpha:]]",
        "([a)",
        "[a-é-ü]"
      })
  void doesNotReadOddClasses(String expression) {
    assertNull(read(expression));
  }

  @Test
  void readsRangesWhoseLastIsNotBeforeTheirFirst() {
    assertNull(read("[c-b]"));
    assertEquals("c", read("[c-c]"));
    assertEquals("[\\x{63}-\\x{64}]", read("[c-d]"));
  }

  @Test
  void readsAllCodePointsButHalvesOfPairs() {
    for (int point : new int[] {0x80, 0xd7fe, 0xd7ff, 0xe000, 0xffff, 0x10000, 0x10ffff}) {
      String letter = Character.toString(point);
      String read = "[\\x{" + Integer.toHexString(point) + "}]";
      assertEquals(read, read(letter));
      assertEquals(read, read("[" + letter + "]"));
      assertEquals(read, read("[" + letter + "-" + letter + "]"));
    }
    for (int half : new int[] {0xd800, 0xd801, 0xdbff, 0xdc00, 0xdffe, 0xdfff}) {
      String letter = Character.toString(half);
      assertNull(read(letter));
      assertNull(read("[" + letter + "]"));
      assertNull(read("[a-" + letter + "]"));
      assertNull(read("\\" + letter));
    }
  }

  @Test
  void readsClassesAsJavaDoesSaveTheVerticalTab() {
    for (String escape : List.of("\\d", "\\D", "\\w", "\\W", "\\s", "\\S")) {
      Pattern java = Pattern.compile(escape);
      Pattern read = Pattern.compile(readOrFail(escape));
      for (int point : IntStream.rangeClosed(0, 0x2fff).filter(each -> each != 0x0b).toArray()) {
        String text = Character.toString(point);
        assertEquals(java.matcher(text).matches(), read.matcher(text).matches(), escape + point);
      }
    }
    assertTrue(Pattern.matches(readOrFail("\\S"), "\u000b"));
  }

  @Test
  void readsGroupsAsDeepAsAnExpressionMayBeLong() {
    String open = "(".repeat(500);
    assertEquals("", read(open + ")".repeat(500)));
    assertNull(read(open + ")".repeat(499)));
    assertNull(read(open + ")".repeat(501)));
  }

  private static @Nullable String read(String expression) {
    ExpressionPart part = ExpressionParser.parse(expression);
    return part == null ? null : ExpressionText.of(part);
  }

  private static String readOrFail(String expression) {
    String read = read(expression);
    assertNotNull(read, expression);
    return read;
  }

  /* Of ten texts, as a whole and anywhere in them. */
  private static int matchCount(SplittableRandom random, String expression, String read) {
    Pattern java = Pattern.compile(expression, Pattern.UNIX_LINES);
    Pattern readByJava = Pattern.compile(read);
    int matchCount = 0;
    for (int i = 0; i < 10; i++) {
      String text = some(random, LETTERS, 5);
      boolean isMatch = java.matcher(text).matches();
      assertEquals(isMatch, readByJava.matcher(text).matches(), () -> expression + " of " + text);
      assertEquals(
          java.matcher(text).find(),
          readByJava.matcher(text).find(),
          () -> expression + " in " + text);
      matchCount += isMatch ? 1 : 0;
    }
    return matchCount;
  }

  private static String choice(SplittableRandom random, int depth) {
    return IntStream.rangeClosed(0, random.nextInt(3) / 2)
        .mapToObj(each -> sequence(random, depth))
        .collect(Collectors.joining("|"));
  }

  private static String sequence(SplittableRandom random, int depth) {
    return IntStream.range(0, random.nextInt(4))
        .mapToObj(
            each -> part(random, depth) + (random.nextInt(3) == 0 ? one(random, REPEATS) : ""))
        .collect(Collectors.joining());
  }

  private static String part(SplittableRandom random, int depth) {
    return depth == 0 || random.nextInt(3) > 0
        ? one(random, PARTS)
        : (random.nextBoolean() ? "(" : "(?:") + choice(random, depth - 1) + ")";
  }

  private static String lessOne(SplittableRandom random, String expression) {
    int[] points = expression.codePoints().toArray();
    int lost = random.nextInt(points.length + 1);
    return IntStream.range(0, points.length)
        .filter(at -> at != lost)
        .mapToObj(at -> Character.toString(points[at]))
        .collect(Collectors.joining());
  }

  private static String moreOne(SplittableRandom random, String expression) {
    int at = expression.offsetByCodePoints(0, random.nextInt(pointCount(expression) + 1));
    return expression.substring(0, at) + one(random, SIGNS) + expression.substring(at);
  }

  private static int pointCount(String text) {
    return text.codePointCount(0, text.length());
  }

  private static String one(SplittableRandom random, List<String> pieces) {
    return pieces.get(random.nextInt(pieces.size()));
  }

  private static String some(SplittableRandom random, List<String> pieces, int countMax) {
    return IntStream.range(0, random.nextInt(countMax + 1))
        .mapToObj(each -> one(random, pieces))
        .collect(Collectors.joining());
  }
}
