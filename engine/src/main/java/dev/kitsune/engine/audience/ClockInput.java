package dev.kitsune.engine.audience;

import dev.kitsune.engine.profile.EventSeconds;
import dev.kitsune.engine.profile.ProfileRecord;

/**
 * The comparisons of how many whole days ago one clock of a record stood. Immutable, for any
 * thread. Data plane.
 */
final class ClockInput {
  private final ProfileClock clock;
  private final int input;
  private final Thresholds days;

  /**
   * @param input the input that the age is, or {@link AudienceSet#NO_INPUT}
   */
  ClockInput(ProfileClock clock, int input, Thresholds days) {
    this.clock = clock;
    this.input = input;
    this.days = days;
  }

  /** How many whole days ago the clock stood; 0 if it is ahead. */
  static long ageDays(ProfileRecord record, ProfileClock clock, long nowS) {
    long clockMs = clock == ProfileClock.FIRST_SEEN ? record.firstSeenMs() : record.lastEventMs();
    return ageDays(EventSeconds.of(clockMs), nowS);
  }

  /** Whether no audience depends on the clock. */
  boolean isUnused() {
    return input == AudienceSet.NO_INPUT;
  }

  /** Notes the age if it is on the other side of a comparison than when the clock stood before. */
  void noteMove(long beforeMs, long afterMs, long nowS, ChangedInputs changed) {
    long beforeS = EventSeconds.of(beforeMs);
    long afterS = EventSeconds.of(afterMs);
    if (days.isCrossed(ageDays(beforeS, nowS), ageDays(afterS, nowS))) {
      changed.add(input);
      changed.lapsesAt(lapseS(afterS, nowS));
    }
  }

  /** Notes the age, which may be another. */
  void noteMerge(ChangedInputs changed) {
    changed.add(input);
  }

  /** Notes the age if a comparison came out another way by time alone after {@code sinceS}. */
  void noteLapse(ProfileRecord record, long sinceS, long nowS, ChangedInputs changed) {
    if (days.isCrossed(ageDays(record, clock, sinceS), ageDays(record, clock, nowS))) {
      changed.add(input);
    }
  }

  /** When a comparison comes out another way by time alone. */
  long lapseS(ProfileRecord record, long nowS) {
    long clockMs = clock == ProfileClock.FIRST_SEEN ? record.firstSeenMs() : record.lastEventMs();
    return lapseS(EventSeconds.of(clockMs), nowS);
  }

  private long lapseS(long clockS, long nowS) {
    long next = days.above(ageDays(clockS, nowS));
    return next == Thresholds.NONE || next > EventSeconds.NEVER / EventSeconds.DAY
        ? EventSeconds.NEVER
        : Math.min(EventSeconds.NEVER, clockS + next * EventSeconds.DAY);
  }

  private static long ageDays(long clockS, long nowS) {
    return Math.max(0, nowS - clockS) / EventSeconds.DAY;
  }
}
