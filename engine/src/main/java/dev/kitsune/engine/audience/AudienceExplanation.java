package dev.kitsune.engine.audience;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why a profile is, or is not, in an audience. Immutable, for any thread.
 *
 * @param id the audience's id
 * @param name its name
 * @param matches whether the profile is in it
 * @param rules its rules with their outcomes, which combine to {@code matches}
 * @param wouldChange the fewest rules that have to come out the other way, all of them, for the
 *     profile to enter or leave; empty if there are none
 * @param changesAt when the profile enters or leaves by time alone, if nothing happens; null if it
 *     does not, or not within the next 500 times at which time alone changes anything
 */
public record AudienceExplanation(
    String id,
    String name,
    boolean matches,
    RuleExplanation rules,
    List<Step> wouldChange,
    @Nullable Instant changesAt) {
  /** Copies the list. */
  public AudienceExplanation {
    wouldChange = List.copyOf(wouldChange);
  }

  /**
   * One of the rules that have to come out the other way.
   *
   * @param place where it stands: a JSON pointer into {@code rules}
   * @param needs what has to happen to it, in words
   */
  public record Step(String place, String needs) {}
}
