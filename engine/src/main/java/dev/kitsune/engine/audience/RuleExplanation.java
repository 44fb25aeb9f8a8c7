package dev.kitsune.engine.audience;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How a rule, or a group of rules, came out for one profile. Immutable, for any thread. */
public sealed interface RuleExplanation {
  /** Whether the rule holds. */
  boolean matches();

  /** How the rules of a group make one outcome. */
  enum Kind {
    /** One that holds is enough. */
    ANY,
    /** Every one has to hold. */
    ALL,
    /** The one that there is must not hold. */
    NOT
  }

  /** A group of rules; {@code NOT} has one. */
  record Group(Kind kind, boolean matches, List<RuleExplanation> rules) implements RuleExplanation {
    /** Copies the list. */
    public Group {
      rules = List.copyOf(rules);
    }
  }

  /**
   * A rule that is no group, beside the value that it was compared with.
   *
   * @param type as configurations name it: {@code page}, {@code identify}, ...
   * @param key what of the profile is read: a trait's key, a location's member, the event's name,
   *     the other audience's id, ...; empty where the type says it all
   * @param conditions what events have to meet to be counted; of counted rules only
   * @param withinDays how many days old a match may be to count; 0 if any
   * @param operator as configurations name it
   * @param expected what the operator compares with; empty for {@code exists} and {@code
   *     notExists}, one text but for {@code in} and {@code notIn}
   * @param actualJson the profile's value as JSON; null if it has none. One of more than 1,024
   *     bytes is cut, into a JSON string that says so
   * @param matchTimes when events matched, if the rule has a window
   * @param wouldChange what would make this rule come out the other way
   */
  record Rule(
      String type,
      String key,
      List<WhereCondition> conditions,
      int withinDays,
      String operator,
      List<String> expected,
      boolean matches,
      @Nullable String actualJson,
      @Nullable MatchTimes matchTimes,
      RuleChange wouldChange)
      implements RuleExplanation {
    /** Copies the lists. */
    public Rule {
      conditions = List.copyOf(conditions);
      expected = List.copyOf(expected);
    }
  }

  /**
   * The matches that a rule with a window knows of.
   *
   * @param newest those within the window, the newest first, ten at most
   * @param isAtLeast whether the window may hold more matches than were counted: only so many are
   *     kept as the rules need, so that this changes no outcome unless {@code isIncomplete}
   * @param isIncomplete whether matches may be missing that the rules need by now: fewer were kept
   *     when they happened
   * @param truncatedBefore matches before this time are no longer known; null if all are
   */
  record MatchTimes(
      List<Instant> newest,
      boolean isAtLeast,
      boolean isIncomplete,
      @Nullable Instant truncatedBefore) {
    /** Copies the list. */
    public MatchTimes {
      newest = List.copyOf(newest);
    }
  }
}
