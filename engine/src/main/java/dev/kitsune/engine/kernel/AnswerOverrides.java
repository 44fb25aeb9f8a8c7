package dev.kitsune.engine.kernel;

import dev.kitsune.engine.catalog.Environment;
import dev.kitsune.engine.experience.ExperienceSet;
import java.util.Arrays;

/**
 * What one request forces of its own answer, for previews: audiences in or out, variants of
 * experiences. By rank in one environment; refilled from request to request, owned by one thread.
 * Data plane.
 */
public final class AnswerOverrides {
  /** Says that an experience is left to the rules. */
  static final int NOT_FORCED = -1;

  private static final byte IN = 1;
  private static final byte OUT = 2;

  private byte[] memberships = {};
  private int[] variantIndexes = {};
  private int[] forcedOfGroup = {};
  private boolean isGiven;

  /** Forgets all. */
  void clear() {
    isGiven = false;
  }

  /** Begins with nothing forced. */
  void begin(Environment environment) {
    ExperienceSet experiences = environment.experiences();
    isGiven = true;
    memberships = new byte[environment.audiences().count()];
    variantIndexes = new int[experiences.count()];
    forcedOfGroup = new int[experiences.groupCount()];
    Arrays.fill(variantIndexes, NOT_FORCED);
    Arrays.fill(forcedOfGroup, NOT_FORCED);
  }

  /** Whether the request forces anything. */
  public boolean isGiven() {
    return isGiven;
  }

  boolean isForced(int audienceRank) {
    return memberships[audienceRank] != 0;
  }

  void force(int audienceRank, boolean isMember) {
    memberships[audienceRank] = isMember ? IN : OUT;
  }

  /** Whether the profile is in an audience, where the rules say {@code isMember}. */
  boolean isMember(int audienceRank, boolean isMember) {
    byte forced = memberships[audienceRank];
    return forced == 0 ? isMember : forced == IN;
  }

  /** Forces a variant; the experience is then the chosen one of its group. */
  void force(ExperienceSet experiences, int rank, int variantIndex) {
    variantIndexes[rank] = variantIndex;
    if (experiences.groupOf(rank) != ExperienceSet.NO_GROUP) {
      forcedOfGroup[experiences.groupOf(rank)] = rank;
    }
  }

  /** Whether a variant of the experience is forced; false where the request forces nothing. */
  boolean forces(int rank) {
    return isGiven && variantIndexes[rank] != NOT_FORCED;
  }

  /** The variant that is forced, or {@link #NOT_FORCED}. */
  int variantIndex(int rank) {
    return variantIndexes[rank];
  }

  /** Whether a member of the experience's group, itself or another, is forced. */
  boolean forcesGroupOf(ExperienceSet experiences, int rank) {
    int group = experiences.groupOf(rank);
    return group != ExperienceSet.NO_GROUP && forcedOfGroup[group] != NOT_FORCED;
  }
}
