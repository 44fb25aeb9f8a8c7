package dev.kitsune.engine.experience;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An experience as configured; the source of each rule is experiences.md. Control plane.
 *
 * @param audienceId the audience it is for; null for everyone
 * @param traffic share of visitors in [0, 1] that it applies to
 * @param distribution weights in [0, 1]; index 0 is the baseline
 * @param exclusion its place in a group of which at most one applies; null for none
 */
public record ExperienceDefinition(
    String id,
    String name,
    @Nullable String audienceId,
    double traffic,
    List<Double> distribution,
    boolean sticky,
    List<Component> components,
    @Nullable Exclusion exclusion) {
  public ExperienceDefinition {
    distribution = List.copyOf(distribution);
    components = List.copyOf(components);
  }

  /** An experience that is in no exclusion group. */
  public ExperienceDefinition(
      String id,
      String name,
      @Nullable String audienceId,
      double traffic,
      List<Double> distribution,
      boolean sticky,
      List<Component> components) {
    this(id, name, audienceId, traffic, distribution, sticky, components, null);
  }

  /**
   * Membership in an exclusion group: {@link ExclusionGroup}.
   *
   * @param groupId the group's name
   * @param weight share of all visitors in [0, 1]; null for an equal part of what the weights of
   *     other members leave
   */
  public record Exclusion(String groupId, @Nullable Double weight) {}

  /** What an experience changes. */
  public sealed interface Component {}

  /**
   * Replaces one content entry by another; a component whose baseline is hidden was left out.
   *
   * @param variantIds the chosen entry by variant index less 1; an empty id renders nothing
   */
  public record EntryReplacement(String baselineId, List<String> variantIds) implements Component {
    public EntryReplacement {
      variantIds = List.copyOf(variantIds);
    }
  }

  /**
   * Sets a variable.
   *
   * @param baselineJson the value as JSON text
   * @param variantsJson the values as JSON text, by variant index less 1
   */
  public record InlineVariable(String key, String baselineJson, List<String> variantsJson)
      implements Component {
    public InlineVariable {
      variantsJson = List.copyOf(variantsJson);
    }
  }
}
