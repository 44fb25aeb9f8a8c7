package dev.kitsune.engine.audience;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class ConditionIndexTest {
  private static final int ROUND_COUNT = Integer.getInteger("kitsune.rounds", 1) * 2_000;

  private static final List<Operator> FOUND =
      List.of(
          Operator.EQUAL,
          Operator.IN,
          Operator.CONTAINS,
          Operator.STARTS_WITH,
          Operator.ENDS_WITH,
          Operator.GREATER_THAN,
          Operator.GREATER_THAN_INCLUSIVE,
          Operator.LESS_THAN,
          Operator.LESS_THAN_INCLUSIVE);

  private final HeldConditions held = new HeldConditions();

  /** An operator with its operand. */
  private record Condition(Operator operator, Operand operand) {}

  @Test
  void findsWhatTestingOneByOneFinds() {
    SplittableRandom random = new SplittableRandom(Long.getLong("kitsune.seed", 7));
    int heldCount = 0;
    for (int round = 0; round < ROUND_COUNT; round++) {
      List<Condition> conditions = conditions(random);
      ConditionIndex index = index(conditions);
      for (int i = 0; i < 20; i++) {
        String value = text(random, random.nextInt(8) == 0 ? 70 : 8);
        Set<Integer> expected = tested(conditions, value);
        assertEquals(expected, held(index, value, conditions.size()), conditions + " " + value);
        heldCount += expected.size();
      }
    }
    assertTrue(heldCount > ROUND_COUNT * 20, heldCount + " held");
  }

  @Test
  void doesNotTakeWhatHasToBeTested() {
    for (Operator operator : Operator.values()) {
      Operand operand = operator.equals(Operator.EXISTS) ? Operand.NONE : Operand.of("7");
      assertEquals(FOUND.contains(operator), takes(operator, operand), operator.name());
    }
    assertFalse(takes(Operator.CONTAINS, Operand.of("")));
    assertFalse(takes(Operator.LESS_THAN, Operand.of("x")));
    assertFalse(takes(Operator.EQUAL, Operand.of("*")));
    assertTrue(takes(Operator.CONTAINS, Operand.of("x".repeat(256))));
    assertFalse(takes(Operator.CONTAINS, Operand.of("x".repeat(257))));
  }

  @Test
  void takesNoMoreTextThanIsWorthItsMemory() {
    ConditionIndexCompiler compiler = new ConditionIndexCompiler();
    String text = "x".repeat(200);
    for (int number = 0; number < 1_000; number++) {
      assertTrue(compiler.add(Comparison.of(Operator.CONTAINS, Operand.of(text)), number));
    }
    assertFalse(compiler.add(Comparison.of(Operator.STARTS_WITH, Operand.of("x")), 1_000));
    assertTrue(compiler.add(Comparison.of(Operator.EQUAL, Operand.of("x")), 1_000));
  }

  private static boolean takes(Operator operator, Operand operand) {
    return new ConditionIndexCompiler().add(Comparison.of(operator, operand), 0);
  }

  /* Distinct, as rules' conditions are. */
  private static List<Condition> conditions(SplittableRandom random) {
    Set<Condition> conditions = new LinkedHashSet<>();
    for (int left = random.nextInt(100); left > 0; left--) {
      Operator operator = FOUND.get(random.nextInt(FOUND.size()));
      List<String> texts = new ArrayList<>(List.of(text(random, 4)));
      while (operator == Operator.IN && random.nextBoolean()) {
        texts.add(text(random, 4));
      }
      conditions.add(new Condition(operator, new Operand(texts)));
    }
    return List.copyOf(conditions);
  }

  private static String text(SplittableRandom random, int lengthMax) {
    String letters = random.nextInt(3) == 0 ? "01-.e" : "ab\u00e9";
    return random
        .ints(random.nextInt(lengthMax + 1), 0, letters.length())
        .mapToObj(letter -> letters.substring(letter, letter + 1))
        .collect(Collectors.joining());
  }

  private static ConditionIndex index(List<Condition> conditions) {
    ConditionIndexCompiler compiler = new ConditionIndexCompiler();
    for (int number = 0; number < conditions.size(); number++) {
      compiler.add(comparison(conditions.get(number)), number);
    }
    return new ConditionIndex(compiler);
  }

  private static Set<Integer> tested(List<Condition> conditions, String value) {
    byte[] utf8 = value.getBytes(UTF_8);
    return IntStream.range(0, conditions.size())
        .filter(number -> takes(conditions, number))
        .filter(number -> comparison(conditions.get(number)).testText(utf8, 0, utf8.length))
        .boxed()
        .collect(Collectors.toSet());
  }

  private static boolean takes(List<Condition> conditions, int number) {
    return takes(conditions.get(number).operator(), conditions.get(number).operand());
  }

  private static Comparison comparison(Condition condition) {
    return Comparison.of(condition.operator(), condition.operand());
  }

  private Set<Integer> held(ConditionIndex index, String value, int conditionCount) {
    byte[] utf8 = ("<" + value + ">").getBytes(UTF_8);
    held.clear(conditionCount);
    index.hold(utf8, 1, utf8.length - 2, held);
    index.holdParts(utf8, 1, utf8.length - 2, held);
    return IntStream.range(0, conditionCount)
        .filter(held::isHolding)
        .boxed()
        .collect(Collectors.toSet());
  }
}
