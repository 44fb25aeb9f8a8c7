package dev.kitsune.engine.kernel;

import dev.kitsune.engine.audience.AudienceSet;
import dev.kitsune.engine.catalog.Environment;
import dev.kitsune.engine.experience.CompiledExperience;
import dev.kitsune.engine.experience.ExperienceSet;
import dev.kitsune.engine.experience.VariantDecider;
import dev.kitsune.engine.profile.DerivedPart;
import dev.kitsune.engine.profile.ProfileRecord;

/**
 * Makes the derived part of a record what a request forces, for that request's answer alone: forced
 * audiences are in or out, and all experiences are decided by those; a forced variant applies
 * whatever audience, traffic, group and kept variant say, and excludes the others of its group.
 * Audiences that read a forced one stay as they are. Owned by one thread; allocates, which only
 * previews do.
 */
final class OverriddenDeriver {
  private final VariantDecider decider = new VariantDecider();

  /** Rewrites the derived part of a record that is up to date and will not be stored. */
  void derive(ProfileRecord record, Environment environment, AnswerOverrides overrides) {
    AudienceSet audiences = environment.audiences();
    boolean[] isBlank = new boolean[audiences.count()];
    for (int rank : audiences.blankRanks()) {
      isBlank[rank] = true;
    }
    boolean[] isMember = members(record, isBlank, overrides);
    int[] picks = decide(record, environment.experiences(), isMember, overrides);
    write(record, environment, isBlank, isMember, picks);
  }

  private static boolean[] members(
      ProfileRecord record, boolean[] isBlank, AnswerOverrides overrides) {
    boolean[] isMember = isBlank.clone();
    for (int index = 0; index < DerivedPart.differenceCount(record); index++) {
      isMember[DerivedPart.differenceRank(record, index)] ^= true;
    }
    for (int rank = 0; rank < isMember.length; rank++) {
      isMember[rank] = overrides.isMember(rank, isMember[rank]);
    }
    return isMember;
  }

  /** The variant index of each experience. */
  private int[] decide(
      ProfileRecord record,
      ExperienceSet experiences,
      boolean[] isMember,
      AnswerOverrides overrides) {
    decider.begin(experiences, record);
    int[] picks = new int[experiences.count()];
    for (int rank = 0; rank < picks.length; rank++) {
      int audience = experiences.audienceRank(rank);
      boolean isFor = audience == ExperienceSet.EVERYONE || isMember[audience];
      if (overrides.forces(rank)) {
        picks[rank] = overrides.variantIndex(rank);
      } else if (isFor && !overrides.forcesGroupOf(experiences, rank)) {
        picks[rank] = decider.decide(rank);
      } else {
        picks[rank] = CompiledExperience.NOT_APPLYING;
      }
    }
    return picks;
  }

  private static void write(
      ProfileRecord record,
      Environment environment,
      boolean[] isBlank,
      boolean[] isMember,
      int[] picks) {
    int differenceCount = 0;
    for (int rank = 0; rank < isBlank.length; rank++) {
      differenceCount += isBlank[rank] == isMember[rank] ? 0 : 1;
    }
    int pickCount = 0;
    for (int variantIndex : picks) {
      pickCount += variantIndex == CompiledExperience.NOT_APPLYING ? 0 : 1;
    }
    DerivedPart.begin(record, environment.derivedHash(), differenceCount, pickCount);
    writeDifference(record, isBlank, isMember);
    writePicks(record, picks);
  }

  private static void writeDifference(ProfileRecord record, boolean[] isBlank, boolean[] isMember) {
    int index = 0;
    for (int rank = 0; rank < isBlank.length; rank++) {
      if (isBlank[rank] != isMember[rank]) {
        DerivedPart.differenceRank(record, index++, rank);
      }
    }
  }

  private static void writePicks(ProfileRecord record, int[] picks) {
    int index = 0;
    for (int rank = 0; rank < picks.length; rank++) {
      if (picks[rank] != CompiledExperience.NOT_APPLYING) {
        DerivedPart.pick(record, index++, rank, picks[rank]);
      }
    }
  }
}
