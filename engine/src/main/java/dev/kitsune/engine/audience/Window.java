package dev.kitsune.engine.audience;

import dev.kitsune.engine.profile.EventSeconds;
import dev.kitsune.engine.profile.ProfileRecord;
import dev.kitsune.engine.profile.Rings;

/**
 * The comparisons of how many matches of one counted rule happened in the last so many days. A
 * match counts while it is less than the window's length ago. Immutable, for any thread. Data
 * plane.
 */
final class Window {
  /** Says that no match was dropped. */
  static final long NOTHING = Long.MIN_VALUE;

  private final long lengthS;
  private final Thresholds thresholds;

  Window(long lengthS, Thresholds thresholds) {
    this.lengthS = lengthS;
    this.thresholds = thresholds;
  }

  /** Number of matches that count now. */
  static int count(ProfileRecord record, int ring, long lengthS, long nowS) {
    return Rings.countAfter(record, ring, nowS - lengthS);
  }

  /**
   * Whether a comparison came out another way by the match that was just added.
   *
   * @param droppedS the time of the match that had to go for it; {@link #NOTHING} if none
   */
  boolean isCrossedBy(ProfileRecord record, int ring, long matchS, long droppedS, long nowS) {
    long sinceS = nowS - lengthS;
    if (matchS <= sinceS || droppedS > sinceS) {
      return false;
    }
    int count = count(record, ring, lengthS, nowS);
    return thresholds.isCrossed(count - 1L, count);
  }

  /** Whether a comparison came out another way by time alone after {@code sinceS}. */
  boolean isLapsed(ProfileRecord record, int ring, long sinceS, long nowS) {
    return thresholds.isCrossed(
        count(record, ring, lengthS, sinceS), count(record, ring, lengthS, nowS));
  }

  /**
   * When a comparison comes out another way by time alone; {@link EventSeconds#NEVER} if it does
   * not.
   */
  long lapseS(ProfileRecord record, int ring, long nowS) {
    long threshold = thresholds.upTo(count(record, ring, lengthS, nowS));
    if (threshold == Thresholds.NONE) {
      return EventSeconds.NEVER;
    }
    int last = Rings.count(record, ring) - (int) threshold;
    return Math.min(EventSeconds.NEVER, Rings.timeS(record, ring, last) + lengthS);
  }
}
