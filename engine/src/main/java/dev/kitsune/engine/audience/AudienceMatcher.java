package dev.kitsune.engine.audience;

import dev.kitsune.engine.profile.DerivedPart;
import dev.kitsune.engine.profile.EventSeconds;
import dev.kitsune.engine.profile.ProfileRecord;
import java.util.Arrays;

/**
 * Decides which audiences a record is in: all of them if nothing is known of it, else those that
 * read what changed, or that a change of the configuration touched, and those that depend on one
 * that flipped. Holds the outcome until the next call. Owned by one thread. Data plane.
 */
public final class AudienceMatcher {
  private final FactCache facts = new FactCache();
  private long[] members = new long[4];
  private long[] flipped = new long[4];
  /* By position in the order of evaluation, not by rank. */
  private long[] dirty = new long[4];
  private int wordCount;
  private boolean isAnyFlipped;
  private long nowS;

  /** Decides as of this time, in {@link EventSeconds}, until told another. */
  public AudienceMatcher at(long newNowS) {
    nowS = newNowS;
    return this;
  }

  /** Decides every audience; all count as flipped. */
  public void matchAll(AudienceSet set, ProfileRecord record) {
    begin(set);
    Arrays.fill(flipped, 0, wordCount, -1L);
    Arrays.fill(members, 0, wordCount, 0L);
    for (int position = 0; position < set.count(); position++) {
      int rank = set.rankAt(position);
      if (set.matches(rank, record, facts)) {
        members[rank >>> 6] |= 1L << rank;
      }
    }
  }

  /**
   * Decides the audiences that read a changed input, against the membership that the record's
   * derived part keeps.
   *
   * @return whether any membership flipped; if not, the derived part's memberships are right as
   *     they stand
   */
  public boolean matchChanged(AudienceSet set, ProfileRecord record, ChangedInputs changed) {
    begin(set);
    Arrays.fill(flipped, 0, wordCount, 0L);
    Arrays.fill(dirty, 0, wordCount, 0L);
    markDependents(set, changed);
    loadMembers(set, record);
    decideMarked(set, record);
    return isAnyFlipped;
  }

  /**
   * Decides the audiences that changed since an earlier version, and those that read a changed
   * input, against the membership that the record's derived part keeps by that version.
   *
   * @param catchUp the way from that version to {@code set}
   */
  public void matchStale(
      AudienceSet set, ProfileRecord record, AudienceCatchUp catchUp, ChangedInputs changed) {
    begin(set);
    Arrays.fill(flipped, 0, wordCount, 0L);
    Arrays.fill(dirty, 0, wordCount, 0L);
    mark(catchUp.changedPositions());
    markDependents(set, changed);
    catchUp.loadMembers(record, members);
    decideMarked(set, record);
  }

  /**
   * Decides the audiences that read a changed input, against those that a blank record is in.
   *
   * @param changed all that distinguishes the record from a blank one
   */
  public void matchNew(AudienceSet set, ProfileRecord record, ChangedInputs changed) {
    begin(set);
    Arrays.fill(flipped, 0, wordCount, 0L);
    Arrays.fill(dirty, 0, wordCount, 0L);
    markDependents(set, changed);
    loadBlankMembers(set);
    decideMarked(set, record);
  }

  public boolean isMember(int rank) {
    return (members[rank >>> 6] & (1L << rank)) != 0;
  }

  /** Whether the last call changed this membership, or decided it for the first time. */
  public boolean isFlipped(int rank) {
    return (flipped[rank >>> 6] & (1L << rank)) != 0;
  }

  /** Number of audiences in which the record differs from a blank one. */
  public int differenceCount(AudienceSet set) {
    int count = 0;
    for (int word = 0; word < wordCount; word++) {
      count += Long.bitCount(members[word] ^ set.blankMembers(word));
    }
    return count;
  }

  /** Writes those audiences into the record's derived part, which has room for just them. */
  public void writeDifference(AudienceSet set, ProfileRecord record) {
    int index = 0;
    for (int word = 0; word < wordCount; word++) {
      long bits = members[word] ^ set.blankMembers(word);
      for (; bits != 0; bits &= bits - 1) {
        int rank = (word << 6) + Long.numberOfTrailingZeros(bits);
        DerivedPart.differenceRank(record, index++, rank);
      }
    }
  }

  private void begin(AudienceSet set) {
    wordCount = (set.count() + 63) >>> 6;
    if (members.length < wordCount) {
      members = new long[wordCount];
      flipped = new long[wordCount];
      dirty = new long[wordCount];
    }
    facts.begin(set.factCount(), members, nowS);
  }

  private void markDependents(AudienceSet set, ChangedInputs changed) {
    int end = ChangedInputs.END;
    for (int word = changed.nextWord(0); word != end; word = changed.nextWord(word + 1)) {
      for (long bits = changed.word(word); bits != 0; bits &= bits - 1) {
        mark(set.positionsByInput((word << 6) + Long.numberOfTrailingZeros(bits)));
      }
    }
  }

  private void mark(int[] positions) {
    for (int position : positions) {
      dirty[position >>> 6] |= 1L << position;
    }
  }

  private void decideMarked(AudienceSet set, ProfileRecord record) {
    isAnyFlipped = false;
    for (int word = 0; word < wordCount; word++) {
      /* An audience that flips may mark later ones, in this word too. */
      while (dirty[word] != 0) {
        int position = (word << 6) + Long.numberOfTrailingZeros(dirty[word]);
        dirty[word] &= dirty[word] - 1;
        decide(set, record, set.rankAt(position));
      }
    }
  }

  private void decide(AudienceSet set, ProfileRecord record, int rank) {
    if (set.matches(rank, record, facts) != isMember(rank)) {
      members[rank >>> 6] ^= 1L << rank;
      flipped[rank >>> 6] |= 1L << rank;
      isAnyFlipped = true;
      mark(set.dependents(rank));
    }
  }

  private void loadBlankMembers(AudienceSet set) {
    for (int word = 0; word < wordCount; word++) {
      members[word] = set.blankMembers(word);
    }
  }

  private void loadMembers(AudienceSet set, ProfileRecord record) {
    loadBlankMembers(set);
    int count = DerivedPart.differenceCount(record);
    for (int index = 0; index < count; index++) {
      int rank = DerivedPart.differenceRank(record, index);
      members[rank >>> 6] ^= 1L << rank;
    }
  }
}
