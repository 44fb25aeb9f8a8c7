package dev.kitsune.engine.audience;

import java.util.stream.IntStream;

/** How counts are compared. Data plane, but for {@link #flips}. */
final class Counts {
  private Counts() {}

  static boolean compare(long value, Operator operator, double count) {
    return switch (operator) {
      case EQUAL -> value == count;
      case NOT_EQUAL -> value != count;
      case GREATER_THAN -> value > count;
      case GREATER_THAN_INCLUSIVE -> value >= count;
      case LESS_THAN -> value < count;
      case LESS_THAN_INCLUSIVE -> value <= count;
      default -> throw new IllegalStateException("no operator of counts: " + operator);
    };
  }

  /**
   * The values from 1 on at which the comparison comes out another way than at the value before.
   */
  static int[] flips(Operator operator, int count) {
    return IntStream.of(count, count == Integer.MAX_VALUE ? count : count + 1)
        .filter(value -> value > 0)
        .filter(value -> compare(value, operator, count) != compare(value - 1, operator, count))
        .distinct()
        .toArray();
  }
}
