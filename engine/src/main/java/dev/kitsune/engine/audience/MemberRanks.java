package dev.kitsune.engine.audience;

import dev.kitsune.engine.profile.DerivedPart;
import dev.kitsune.engine.profile.ProfileRecord;

/**
 * Walks the ranks of the audiences that a profile is in, ascending. A profile is where a blank one
 * is, but for the audiences in which it differs: two ascending lists, merged, what stands in both
 * left out. Owned by one thread; reads the record as it stands. Data plane.
 */
public final class MemberRanks {
  /** Says that no rank follows. */
  public static final int END = Integer.MAX_VALUE;

  private int[] blankRanks = new int[0];
  private ProfileRecord record = new ProfileRecord();
  private int differenceCount;
  private int nextBlank;
  private int nextDifference;

  /** Begins with a record whose derived part is of these audiences. */
  public void begin(ProfileRecord newRecord, AudienceSet audiences) {
    blankRanks = audiences.blankRanks();
    record = newRecord;
    differenceCount = DerivedPart.differenceCount(newRecord);
    nextBlank = 0;
    nextDifference = 0;
  }

  /** No more ranks than this follow {@link #begin}. */
  public int countMax() {
    return blankRanks.length + differenceCount;
  }

  /** The next rank, or {@link #END}. */
  public int next() {
    while (nextBlank < blankRanks.length || nextDifference < differenceCount) {
      int blankRank = blankRank();
      int differenceRank = differenceRank();
      nextBlank += blankRank <= differenceRank ? 1 : 0;
      nextDifference += differenceRank <= blankRank ? 1 : 0;
      if (blankRank != differenceRank) {
        return Math.min(blankRank, differenceRank);
      }
    }
    return END;
  }

  private int blankRank() {
    return nextBlank < blankRanks.length ? blankRanks[nextBlank] : END;
  }

  private int differenceRank() {
    return nextDifference < differenceCount
        ? DerivedPart.differenceRank(record, nextDifference)
        : END;
  }
}
