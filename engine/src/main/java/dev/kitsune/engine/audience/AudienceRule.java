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

  /** Compares the number of events that meet every condition with {@code count}. */
  sealed interface Counted extends AudienceRule {
    /** Says that matches count whenever they happened. */
    int EVER = 0;

    /** The longest window, in days. */
    int WITHIN_DAYS_MAX = 10_000;

    /** The highest count that the matches of a window are compared with. */
    int WINDOWED_COUNT_MAX = 255;

    List<WhereCondition> conditions();

    Operator operator();

    int count();

    /** How many days old a match may be to count, or {@link #EVER}. */
    int withinDays();

    /** Whether only matches of the last days count. */
    default boolean isWindowed() {
      return withinDays() != EVER;
    }

    private static void check(int count, int withinDays) {
      if (withinDays < EVER
          || withinDays > WITHIN_DAYS_MAX
          || (withinDays != EVER && count > WINDOWED_COUNT_MAX)) {
        throw new IllegalArgumentException(count + " matches within " + withinDays + " days");
      }
    }
  }

  /** Counts page events. */
  record PageCount(List<WhereCondition> conditions, Operator operator, int count, int withinDays)
      implements Counted {
    public PageCount {
      Counted.check(count, withinDays);
      conditions = List.copyOf(conditions);
    }

    public PageCount(List<WhereCondition> conditions, Operator operator, int count) {
      this(conditions, operator, count, EVER);
    }
  }

  /**
   * Counts track events.
   *
   * @param event the event's name, or {@code *} for any
   */
  record TrackCount(
      String event, List<WhereCondition> conditions, Operator operator, int count, int withinDays)
      implements Counted {
    public TrackCount {
      Counted.check(count, withinDays);
      conditions = List.copyOf(conditions);
    }

    public TrackCount(String event, List<WhereCondition> conditions, Operator operator, int count) {
      this(event, conditions, operator, count, EVER);
    }
  }

  /** Counts component events that say that a variant of the experience was seen. */
  record ExperienceSeen(
      String experienceId,
      List<WhereCondition> conditions,
      Operator operator,
      int count,
      int withinDays)
      implements Counted {
    public ExperienceSeen {
      Counted.check(count, withinDays);
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
  record SessionCount(Operator operator, double count) implements AudienceRule {}

  /** Compares the length of the present session in seconds; a numeric operator. */
  record SessionLength(Operator operator, double seconds) implements AudienceRule {}

  /** Compares a member of the present session's landing page. */
  record Landing(LandingField field, Operator operator, Operand operand) implements AudienceRule {}

  /** Compares how many whole days ago a clock of the profile stood; a numeric operator. */
  record Age(ProfileClock clock, Operator operator, double days) implements AudienceRule {}

  /** Holds if the device is of the class. */
  record Device(DeviceClass deviceClass) implements AudienceRule {}

  /** Compares the name of the browser or the os. */
  record DeviceName(DeviceField field, Operator operator, Operand operand)
      implements AudienceRule {}

  /** Compares whether the profile is in another audience with {@code expected}. */
  record Member(String audienceId, boolean expected) implements AudienceRule {}
}
