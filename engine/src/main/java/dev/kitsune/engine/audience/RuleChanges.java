package dev.kitsune.engine.audience;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds out what would make rules come out the other way. Control plane. */
final class RuleChanges {
  private final FactValues values;

  RuleChanges(FactValues values) {
    this.values = values;
  }

  /**
   * Of a rule that is no group.
   *
   * @param holds whether its fact holds
   * @param at when the fact comes out the other way by time alone; null if never
   */
  RuleChange of(AudienceRule rule, Fact fact, boolean holds, @Nullable Instant at) {
    RuleHeading heading = RuleHeading.of(rule);
    if (fact instanceof Fact.Count count) {
      return events(heading, fact, count.operator(), count.count(), holds);
    }
    if (fact instanceof Fact.WindowCount window) {
      return events(heading, fact, window.operator(), window.count(), holds).at(at);
    }
    if (fact instanceof Fact.TraitValue trait) {
      return value(heading, trait.test(), false, holds);
    }
    if (fact instanceof Fact.LocationValue location) {
      return value(heading, location.test(), true, holds);
    }
    if (fact instanceof Fact.LandingValue landing) {
      return value(heading, landing.test(), true, holds);
    }
    if (fact instanceof Fact.DeviceName name) {
      return value(heading, name.test(), true, holds);
    }
    if (fact instanceof Fact.Device) {
      return RuleChange.of(RuleWords.value(heading, holds));
    }
    if (rule instanceof AudienceRule.Member member) {
      String needs = " has to " + (holds ? "stop matching" : "match");
      return RuleChange.of("audience " + RuleWords.quoted(member.audienceId()) + needs).at(at);
    }
    return clock(heading, fact, holds, at);
  }

  private RuleChange events(
      RuleHeading heading, Fact fact, Operator operator, int expected, boolean holds) {
    int more = (int) more(values.number(fact), operator, expected, holds);
    return more == 0
        ? RuleChange.nothing("more matching events do not change it")
        : new RuleChange(RuleWords.more(heading, more), true, more, null, null);
  }

  private static RuleChange value(
      RuleHeading heading, Comparison test, boolean isText, boolean holds) {
    String example = ExampleValue.find(test, heading.expected(), isText, !holds);
    boolean isPattern = heading.operator() == Operator.MATCHES;
    if (example == null && !isPattern) {
      return RuleChange.nothing("no value was found for which it comes out the other way");
    }
    return new RuleChange(RuleWords.value(heading, holds), true, 0, null, example);
  }

  private RuleChange clock(RuleHeading heading, Fact fact, boolean holds, @Nullable Instant at) {
    if (fact instanceof Fact.Returning) {
      return sessions(values.number(fact) > 1 ? 0 : 1);
    }
    if (fact instanceof Fact.Sessions sessions) {
      return sessions(more(values.number(fact), sessions.operator(), sessions.count(), holds));
    }
    if (fact instanceof Fact.SessionLength length) {
      boolean isPossible = more(-1, length.operator(), length.seconds(), holds) > 0;
      return isPossible
          ? RuleChange.of(RuleWords.value(heading, holds))
          : RuleChange.nothing("every length compares alike");
    }
    if (fact instanceof Fact.Age age) {
      return age(heading, age, holds).at(at);
    }
    throw new IllegalArgumentException("no change known: " + fact.getClass());
  }

  private static RuleChange sessions(long more) {
    return more == 0
        ? RuleChange.nothing("the number of sessions never falls")
        : RuleChange.of(RuleWords.more(more, "session"));
  }

  /* An event makes the last one's age 0. */
  private static RuleChange age(RuleHeading heading, Fact.Age age, boolean holds) {
    boolean isReset = age.clock() == ProfileClock.LAST_SEEN;
    return isReset && Counts.compare(0, age.operator(), age.days()) != holds
        ? RuleChange.of("1 event now")
        : RuleChange.nothing(heading.type() + " changes with time alone");
  }

  /** The least number that makes a comparison come out the other way when it is added; or 0. */
  private static long more(long number, Operator operator, double expected, boolean holds) {
    long floor = (long) Math.floor(expected);
    for (long next : List.of(number + 1, floor, floor + 1)) {
      if (next > number
          && next <= Integer.MAX_VALUE
          && Counts.compare(next, operator, expected) != holds) {
        return next - number;
      }
    }
    return 0;
  }
}
