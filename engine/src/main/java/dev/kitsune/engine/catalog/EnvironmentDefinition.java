package dev.kitsune.engine.catalog;

import dev.kitsune.engine.audience.AudienceDefinition;
import dev.kitsune.engine.experience.ExperienceDefinition;
import java.util.List;

/**
 * One environment's whole configuration, read and checked but not yet compiled. Only published
 * experiences are in it, every audience link resolves, and ids are unique. Control plane.
 *
 * @param contentHash of the files as they were read: a change of any byte changes it
 */
public record EnvironmentDefinition(
    String organizationId,
    String environmentSlug,
    long contentHash,
    EnvironmentSettings settings,
    List<AudienceDefinition> audiences,
    List<ExperienceDefinition> experiences) {
  public EnvironmentDefinition {
    audiences = List.copyOf(audiences);
    experiences = List.copyOf(experiences);
  }
}
