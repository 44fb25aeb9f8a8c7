package dev.kitsune.engine.audience;

/** How counts are compared. Data plane. */
final class Counts {
  private Counts() {}

  static boolean compare(int value, Operator operator, double count) {
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
}
