package dev.kitsune.engine.audience;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The comparison operators of audience rules; their meaning: audiences.md, Operators. */
public enum Operator {
  EQUAL("equal"),
  NOT_EQUAL("notEqual"),
  CONTAINS("contains"),
  DOES_NOT_CONTAIN("doesNotContain", "notContains"),
  STARTS_WITH("startsWith"),
  ENDS_WITH("endsWith"),
  MATCHES("matches", "regex"),
  GREATER_THAN("greaterThan"),
  GREATER_THAN_INCLUSIVE("greaterThanInclusive"),
  LESS_THAN("lessThan"),
  LESS_THAN_INCLUSIVE("lessThanInclusive"),
  IN("in"),
  NOT_IN("notIn"),
  EXISTS("exists"),
  NOT_EXISTS("notExists");

  private static final Map<String, Operator> BY_WIRE_NAME = byWireName();

  private final String wireName;
  private final @Nullable String alias;

  Operator(String wireName) {
    this(wireName, null);
  }

  Operator(String wireName, @Nullable String alias) {
    this.wireName = wireName;
    this.alias = alias;
  }

  /** The operator of this name, aliases included, or null. */
  public static @Nullable Operator ofWireName(String name) {
    return BY_WIRE_NAME.get(name);
  }

  /** The usual name in configurations. */
  public String wireName() {
    return wireName;
  }

  /** Whether this is an order of numbers: greater or less. */
  public boolean isOrder() {
    return switch (this) {
      case GREATER_THAN, GREATER_THAN_INCLUSIVE, LESS_THAN, LESS_THAN_INCLUSIVE -> true;
      default -> false;
    };
  }

  /** Whether counts can be compared by this. */
  public boolean isNumeric() {
    return isOrder() || this == EQUAL || this == NOT_EQUAL;
  }

  /** Whether the negation of another operator, and so true of a missing value. */
  public boolean isNegative() {
    return positive() != this;
  }

  /** The operator of which this is the negation; itself if it is none. */
  public Operator positive() {
    return switch (this) {
      case NOT_EQUAL -> EQUAL;
      case DOES_NOT_CONTAIN -> CONTAINS;
      case NOT_IN -> IN;
      case NOT_EXISTS -> EXISTS;
      default -> this;
    };
  }

  private static Map<String, Operator> byWireName() {
    Map<String, Operator> operators = new HashMap<>();
    for (Operator operator : values()) {
      operators.put(operator.wireName, operator);
      if (operator.alias != null) {
        operators.put(operator.alias, operator);
      }
    }
    return Map.copyOf(operators);
  }
}
