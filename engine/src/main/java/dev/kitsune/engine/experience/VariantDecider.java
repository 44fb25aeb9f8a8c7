package dev.kitsune.engine.experience;

import dev.kitsune.engine.bytes.ByteSlice;
import dev.kitsune.engine.profile.ProfileRecord;
import dev.kitsune.engine.profile.StickyPicks;
import java.util.Arrays;
import java.util.List;

/**
 * Decides for one record which variant of an experience it gets once the audience matches:
 * experiences.md, Allocation and Sticky. A variant that the profile keeps is taken before traffic
 * and distribution are asked, and before its exclusion group's draw: of a group's members the one
 * that was kept first is the chosen one. Owned by one thread. Data plane.
 */
public final class VariantDecider {
  private static final int NOT_DRAWN = -2;
  private static final int NOT_KEPT = -1;

  private final VisitorId visitor = new VisitorId();
  private final ByteSlice stableId = new ByteSlice();
  private final ByteSlice experienceId = new ByteSlice();
  private ExperienceSet set = new ExperienceSet(List.of(), id -> 0);
  private int[] keptIndexes = new int[16];
  private int[] chosenRanks = new int[4];
  private boolean hasKept;

  /** Begins with a record, which must stay as it is while it is decided. */
  public void begin(ExperienceSet newSet, ProfileRecord record) {
    set = newSet;
    visitor.read(record.stableId(stableId));
    beginGroups(set.groups().count());
    int at = StickyPicks.begin(record);
    int end = StickyPicks.end(record);
    hasKept = at < end;
    if (hasKept) {
      beginKept(set.count());
    }
    while (at < end) {
      int variantIndex = StickyPicks.variantIndex(record, at);
      at = StickyPicks.read(record, at, experienceId);
      noteKept(set.rankOf(experienceId), variantIndex);
    }
  }

  /** The variant index, or {@link CompiledExperience#NOT_APPLYING}. */
  public int decide(int rank) {
    if (!isChosen(rank)) {
      return CompiledExperience.NOT_APPLYING;
    }
    return isKept(rank) ? keptIndexes[rank] : set.experience(rank).decide(visitor);
  }

  /** Whether the profile keeps a variant of the experience. */
  public boolean isKept(int rank) {
    return hasKept && keptIndexes[rank] != NOT_KEPT;
  }

  /** The variant that the profile keeps of an experience of which it {@link #isKept keeps} one. */
  int keptIndex(int rank) {
    return keptIndexes[rank];
  }

  /** Whether the experience is the chosen one of its exclusion group, or is in none. */
  public boolean isChosen(int rank) {
    int group = set.groups().groupOf(rank);
    return group == ExclusionGroups.NONE || chosenRank(group) == rank;
  }

  /** The rank of a group's chosen experience, or {@link ExclusionGroup#NOBODY}. */
  int chosenRank(int group) {
    if (chosenRanks[group] == NOT_DRAWN) {
      chosenRanks[group] = set.groups().group(group).choose(visitor);
    }
    return chosenRanks[group];
  }

  private void beginGroups(int count) {
    if (chosenRanks.length < count) {
      chosenRanks = new int[count];
    }
    Arrays.fill(chosenRanks, 0, count, NOT_DRAWN);
  }

  private void beginKept(int count) {
    if (keptIndexes.length < count) {
      keptIndexes = new int[count];
    }
    Arrays.fill(keptIndexes, 0, count, NOT_KEPT);
  }

  private void noteKept(int rank, int variantIndex) {
    if (rank == ExperienceSet.UNKNOWN || !set.experience(rank).keeps(variantIndex)) {
      return;
    }
    keptIndexes[rank] = variantIndex;
    int group = set.groups().groupOf(rank);
    if (group != ExclusionGroups.NONE && chosenRanks[group] == NOT_DRAWN) {
      chosenRanks[group] = rank;
    }
  }
}
