package dev.kitsune.engine.audience;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
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

  private final List<String> wireNames;

  Operator(String... wireNames) {
    this.wireNames = List.of(wireNames);
  }

  /** The operator of this name, aliases included, or null. */
  public static @Nullable Operator ofWireName(String name) {
    return BY_WIRE_NAME.get(name);
  }

  /** The name in configurations; first the usual one, then its aliases. */
  public List<String> wireNames() {
    return wireNames;
  }

  public String wireName() {
    return wireNames.get(0);
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
    return switch (this) {
      case NOT_EQUAL, DOES_NOT_CONTAIN, NOT_IN, NOT_EXISTS -> true;
      default -> false;
    };
  }

  private static Map<String, Operator> byWireName() {
    Map<String, Operator> operators = new HashMap<>();
    Arrays.stream(values()).forEach(o -> o.wireNames.forEach(name -> operators.put(name, o)));
    return Map.copyOf(operators);
  }
}
