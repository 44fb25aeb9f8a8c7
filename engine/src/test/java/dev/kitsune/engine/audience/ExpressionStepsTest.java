package dev.kitsune.engine.audience;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kitsune.engine.audience.ExpressionPart.Begin;
import dev.kitsune.engine.audience.ExpressionPart.Choice;
import dev.kitsune.engine.audience.ExpressionPart.End;
import dev.kitsune.engine.audience.ExpressionPart.OneOf;
import dev.kitsune.engine.audience.ExpressionPart.Repeat;
import dev.kitsune.engine.audience.ExpressionPart.Sequence;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ExpressionStepsTest {
  private static final int ROUND_COUNT = Integer.getInteger("kitsune.rounds", 1) * 20_000;
  private static final int STEP_COUNT_MAX = 300;
  private static final String TOO_MANY = "more than 300 steps";

  private static final ExpressionPart A = letter('a');
  private static final ExpressionPart B = letter('b');
  private static final ExpressionPart NOTHING = new Sequence(List.of());
  private static final ExpressionPart BEGIN = new Begin();
  private static final ExpressionPart END = new End();

  private static final List<String> LETTERS = List.of("a", "b", "c", "é", "😀");

  private static final List<CodePoints> SETS =
      List.of(
          CodePoints.of('a'),
          CodePoints.of('b'),
          CodePoints.of(0x1f600),
          new CodePoints.Builder().add('b', 'é').build(),
          new CodePoints.Builder().add('a', 'a').negate().build(),
          new CodePoints.Builder().build());

  @Test
  void findsWhatJavaFindsOrHasTooManySteps() {
    SplittableRandom random = new SplittableRandom(Long.getLong("kitsune.seed", 20_261_132));
    int foundCount = 0;
    int searchCount = 0;
    int largeCount = 0;
    for (int round = 0; round < ROUND_COUNT; round++) {
      ExpressionPart part = part(random, 3);
      if (stepCount(part) > STEP_COUNT_MAX) {
        assertTooMany(part);
        largeCount++;
        continue;
      }
      ExpressionSteps steps = new ExpressionSteps(part);
      Pattern java = Pattern.compile(ExpressionText.of(writtenOut(part)));
      for (int i = 0; i < 10; i++) {
        String text = text(random);
        boolean expected = java.matcher(text).find();
        assertEquals(expected, isFound(steps, text), () -> java + " in " + text);
        foundCount += expected ? 1 : 0;
        searchCount++;
      }
    }
    assertTrue(foundCount > searchCount / 4, foundCount + " found of " + searchCount);
    assertTrue(foundCount < searchCount * 3 / 4, foundCount + " found of " + searchCount);
    assertTrue(largeCount > ROUND_COUNT / 1_000, largeCount + " large");
  }

  @Test
  void aSequenceIsFoundInItsOrder() {
    ExpressionPart part = sequence(A, B);
    assertFound(part, "ab", "xaby", "aab");
    assertNotFound(part, "", "a", "b", "ba", "axb");
  }

  @Test
  void aSequenceOfNothingIsFoundAnywhere() {
    assertFound(NOTHING, "", "a");
    assertTrue(new ExpressionSteps(NOTHING).begin(false).get(ExpressionSteps.FOUND));
    assertFalse(new ExpressionSteps(A).begin(true).get(ExpressionSteps.FOUND));
  }

  @Test
  void aChoiceIsFoundWhereOneOfItsPartsIs() {
    ExpressionPart part = whole(new Choice(List.of(A, sequence(B, B), NOTHING)));
    assertFound(part, "a", "bb", "");
    assertNotFound(part, "b", "ab", "abb", "bbb");
    assertFound(whole(new Choice(List.of(A))), "a");
    assertNotFound(whole(new Choice(List.of(A))), "", "b");
  }

  @Test
  void aSetWithoutMembersIsFoundNowhere() {
    ExpressionPart none = new OneOf(new CodePoints.Builder().build());
    assertNotFound(none, "", "a");
    assertFound(new Choice(List.of(none, A)), "a");
    assertNotFound(new Choice(List.of(none, A)), "b");
  }

  @Test
  void aSetEndsWhereItsRangesEnd() {
    ExpressionPart part = new OneOf(new CodePoints.Builder().add('b', 'd').build());
    assertNotFound(part, "a", "e");
    assertFound(part, "b", "c", "d");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 5})
  void aRepeatIsFoundAsOftenAsItsCountsSay(int count) {
    String less = "a".repeat(Math.max(count - 1, 0));
    String same = "a".repeat(count);
    ExpressionPart exact = whole(new Repeat(A, count, count));
    assertFound(exact, same);
    assertNotFound(exact, same + "a", same + "b");
    ExpressionPart between = whole(new Repeat(A, count, count + 1));
    assertFound(between, same, same + "a");
    assertNotFound(between, same + "aa", same + "b");
    ExpressionPart without = whole(new Repeat(A, count, Repeat.WITHOUT_END));
    assertFound(without, same, same + "a", same + "a".repeat(100));
    assertNotFound(without, same + "b", "b" + same);
    if (count > 0) {
      assertNotFound(exact, less);
      assertNotFound(between, less);
      assertNotFound(without, less);
    }
  }

  @Test
  void aRepeatOfWhatMayBeNothingComesToAnEnd() {
    for (ExpressionPart part :
        List.of(NOTHING, BEGIN, END, many(A), many(NOTHING), new Choice(List.of(NOTHING, A)))) {
      assertFound(whole(many(part)), "");
      assertNotFound(whole(many(part)), "b", "ab", "ba");
      assertFound(whole(new Repeat(part, 2, Repeat.WITHOUT_END)), "");
    }
    assertFound(whole(many(many(A))), "aaa");
    assertNotFound(whole(many(many(NOTHING))), "a");
  }

  @Test
  void theBeginIsPassedOnlyWhereTheTextBegins() {
    ExpressionPart part = sequence(BEGIN, A);
    assertFound(part, "a", "ab");
    assertNotFound(part, "", "ba", "bab");
    assertFound(new Choice(List.of(part, B)), "ab", "cb");
    assertNotFound(new Choice(List.of(part, B)), "ca");
    assertNotFound(sequence(A, BEGIN), "a", "aa", "");
    assertTrue(new ExpressionSteps(BEGIN).begin(true).get(ExpressionSteps.FOUND));
    assertFalse(new ExpressionSteps(BEGIN).begin(false).get(ExpressionSteps.FOUND));
  }

  @Test
  void theEndIsPassedOnlyWhereTheTextEnds() {
    ExpressionPart part = sequence(A, END);
    assertFound(part, "a", "ba", "aba");
    assertNotFound(part, "", "ab", "a\n");
    assertNotFound(sequence(END, A), "a", "aa", "");
    ExpressionSteps steps = new ExpressionSteps(END);
    assertFalse(steps.begin(true).get(ExpressionSteps.FOUND));
    assertTrue(steps.isFoundAtEnd(steps.begin(true), true));
    assertTrue(steps.isFoundAtEnd(steps.begin(false), false));
  }

  @Test
  void bothEndsAreFoundOnlyInATextWithoutLetters() {
    for (ExpressionPart part : List.of(sequence(BEGIN, END), sequence(END, BEGIN))) {
      assertFound(part, "");
      assertNotFound(part, "a", "\n");
    }
  }

  @Test
  void onlyTheStartAnewIsLeftOfWhatCannotGoOn() {
    ExpressionSteps steps = new ExpressionSteps(sequence(BEGIN, A, B));
    BitSet start = steps.begin(true);
    BitSet anew = steps.begin(false);
    assertEquals(anew, steps.after(start, 'b'));
    assertEquals(anew, steps.after(anew, 'a'));
    assertFalse(steps.isFoundAtEnd(anew, false));
    assertNotEquals(anew, steps.after(start, 'a'));
    assertTrue(steps.after(steps.after(start, 'a'), 'b').get(ExpressionSteps.FOUND));
  }

  @Test
  void theSetsThatItAsksForAreThoseOfTheExpression() {
    CodePoints set = new CodePoints.Builder().add('x', 'z').build();
    ExpressionPart part = sequence(BEGIN, A, new Choice(List.of(B, new OneOf(set))), END);
    assertEquals(List.of("[\\x{78}-\\x{7a}]", "a", "b"), sets(part));
    assertEquals(List.of("a", "a", "a"), sets(new Repeat(A, 2, 3)));
    assertEquals(List.of("a", "a", "a"), sets(new Repeat(A, 2, Repeat.WITHOUT_END)));
    assertEquals(List.of(), sets(new Repeat(A, 0, 0)));
    assertEquals(List.of(), sets(sequence(BEGIN, NOTHING, END)));
  }

  @Test
  void hasThreeHundredStepsAtMost() {
    assertLimit(298, ExpressionStepsTest::letters);
    assertLimit(298, count -> new Sequence(Collections.nCopies(count, BEGIN)));
    assertLimit(298, count -> new Sequence(Collections.nCopies(count, END)));
    assertLimit(298, count -> new Repeat(A, count, count));
    assertLimit(296, count -> new Repeat(A, count, Repeat.WITHOUT_END));
    assertLimit(148, count -> sequence(A, new Repeat(A, 0, count)));
    assertLimit(149, count -> new Choice(Collections.nCopies(count, A)));
    assertLimit(147, count -> new Choice(List.of(letters(count), letters(count), NOTHING)));
    assertLimit(98, count -> sequence(letters(2), new Repeat(letters(3), count, count)));
  }

  @Test
  void groupsTakeNoSteps() {
    ExpressionPart part = letters(STEP_COUNT_MAX - 1);
    for (int depth = 0; depth < 500; depth++) {
      part = new Sequence(List.of(new Choice(List.of(part))));
    }
    assertFound(part, "a".repeat(STEP_COUNT_MAX - 1));
    assertNotFound(part, "a".repeat(STEP_COUNT_MAX - 2));
    assertTooMany(sequence(part, A));
  }

  /* Of the largest that is taken, one less and one more. */
  private static void assertLimit(int oneLess, IntFunction<ExpressionPart> expression) {
    assertDoesNotThrow(() -> new ExpressionSteps(expression.apply(oneLess)));
    assertDoesNotThrow(() -> new ExpressionSteps(expression.apply(oneLess + 1)));
    assertTooMany(expression.apply(oneLess + 2));
  }

  private static void assertTooMany(ExpressionPart part) {
    assertEquals(
        TOO_MANY,
        assertThrows(IllegalArgumentException.class, () -> new ExpressionSteps(part)).getMessage());
  }

  private static void assertFound(ExpressionPart part, String... texts) {
    ExpressionSteps steps = new ExpressionSteps(part);
    for (String text : texts) {
      assertTrue(isFound(steps, text), () -> ExpressionText.of(part) + " in " + text);
    }
  }

  private static void assertNotFound(ExpressionPart part, String... texts) {
    ExpressionSteps steps = new ExpressionSteps(part);
    for (String text : texts) {
      assertFalse(isFound(steps, text), () -> ExpressionText.of(part) + " in " + text);
    }
  }

  private static boolean isFound(ExpressionSteps steps, String text) {
    BitSet at = steps.begin(true);
    for (int point : text.codePoints().toArray()) {
      if (at.get(ExpressionSteps.FOUND)) {
        return true;
      }
      at = steps.after(at, point);
    }
    return steps.isFoundAtEnd(at, text.isEmpty());
  }

  private static List<String> sets(ExpressionPart part) {
    return new ExpressionSteps(part).points().stream().map(ExpressionText::of).sorted().toList();
  }

  private static ExpressionPart letter(int point) {
    return new OneOf(CodePoints.of(point));
  }

  private static ExpressionPart letters(int count) {
    return new Sequence(Collections.nCopies(count, A));
  }

  private static ExpressionPart sequence(ExpressionPart... parts) {
    return new Sequence(List.of(parts));
  }

  private static ExpressionPart whole(ExpressionPart part) {
    return sequence(BEGIN, part, END);
  }

  private static ExpressionPart many(ExpressionPart part) {
    return new Repeat(part, 0, Repeat.WITHOUT_END);
  }

  /* The end, a step for each set and each end of the text, one for each fork. */
  private static long stepCount(ExpressionPart part) {
    return 1 + length(part);
  }

  private static long length(ExpressionPart part) {
    if (part instanceof Sequence sequence) {
      return sequence.parts().stream().mapToLong(ExpressionStepsTest::length).sum();
    }
    if (part instanceof Choice choice) {
      return choice.parts().stream().mapToLong(each -> length(each) + 1).sum() - 1;
    }
    if (part instanceof Repeat repeat) {
      int more = repeat.max() == Repeat.WITHOUT_END ? 1 : repeat.max() - repeat.min();
      return length(repeat.part()) * (repeat.min() + more) + more;
    }
    return 1;
  }

  /* Without counts beyond one: Java ends a counted repeat early where its part may be nothing. */
  private static ExpressionPart writtenOut(ExpressionPart part) {
    if (part instanceof Sequence sequence) {
      return new Sequence(writtenOut(sequence.parts()));
    }
    if (part instanceof Choice choice) {
      return new Choice(writtenOut(choice.parts()));
    }
    if (part instanceof Repeat repeat) {
      ExpressionPart each = writtenOut(repeat.part());
      boolean isWithoutEnd = repeat.max() == Repeat.WITHOUT_END;
      int optionalCount = isWithoutEnd ? 0 : repeat.max() - repeat.min();
      List<ExpressionPart> parts = new ArrayList<>(Collections.nCopies(repeat.min(), each));
      parts.addAll(Collections.nCopies(optionalCount, new Repeat(each, 0, 1)));
      parts.addAll(isWithoutEnd ? List.of(many(each)) : List.of());
      return new Sequence(parts);
    }
    return part;
  }

  private static List<ExpressionPart> writtenOut(List<ExpressionPart> parts) {
    return parts.stream().map(ExpressionStepsTest::writtenOut).toList();
  }

  private static ExpressionPart part(SplittableRandom random, int depth) {
    int kind = random.nextInt(depth == 0 ? 8 : 18);
    if (kind < 6) {
      return new OneOf(SETS.get(kind));
    }
    return switch (kind) {
      case 6 -> BEGIN;
      case 7 -> END;
      case 8, 9, 10 -> new Choice(parts(random, 1 + random.nextInt(3), depth - 1));
      case 11, 12, 13 -> repeat(random, part(random, depth - 1));
      default -> new Sequence(parts(random, random.nextInt(5), depth - 1));
    };
  }

  private static List<ExpressionPart> parts(SplittableRandom random, int count, int depth) {
    return IntStream.range(0, count).mapToObj(each -> part(random, depth)).toList();
  }

  private static ExpressionPart repeat(SplittableRandom random, ExpressionPart part) {
    /* Of sets only: Java tries each of the many ways through what may be nothing. */
    boolean isLong = part instanceof OneOf && random.nextInt(4) == 0;
    int min = random.nextInt(isLong ? 200 : 4);
    return new Repeat(
        part, min, random.nextBoolean() ? Repeat.WITHOUT_END : min + random.nextInt(3));
  }

  private static String text(SplittableRandom random) {
    return IntStream.range(0, random.nextInt(6))
        .mapToObj(each -> LETTERS.get(random.nextInt(LETTERS.size())))
        .collect(Collectors.joining());
  }
}
