package dev.kitsune.engine.response;

import dev.kitsune.engine.audience.AudienceExplanation;
import dev.kitsune.engine.experience.ExperienceExplanation;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Why a profile is in the audiences, and gets the experiences, that an answer at this time would
 * list. Immutable, for any thread.
 *
 * @param profileId the profile's own id, also where it was asked for by another
 * @param stableId what its variants are drawn by
 * @param at the time as of which all is decided
 * @param environmentVersion the version of the environment that decides
 * @param audiences every audience of the environment, in the order of answers
 * @param experiences every published experience, in the order of answers
 */
public record Explanation(
    String profileId,
    String stableId,
    Instant at,
    long environmentVersion,
    List<AudienceExplanation> audiences,
    List<ExperienceExplanation> experiences) {
  /** Copies the lists. */
  public Explanation {
    audiences = List.copyOf(audiences);
    experiences = List.copyOf(experiences);
  }

  /** The audience of this id; empty if the environment has none. */
  public Optional<AudienceExplanation> audience(String id) {
    return audiences.stream().filter(audience -> audience.id().equals(id)).findFirst();
  }

  /** The experience of this id; empty if the environment has none that is published. */
  public Optional<ExperienceExplanation> experience(String id) {
    return experiences.stream().filter(experience -> experience.id().equals(id)).findFirst();
  }
}
