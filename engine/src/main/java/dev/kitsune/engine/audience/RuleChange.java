package dev.kitsune.engine.audience;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What would make a rule come out the other way, all else staying as it is. Immutable, for any
 * thread.
 *
 * @param needs in words
 * @param isPossible whether anything would
 * @param moreEvents how many more matching events would, now; 0 if none would or events are not
 *     what is counted
 * @param at when time alone will, if nothing happens; null if it will not, or not within the next
 *     500 times at which time alone changes anything
 * @param exampleJson a value of the trait or member that would, as JSON; null is its absence; no
 *     value where none was found or another thing than a value is compared
 */
public record RuleChange(
    String needs,
    boolean isPossible,
    int moreEvents,
    @Nullable Instant at,
    @Nullable String exampleJson) {
  /** That nothing would. */
  static RuleChange nothing(String why) {
    return new RuleChange("nothing: " + why, false, 0, null, null);
  }

  static RuleChange of(String needs) {
    return new RuleChange(needs, true, 0, null, null);
  }

  RuleChange at(@Nullable Instant time) {
    if (time == null) {
      return this;
    }
    String timed = isPossible ? needs + ", or time alone at " + time : "time alone, at " + time;
    return new RuleChange(timed, true, moreEvents, time, exampleJson);
  }
}
