package dev.kitsune.engine.experience;

import dev.kitsune.engine.audience.AudienceMatcher;
import dev.kitsune.engine.profile.DerivedPart;
import dev.kitsune.engine.profile.ProfileRecord;

/**
 * Selects the experiences that apply to a record and the variant of each: all of them where nothing
 * is known or kept variants changed, else those whose audience flipped. Holds the picks until the
 * next call. Owned by one thread. Data plane.
 */
public final class ExperienceSelector {
  private final VariantDecider decider = new VariantDecider();
  private int[] ranks = new int[16];
  private int[] variantIndexes = new int[16];
  private int count;

  /** Decides every experience by the matcher's outcome. */
  public void selectAll(ExperienceSet set, ProfileRecord record, AudienceMatcher matched) {
    begin(set, record);
    for (int rank = 0; rank < set.count(); rank++) {
      int audience = set.audienceRank(rank);
      if (audience == ExperienceSet.EVERYONE || matched.isMember(audience)) {
        decide(rank);
      }
    }
  }

  /** Keeps the record's picks but for the experiences whose audience flipped. */
  public void selectFlipped(ExperienceSet set, ProfileRecord record, AudienceMatcher matched) {
    begin(set, record);
    int keptCount = DerivedPart.pickCount(record);
    int kept = 0;
    for (int rank = 0; rank < set.count(); rank++) {
      boolean isPicked = kept < keptCount && DerivedPart.pickRank(record, kept) == rank;
      int audience = set.audienceRank(rank);
      if (audience != ExperienceSet.EVERYONE && matched.isFlipped(audience)) {
        if (matched.isMember(audience)) {
          decide(rank);
        }
      } else if (isPicked) {
        add(rank, DerivedPart.pickVariantIndex(record, kept));
      }
      kept += isPicked ? 1 : 0;
    }
  }

  /** Number of experiences that apply. */
  public int count() {
    return count;
  }

  /** Writes the picks into the record's derived part, which has room for just them. */
  public void writePicks(ProfileRecord record) {
    for (int index = 0; index < count; index++) {
      DerivedPart.pick(record, index, ranks[index], variantIndexes[index]);
    }
  }

  private void begin(ExperienceSet set, ProfileRecord record) {
    decider.begin(set, record);
    count = 0;
    if (ranks.length < set.count()) {
      ranks = new int[set.count()];
      variantIndexes = new int[set.count()];
    }
  }

  private void decide(int rank) {
    int variantIndex = decider.decide(rank);
    if (variantIndex != CompiledExperience.NOT_APPLYING) {
      add(rank, variantIndex);
    }
  }

  private void add(int rank, int variantIndex) {
    ranks[count] = rank;
    variantIndexes[count++] = variantIndex;
  }
}
