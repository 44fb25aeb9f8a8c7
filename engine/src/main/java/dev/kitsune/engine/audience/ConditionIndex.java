package dev.kitsune.engine.audience;

import dev.kitsune.engine.bytes.ByteKeyIndex;
import dev.kitsune.engine.bytes.JsonNumber;
import java.util.Arrays;

/**
 * The conditions on one field that hold only where a text of theirs is found in the value, or a
 * number of theirs compares: found from the value, so that those that do not hold cost nothing.
 * Immutable, for any thread; made by {@link ConditionIndexCompiler}. Data plane.
 */
final class ConditionIndex {
  /** The numbers that one operator compares with, ascending, and the condition of each. */
  static final class Bounds {
    private final Operator operator;
    private final double[] numbers;
    private final int[] conditions;

    Bounds(Operator operator, double[] numbers, int[] conditions) {
      this.operator = operator;
      this.numbers = numbers;
      this.conditions = conditions;
    }

    private void hold(double value, HeldConditions held) {
      boolean isLess = operator == Operator.LESS_THAN || operator == Operator.LESS_THAN_INCLUSIVE;
      for (int i = 0; i < numbers.length; i++) {
        int at = isLess ? numbers.length - 1 - i : i;
        if (!compares(value, numbers[at])) {
          return;
        }
        held.hold(conditions[at]);
      }
    }

    private boolean compares(double value, double number) {
      return switch (operator) {
        case GREATER_THAN -> value > number;
        case GREATER_THAN_INCLUSIVE -> value >= number;
        case LESS_THAN -> value < number;
        default -> value <= number;
      };
    }
  }

  private final TextTrie prefixes;
  private final TextTrie suffixes;
  private final TextTrie parts;
  private final ByteKeyIndex texts;
  private final int[][] conditionsByText;
  /* A bit for each length of a text, modulo 64: most values need no hash. */
  private final long textLengths;
  private final double[] numbers;
  private final int[][] conditionsByNumber;
  private final Bounds[] bounds;

  ConditionIndex(ConditionIndexCompiler compiler) {
    prefixes = compiler.prefixes();
    suffixes = compiler.suffixes();
    parts = compiler.parts();
    texts = compiler.texts();
    conditionsByText = compiler.conditionsByText();
    textLengths = compiler.textLengths();
    numbers = compiler.numbers();
    conditionsByNumber = compiler.conditionsByNumber();
    bounds = compiler.bounds();
  }

  /** Lets the conditions hold that do of a value, given as text. */
  void hold(byte[] bytes, int offset, int length, HeldConditions held) {
    prefixes.holdAtBegin(bytes, offset, length, held);
    suffixes.holdAtEnd(bytes, offset, length, held);
    if ((textLengths & 1L << length) != 0) {
      holdEqual(bytes, offset, length, held);
    }
    if (numbers.length + bounds.length > 0 && JsonNumber.isNumber(bytes, offset, length)) {
      holdNumber(JsonNumber.toDouble(bytes, offset, length), held);
    }
  }

  /** Lets the conditions hold whose text is anywhere in the value. */
  void holdParts(byte[] bytes, int offset, int length, HeldConditions held) {
    parts.holdInside(bytes, offset, length, held);
  }

  private void holdEqual(byte[] bytes, int offset, int length, HeldConditions held) {
    int text = texts.find(bytes, offset, length);
    if (text != ByteKeyIndex.NONE) {
      holdAll(conditionsByText[text], held);
    }
  }

  private void holdNumber(double value, HeldConditions held) {
    /* The sum is no -0, which the search would tell from 0. */
    int number = Arrays.binarySearch(numbers, value + 0.0);
    if (number >= 0) {
      holdAll(conditionsByNumber[number], held);
    }
    for (Bounds each : bounds) {
      each.hold(value, held);
    }
  }

  private static void holdAll(int[] conditions, HeldConditions held) {
    for (int condition : conditions) {
      held.hold(condition);
    }
  }
}
