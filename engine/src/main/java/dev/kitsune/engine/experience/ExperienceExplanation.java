package dev.kitsune.engine.experience;

import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Why an experience applies to a profile, or does not, and with which variant. Immutable, for any
 * thread.
 *
 * @param id the experience's id
 * @param name its name
 * @param outcome what decided
 * @param variantIndex the variant that the profile gets, 0 is the baseline; empty if the experience
 *     does not apply
 * @param audienceId the audience that it is for; null for everyone
 * @param isInAudience whether the profile is in it; true for everyone
 * @param traffic whether the visitor is among those that it applies to
 * @param distribution which variant the visitor's draw gives
 * @param sticky whether a variant is kept once it was shown
 * @param keptIndex the variant that the profile keeps; empty if none
 * @param group its exclusion group; null if it is in none
 * @param wouldChange what would make the outcome another, in words
 */
public record ExperienceExplanation(
    String id,
    String name,
    Outcome outcome,
    OptionalInt variantIndex,
    @Nullable String audienceId,
    boolean isInAudience,
    Traffic traffic,
    Distribution distribution,
    boolean sticky,
    OptionalInt keptIndex,
    @Nullable Group group,
    String wouldChange) {

  /** What decided, in the order in which it is asked. */
  public enum Outcome {
    /** The profile is not in the audience. */
    NOT_IN_AUDIENCE,
    /** Another member of the exclusion group is the chosen one, or none is. */
    NOT_CHOSEN,
    /** The variant was shown before and is kept. */
    KEPT,
    /** The visitor is beyond the traffic. */
    NOT_IN_TRAFFIC,
    /** The distribution gave the variant. */
    PICKED
  }

  /**
   * Applies if {@code value} is below {@code cut}.
   *
   * @param value the visitor's draw, U("traffic-" id "-" stableId), in [0, 1]
   * @param cut the configured traffic
   */
  public record Traffic(double value, double cut, boolean applies) {}

  /**
   * The first range that holds {@code value}, bounds included, is the variant; else the baseline.
   *
   * @param value the visitor's draw, U("distribution-" id "-" stableId), in [0, 1]
   * @param ranges by variant index
   * @param pick the variant index
   */
  public record Distribution(double value, List<Range> ranges, int pick) {
    /** Copies the list. */
    public Distribution {
      ranges = List.copyOf(ranges);
    }
  }

  /** A part of [0, 1]. */
  public record Range(double start, double end) {}

  /**
   * Of the members at most one applies: the one whose variant was kept first, else the first whose
   * range holds {@code value}.
   *
   * @param id the group's name
   * @param value the visitor's draw, U("group-" id "-" stableId), in [0, 1]
   * @param members in the order of answers
   * @param chosenId the member that the visitor belongs to; null for none
   */
  public record Group(String id, double value, List<Member> members, @Nullable String chosenId) {
    /** Copies the list. */
    public Group {
      members = List.copyOf(members);
    }
  }

  /** An experience of a group and its part of all visitors. */
  public record Member(String experienceId, Range range) {}
}
