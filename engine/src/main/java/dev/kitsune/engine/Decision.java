package dev.kitsune.engine;

import dev.kitsune.engine.experience.Change;
import dev.kitsune.engine.experience.SelectedExperience;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What the engine decided for one profile: the answer of the Experience API as values. Immutable,
 * for any thread.
 *
 * @param profile the profile after the events
 * @param experiences the experiences that apply, the baseline's included, in the order of answers
 * @param changes the variables that those experiences set, in the order of answers
 */
public record Decision(
    Profile profile, List<SelectedExperience> experiences, List<Change> changes) {
  /** Copies the lists. */
  public Decision {
    experiences = List.copyOf(experiences);
    changes = List.copyOf(changes);
  }

  /** The experience of this id; empty if it does not apply to the profile. */
  public Optional<SelectedExperience> experience(String experienceId) {
    return experiences.stream()
        .filter(experience -> experience.experienceId().equals(experienceId))
        .findFirst();
  }

  /** The variant of an experience, 0 for the baseline; empty if it does not apply. */
  public OptionalInt variantIndex(String experienceId) {
    return experiences.stream()
        .filter(experience -> experience.experienceId().equals(experienceId))
        .mapToInt(SelectedExperience::variantIndex)
        .findFirst();
  }
}
