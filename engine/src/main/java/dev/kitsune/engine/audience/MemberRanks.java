package dev.kitsune.engine.audience;

import dev.kitsune.engine.profile.DerivedPart;
import dev.kitsune.engine.profile.ProfileRecord;

/**
 * Walks the ranks of the audiences that a profile is in, ascending. A profile is where a blank one
 * is, but for the audiences in which it differs: two ascending lists, merged, what stands in both
 * left out. Owned by one thread; reads the record's own bytes, which must stay as they are until
 * {@link #END}. Data plane.
 */
public final class MemberRanks {
  /** Says that no rank follows. */
  public static final int END = Integer.MAX_VALUE;

  private int[] blankRanks = new int[0];
  private byte[] array = new byte[0];
  private int countMax;
  private int differencesEnd;
  private int nextBlankIndex;
  private int nextDifferenceAt;
  private int blankRank;
  private int differenceRank;

  /** Begins with a record whose derived part is of these audiences. */
  public void begin(ProfileRecord record, AudienceSet audiences) {
    blankRanks = audiences.blankRanks();
    array = record.bytes().array();
    countMax = blankRanks.length + DerivedPart.differenceCount(record);
    nextBlankIndex = 0;
    nextDifferenceAt = DerivedPart.differencesOffset(record);
    differencesEnd = DerivedPart.picksOffset(record);
    advanceBlank();
    advanceDifference();
  }

  /** No more ranks than this follow {@link #begin}. */
  public int countMax() {
    return countMax;
  }

  /** The next rank, or {@link #END}. */
  public int next() {
    while (blankRank == differenceRank) {
      if (blankRank == END) {
        return END;
      }
      advanceBlank();
      advanceDifference();
    }
    if (differenceRank < blankRank) {
      int rank = differenceRank;
      advanceDifference();
      return rank;
    }
    int rank = blankRank;
    advanceBlank();
    return rank;
  }

  private void advanceBlank() {
    boolean isEnd = nextBlankIndex == blankRanks.length;
    blankRank = isEnd ? END : blankRanks[nextBlankIndex++];
  }

  private void advanceDifference() {
    if (nextDifferenceAt == differencesEnd) {
      differenceRank = END;
    } else {
      differenceRank = DerivedPart.differenceRankAt(array, nextDifferenceAt);
      nextDifferenceAt += DerivedPart.RANK_LENGTH;
    }
  }
}
