package dev.kitsune.engine.audience;

import dev.kitsune.engine.profile.DerivedPart;
import dev.kitsune.engine.profile.ProfileRecord;
import it.unimi.dsi.fastutil.ints.IntArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The way from the memberships that an earlier set of audiences decided to those of a later one:
 * which audience is which, and which have to be decided anew, because they came or their rule
 * changed. One that only names such an audience is decided if that one flips. Immutable, for any
 * thread; made on the control plane, read on the data plane.
 */
public final class AudienceCatchUp {
  private static final int GONE = -1;

  /** An audience set and what it was compiled from. */
  public record Compiled(List<AudienceDefinition> definitions, AudienceSet set) {
    public Compiled {
      definitions = List.copyOf(definitions);
    }

    private Map<String, AudienceRule> rules() {
      Map<String, AudienceRule> rules = new HashMap<>();
      definitions.forEach(definition -> rules.put(definition.id(), definition.rule()));
      return rules;
    }

    private Map<String, Integer> ranks() {
      Map<String, Integer> ranks = new HashMap<>();
      for (int rank = 0; rank < set.count(); rank++) {
        ranks.put(set.id(rank), rank);
      }
      return ranks;
    }
  }

  /* By rank in the earlier set: the rank in the later one, or GONE. */
  private final int[] ranks;
  /* By rank in the later set: where a blank profile was by the earlier one. */
  private final long[] blankMembers;
  private final BitSet changedRanks;
  private final int[] changedPositions;

  private AudienceCatchUp(
      int[] ranks, long[] blankMembers, BitSet changedRanks, AudienceSet later) {
    this.ranks = ranks;
    this.blankMembers = blankMembers;
    this.changedRanks = changedRanks;
    IntArrayList positions = new IntArrayList(changedRanks.cardinality());
    for (int position = 0; position < later.count(); position++) {
      if (changedRanks.get(later.rankAt(position))) {
        positions.add(position);
      }
    }
    changedPositions = positions.toIntArray();
  }

  /** The way from one set to the next. */
  public static AudienceCatchUp between(Compiled earlier, Compiled later) {
    Map<String, AudienceRule> before = earlier.rules();
    Map<String, AudienceRule> after = later.rules();
    BitSet changed = new BitSet(later.set().count());
    for (int rank = 0; rank < later.set().count(); rank++) {
      String id = later.set().id(rank);
      changed.set(rank, !Objects.equals(before.get(id), after.get(id)));
    }
    Map<String, Integer> laterRanks = later.ranks();
    int[] ranks = new int[earlier.set().count()];
    Arrays.setAll(ranks, rank -> laterRanks.getOrDefault(earlier.set().id(rank), GONE));
    long[] blankMembers = new long[wordCount(later.set())];
    for (int rank : earlier.set().blankRanks()) {
      setIfThere(blankMembers, ranks[rank]);
    }
    return new AudienceCatchUp(ranks, blankMembers, changed, later.set());
  }

  /**
   * This way and then another.
   *
   * @param next from the set to which this one leads
   * @param later the set to which {@code next} leads
   */
  public AudienceCatchUp then(AudienceCatchUp next, AudienceSet later) {
    int[] through = new int[ranks.length];
    Arrays.setAll(through, rank -> ranks[rank] == GONE ? GONE : next.ranks[ranks[rank]]);
    BitSet changed = (BitSet) next.changedRanks.clone();
    changedRanks.stream()
        .map(rank -> next.ranks[rank])
        .filter(rank -> rank != GONE)
        .forEach(changed::set);
    long[] blank = new long[wordCount(later)];
    BitSet.valueOf(blankMembers).stream().forEach(rank -> setIfThere(blank, next.ranks[rank]));
    return new AudienceCatchUp(through, blank, changed, later);
  }

  /** Number of audiences that have to be decided anew. */
  public int changedCount() {
    return changedPositions.length;
  }

  /** Where those stand in the later set's order of evaluation. */
  int[] changedPositions() {
    return changedPositions;
  }

  /**
   * Reads where the record is by the earlier set, as its derived part says; in no audience that
   * this one did not have.
   *
   * @param members by rank in the later set
   */
  void loadMembers(ProfileRecord record, long[] members) {
    System.arraycopy(blankMembers, 0, members, 0, blankMembers.length);
    int count = DerivedPart.differenceCount(record);
    for (int index = 0; index < count; index++) {
      int rank = ranks[DerivedPart.differenceRank(record, index)];
      if (rank != GONE) {
        members[rank >>> 6] ^= 1L << rank;
      }
    }
  }

  private static int wordCount(AudienceSet set) {
    return (set.count() + 63) >>> 6;
  }

  private static void setIfThere(long[] bits, int rank) {
    if (rank != GONE) {
      bits[rank >>> 6] |= 1L << rank;
    }
  }
}
