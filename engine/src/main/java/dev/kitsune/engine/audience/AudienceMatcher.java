package dev.kitsune.engine.audience;

import dev.kitsune.engine.profile.DerivedPart;
import dev.kitsune.engine.profile.ProfileRecord;
import java.util.Arrays;

/**
 * Decides which audiences a record is in: all of them for a new or stale record, else those that
 * read what changed. Holds the outcome until the next call. Owned by one thread. Data plane.
 */
public final class AudienceMatcher {
  private final FactCache facts = new FactCache();
  private long[] members = new long[4];
  private long[] flipped = new long[4];
  private int wordCount;

  /** Decides every audience; all count as flipped. */
  public void matchAll(AudienceSet set, ProfileRecord record) {
    begin(set);
    Arrays.fill(flipped, 0, wordCount, -1L);
    Arrays.fill(members, 0, wordCount, 0L);
    for (int rank = 0; rank < set.count(); rank++) {
      if (set.matches(rank, record, facts)) {
        members[rank >>> 6] |= 1L << rank;
      }
    }
  }

  /**
   * Decides the audiences that read a changed input, against the membership that the record's
   * derived part keeps.
   *
   * @return whether any membership flipped; if not, the derived part is right as it stands and this
   *     matcher holds no outcome
   */
  public boolean matchChanged(AudienceSet set, ProfileRecord record, ChangedInputs changed) {
    if (changed.isEmpty()) {
      return false;
    }
    begin(set);
    /* First the dirty ranks are marked in flipped, then each mark stays only if membership did. */
    Arrays.fill(flipped, 0, wordCount, 0L);
    markDependents(set, changed);
    loadMembers(set, record);
    boolean isAnyFlipped = false;
    for (int word = 0; word < wordCount; word++) {
      if (flipped[word] != 0) {
        flipped[word] = matchWord(set, record, word);
        members[word] ^= flipped[word];
        isAnyFlipped |= flipped[word] != 0;
      }
    }
    return isAnyFlipped;
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
    }
    facts.clear(set.factCount());
  }

  private void markDependents(AudienceSet set, ChangedInputs changed) {
    for (int word = 0; word < changed.wordCount(); word++) {
      for (long bits = changed.word(word); bits != 0; bits &= bits - 1) {
        int input = (word << 6) + Long.numberOfTrailingZeros(bits);
        for (int rank : set.audiencesOf(input)) {
          flipped[rank >>> 6] |= 1L << rank;
        }
      }
    }
  }

  private void loadMembers(AudienceSet set, ProfileRecord record) {
    for (int word = 0; word < wordCount; word++) {
      members[word] = set.blankMembers(word);
    }
    int count = DerivedPart.differenceCount(record);
    for (int index = 0; index < count; index++) {
      int rank = DerivedPart.differenceRank(record, index);
      members[rank >>> 6] ^= 1L << rank;
    }
  }

  /** The marked audiences of a word whose membership is no longer what was kept. */
  private long matchWord(AudienceSet set, ProfileRecord record, int word) {
    long flips = 0;
    for (long bits = flipped[word]; bits != 0; bits &= bits - 1) {
      long bit = Long.lowestOneBit(bits);
      int rank = (word << 6) + Long.numberOfTrailingZeros(bits);
      if (set.matches(rank, record, facts) != ((members[word] & bit) != 0)) {
        flips |= bit;
      }
    }
    return flips;
  }
}
