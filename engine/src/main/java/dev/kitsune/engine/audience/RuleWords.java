package dev.kitsune.engine.audience;

import java.util.List;
import java.util.stream.Collectors;

/** Says in words what a rule needs to come out the other way. Control plane. */
final class RuleWords {
  private RuleWords() {}

  /**
   * Of a rule that compares a value: {@code trait "stage" to be "lead"}.
   *
   * @param holds whether it holds now
   */
  static String value(RuleHeading rule, boolean holds) {
    Operator positive = positive(rule.operator());
    boolean isWanted = holds == rule.operator().isNegative();
    boolean isAny = rule.expected().equals(List.of(Operand.ANY));
    return subject(rule) + (isWanted ? " to " : " not to ") + words(positive, rule, isAny);
  }

  /** So many more of what a counted rule counts. */
  static String more(RuleHeading rule, int count) {
    String plural = count == 1 ? "" : "s";
    String events =
        switch (rule.type()) {
          case "track" ->
              rule.key().equals(Operand.ANY)
                  ? "track event" + plural
                  : "track event" + plural + " " + quoted(rule.key());
          case "experienceSeen" -> "exposure" + plural + " of experience " + quoted(rule.key());
          default -> "page event" + plural;
        };
    String meeting = count == 1 ? " that meets all conditions" : " that meet all conditions";
    return count + " more " + events + (rule.conditions().isEmpty() ? "" : meeting);
  }

  /** A number and what it counts. */
  static String more(long count, String noun) {
    return count + " more " + noun + (count == 1 ? "" : "s");
  }

  static String quoted(String text) {
    return '"' + text + '"';
  }

  private static String subject(RuleHeading rule) {
    return switch (rule.type()) {
      case "identify" -> "trait " + quoted(rule.key());
      case "location" -> "location's " + rule.key();
      case "landingPage" -> "landing page's " + rule.key();
      case "sessionLength" -> "present session's length in seconds";
      default -> rule.type();
    };
  }

  private static Operator positive(Operator operator) {
    return switch (operator) {
      case NOT_EQUAL -> Operator.EQUAL;
      case DOES_NOT_CONTAIN -> Operator.CONTAINS;
      case NOT_IN -> Operator.IN;
      case NOT_EXISTS -> Operator.EXISTS;
      default -> operator;
    };
  }

  private static String words(Operator positive, RuleHeading rule, boolean isAny) {
    String all = rule.expected().stream().map(RuleWords::quoted).collect(Collectors.joining(", "));
    return switch (positive) {
      case EQUAL -> isAny ? "be there" : "be " + all;
      case CONTAINS -> isAny ? "be there" : "contain " + all;
      case STARTS_WITH -> "start with " + all;
      case ENDS_WITH -> "end with " + all;
      case MATCHES -> "match " + all;
      case GREATER_THAN -> "be a number above " + rule.expected().get(0);
      case GREATER_THAN_INCLUSIVE -> "be a number of at least " + rule.expected().get(0);
      case LESS_THAN -> "be a number below " + rule.expected().get(0);
      case LESS_THAN_INCLUSIVE -> "be a number of at most " + rule.expected().get(0);
      case IN -> "be one of " + all;
      default -> "be there";
    };
  }
}
