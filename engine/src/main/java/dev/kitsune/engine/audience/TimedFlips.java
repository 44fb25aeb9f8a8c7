package dev.kitsune.engine.audience;

import dev.kitsune.engine.profile.EventSeconds;
import dev.kitsune.engine.profile.ProfileRecord;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * When facts and memberships of one record come out the other way by time alone, for the first
 * time: found by letting the matcher decide as of each time at which anything may change. Control
 * plane.
 */
final class TimedFlips {
  /** How many such times are looked at. */
  private static final int TIMES_MAX = 500;

  private final AudienceSet set;
  private final ProfileRecord record;
  private final AudienceMatcher matcher = new AudienceMatcher();
  private final FactCache cache = new FactCache();
  private final long[] members;
  private final boolean[] holdsNow;
  private final long[] factFlipS;
  private final long[] memberFlipS;

  /**
   * @param members the record's audiences, a bit per rank
   * @param holdsNow by fact, whether it holds
   */
  TimedFlips(AudienceSet set, ProfileRecord record, long[] members, boolean[] holdsNow) {
    this.set = set;
    this.record = record;
    this.members = members;
    this.holdsNow = holdsNow;
    factFlipS = new long[set.factCount()];
    memberFlipS = new long[set.count()];
    Arrays.fill(factFlipS, EventSeconds.NEVER);
    Arrays.fill(memberFlipS, EventSeconds.NEVER);
  }

  /** Looks ahead from a time, in {@link EventSeconds}. */
  TimedFlips lookFrom(long nowS) {
    long timeS = nowS;
    for (int count = 0; count < TIMES_MAX; count++) {
      timeS = set.lapseS(record, timeS);
      if (timeS >= EventSeconds.NEVER) {
        return this;
      }
      look(timeS);
    }
    return this;
  }

  /** When a fact does; null if never. */
  @Nullable Instant ofFact(int fact) {
    return instant(factFlipS[fact]);
  }

  /** When a membership does; null if never. */
  @Nullable Instant ofAudience(int rank) {
    return instant(memberFlipS[rank]);
  }

  private void look(long timeS) {
    matcher.at(timeS).matchAll(set, record);
    long[] then = new long[members.length];
    for (int rank = 0; rank < set.count(); rank++) {
      boolean isMember = matcher.isMember(rank);
      then[rank >>> 6] |= isMember ? 1L << rank : 0;
      boolean wasMember = (members[rank >>> 6] & (1L << rank)) != 0;
      if (isMember != wasMember) {
        memberFlipS[rank] = Math.min(memberFlipS[rank], timeS);
      }
    }
    cache.begin(set.factCount(), then, timeS);
    for (int fact = 0; fact < factFlipS.length; fact++) {
      if (isTimed(set.fact(fact)) && set.holds(fact, record, cache) != holdsNow[fact]) {
        factFlipS[fact] = Math.min(factFlipS[fact], timeS);
      }
    }
  }

  private static boolean isTimed(Fact fact) {
    return fact instanceof Fact.WindowCount
        || fact instanceof Fact.Age
        || fact instanceof Fact.Member;
  }

  private static @Nullable Instant instant(long seconds) {
    return seconds == EventSeconds.NEVER ? null : Instant.ofEpochSecond(seconds);
  }
}
