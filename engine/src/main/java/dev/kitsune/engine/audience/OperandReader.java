package dev.kitsune.engine.audience;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.kitsune.engine.bytes.ConfigurationValue;
import dev.kitsune.engine.bytes.JsonNumber;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Reads an operator and the value that it compares with. Control plane. */
final class OperandReader {
  /* Written, and with counted repeats written out: the time that a match takes, and the stack, go
   * with the latter. */
  private static final int EXPRESSION_LENGTH_MAX = 1_000;

  private static final int AMOUNT_MAX = Integer.MAX_VALUE;

  private OperandReader() {}

  /** The operator, one of those that the rule allows. */
  static Operator operator(ConfigurationValue place, Predicate<Operator> isAllowed) {
    Operator operator = Operator.ofWireName(place.isAbsent() ? "" : place.scalarText());
    if (operator == null || !isAllowed.test(operator)) {
      throw place.expected("one of " + names(isAllowed));
    }
    return operator;
  }

  /** The operand, checked as the operator needs it. */
  static Operand operand(Operator operator, ConfigurationValue place) {
    return switch (operator) {
      case EXISTS, NOT_EXISTS -> Operand.NONE;
      case IN, NOT_IN -> list(place);
      case MATCHES -> expression(place);
      case GREATER_THAN, GREATER_THAN_INCLUSIVE, LESS_THAN, LESS_THAN_INCLUSIVE -> number(place);
      default -> Operand.of(place.scalarText());
    };
  }

  /** True for {@code equal}, false for {@code notEqual}, where nothing else makes sense. */
  static boolean isEqual(ConfigurationValue place) {
    return operator(place, o -> o == Operator.EQUAL || o == Operator.NOT_EQUAL) == Operator.EQUAL;
  }

  /** A number of things, seconds or days, not below 0. */
  static Operand amount(ConfigurationValue place) {
    Operand amount = number(place);
    double value = Double.parseDouble(amount.text());
    if (!(value >= 0 && value <= AMOUNT_MAX)) {
      throw place.expected("a number from 0 to " + AMOUNT_MAX);
    }
    return amount;
  }

  /** A number in the JSON grammar, given as a number or as a string. */
  static Operand number(ConfigurationValue place) {
    String text = place.isAbsent() ? "" : place.scalarText();
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    if (!JsonNumber.isNumber(bytes, 0, bytes.length)) {
      throw place.expected("a number");
    }
    return Operand.of(text);
  }

  private static Operand list(ConfigurationValue place) {
    List<String> texts = place.elements().stream().map(ConfigurationValue::scalarText).toList();
    if (texts.isEmpty()) {
      throw place.expected("an array with at least one element");
    }
    return new Operand(texts);
  }

  private static Operand expression(ConfigurationValue place) {
    String text = place.scalarText();
    if (text.length() > EXPRESSION_LENGTH_MAX) {
      throw place.expected("an expression of at most " + EXPRESSION_LENGTH_MAX + " characters");
    }
    if (ExpressionLength.of(text) > EXPRESSION_LENGTH_MAX) {
      throw place.expected(
          "an expression of at most "
              + EXPRESSION_LENGTH_MAX
              + " characters with its counted repeats written out");
    }
    try {
      Pattern.compile(text);
    } catch (PatternSyntaxException e) {
      throw place.expected("a regular expression in the syntax of RE2: " + e.getDescription());
    }
    return Operand.of(text);
  }

  private static String names(Predicate<Operator> isAllowed) {
    return Arrays.stream(Operator.values())
        .filter(isAllowed)
        .map(Operator::wireName)
        .collect(Collectors.joining(", "));
  }
}
