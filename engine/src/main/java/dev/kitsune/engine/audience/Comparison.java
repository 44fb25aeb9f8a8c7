package dev.kitsune.engine.audience;

import com.google.re2j.Pattern;
import dev.kitsune.engine.bytes.JsonNumber;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * One operator with its operand, compiled to test values: audiences.md, Operators. A value is given
 * as UTF-8 text, strings unescaped, anything else as JSON without insignificant white space; arrays
 * under {@link #isContains} element by element. Immutable, for any thread; data plane. Allocates
 * nothing, but for {@code matches} where the expression's automaton would be large (the text as a
 * String and RE2's matcher, in time linear in the text) and for numbers of more digits than a
 * double holds.
 */
final class Comparison {
  private final Operator operator;
  private final Comparand[] comparands;
  private final Comparand first;
  private final @Nullable Pattern pattern;
  private final @Nullable ExpressionAutomaton automaton;

  private Comparison(
      Operator operator,
      Comparand[] comparands,
      @Nullable Pattern pattern,
      @Nullable ExpressionAutomaton automaton) {
    this.operator = operator;
    this.comparands = comparands;
    this.first = comparands.length == 0 ? new Comparand("") : comparands[0];
    this.pattern = pattern;
    this.automaton = automaton;
  }

  /**
   * Compiles a comparison.
   *
   * @throws com.google.re2j.PatternSyntaxException if the operator is {@code matches} and the
   *     operand is not an RE2 expression
   */
  static Comparison of(Operator operator, Operand operand) {
    boolean isMatches = operator == Operator.MATCHES;
    Pattern pattern = isMatches ? Pattern.compile(operand.text()) : null;
    ExpressionAutomaton automaton = isMatches ? ExpressionAutomaton.of(operand.text()) : null;
    Comparand[] comparands = operand.texts().stream().map(Comparand::new).toArray(Comparand[]::new);
    return new Comparison(withoutAny(operator, operand), comparands, pattern, automaton);
  }

  /** The operator; of {@code "*"} that which means the same. */
  Operator operator() {
    return operator;
  }

  /** The comparison that holds where this one does not, if this one is a negation; else itself. */
  Comparison positive() {
    return operator.isNegative()
        ? new Comparison(operator.positive(), comparands, pattern, automaton)
        : this;
  }

  /** The first text of the operand; an empty one where there is none. */
  Comparand first() {
    return first;
  }

  /** All texts of the operand; not to be written to. */
  Comparand[] comparands() {
    return comparands;
  }

  /** Of a value that is absent or null. */
  boolean testMissing() {
    return operator.isNegative();
  }

  boolean testText(byte[] bytes, int offset, int length) {
    return switch (operator) {
      case EQUAL -> first.isEqual(bytes, offset, length);
      case NOT_EQUAL -> !first.isEqual(bytes, offset, length);
      case CONTAINS -> first.isInside(bytes, offset, length);
      case DOES_NOT_CONTAIN -> !first.isInside(bytes, offset, length);
      case STARTS_WITH -> first.isPrefixOf(bytes, offset, length);
      case ENDS_WITH -> first.isSuffixOf(bytes, offset, length);
      case MATCHES -> isFound(bytes, offset, length);
      case GREATER_THAN, GREATER_THAN_INCLUSIVE, LESS_THAN, LESS_THAN_INCLUSIVE ->
          isOrdered(bytes, offset, length);
      case IN -> isIn(bytes, offset, length);
      case NOT_IN -> !isIn(bytes, offset, length);
      case EXISTS -> true;
      case NOT_EXISTS -> false;
    };
  }

  /** Whether arrays are tested element by element: {@link #isElement}, then {@link #testArray}. */
  boolean isContains() {
    return operator == Operator.CONTAINS || operator == Operator.DOES_NOT_CONTAIN;
  }

  /** Whether an element of an array, given as text, is the one looked for; null never is. */
  boolean isElement(byte[] bytes, int offset, int length) {
    return first.isEqual(bytes, offset, length);
  }

  /** Of an array, under {@link #isContains}, that has or has not the element looked for. */
  boolean testArray(boolean hasElement) {
    return hasElement == (operator == Operator.CONTAINS);
  }

  private boolean isIn(byte[] bytes, int offset, int length) {
    for (Comparand comparand : comparands) {
      if (comparand.isEqual(bytes, offset, length)) {
        return true;
      }
    }
    return false;
  }

  private boolean isOrdered(byte[] bytes, int offset, int length) {
    if (!first.isNumber || !JsonNumber.isNumber(bytes, offset, length)) {
      return false;
    }
    double value = JsonNumber.toDouble(bytes, offset, length);
    return switch (operator) {
      case GREATER_THAN -> value > first.number;
      case GREATER_THAN_INCLUSIVE -> value >= first.number;
      case LESS_THAN -> value < first.number;
      case LESS_THAN_INCLUSIVE -> value <= first.number;
      default -> throw new IllegalStateException("no order: " + operator);
    };
  }

  private boolean isFound(byte[] bytes, int offset, int length) {
    int outcome =
        automaton == null ? ExpressionAutomaton.UNDECIDED : automaton.find(bytes, offset, length);
    return outcome == ExpressionAutomaton.UNDECIDED
        ? isFoundByRe2(bytes, offset, length)
        : outcome == ExpressionAutomaton.FOUND;
  }

  /* Not on the bytes: re2j 1.8 takes the second byte of "éa" for the end of the text. */
  private boolean isFoundByRe2(byte[] bytes, int offset, int length) {
    Pattern compiled = pattern;
    return compiled != null
        && compiled.matcher(new String(bytes, offset, length, StandardCharsets.UTF_8)).find();
  }

  /* "*" means present and not null with equal and contains, absent or null with their negations. */
  private static Operator withoutAny(Operator operator, Operand operand) {
    if (!operand.isAny()) {
      return operator;
    }
    return switch (operator) {
      case EQUAL, CONTAINS -> Operator.EXISTS;
      case NOT_EQUAL, DOES_NOT_CONTAIN -> Operator.NOT_EXISTS;
      default -> operator;
    };
  }
}
