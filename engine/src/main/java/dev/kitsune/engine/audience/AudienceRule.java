package dev.kitsune.engine.audience;

import java.util.List;

/** One rule of an audience, or a group of rules, as read from a configuration. Control plane. */
public sealed interface AudienceRule {
  /** Holds if any member holds. */
  record Any(List<AudienceRule> rules) implements AudienceRule {
    public Any {
      rules = List.copyOf(rules);
    }
  }

  /** Holds if every member holds. */
  record All(List<AudienceRule> rules) implements AudienceRule {
    public All {
      rules = List.copyOf(rules);
    }
  }

  /** Holds if the rule does not. */
  record Not(AudienceRule rule) implements AudienceRule {}

  /** Compares the number of page events that meet every condition with {@code count}. */
  record PageCount(List<WhereCondition> conditions, Operator operator, int count)
      implements AudienceRule {
    public PageCount {
      conditions = List.copyOf(conditions);
    }
  }

  /**
   * Compares the number of track events that meet every condition with {@code count}.
   *
   * @param event the event's name, or {@code *} for any
   */
  record TrackCount(String event, List<WhereCondition> conditions, Operator operator, int count)
      implements AudienceRule {
    public TrackCount {
      conditions = List.copyOf(conditions);
    }
  }

  /** Compares a trait; the key is looked up literally first, then as a dotted path. */
  record Trait(String key, Operator operator, Operand operand) implements AudienceRule {}

  /** Compares a member of the profile's location. */
  record Location(LocationField field, Operator operator, Operand operand)
      implements AudienceRule {}

  /**
   * Compares whether the visitor returned with {@code expected}, and the session count with each
   * condition.
   */
  record ReturningVisitor(boolean expected, List<SessionCount> conditions) implements AudienceRule {
    public ReturningVisitor {
      conditions = List.copyOf(conditions);
    }
  }

  /** Compares the number of sessions; a numeric operator. */
  record SessionCount(Operator operator, double count) {}
}
