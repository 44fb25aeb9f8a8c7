package dev.kitsune.engine.experience;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An experience as configured; the source of each rule is experiences.md. Control plane.
 *
 * @param audienceId the audience it is for; null for everyone
 * @param traffic share of visitors in [0, 1] that it applies to
 * @param distribution weights in [0, 1]; index 0 is the baseline
 */
public record ExperienceDefinition(
    String id,
    String name,
    @Nullable String audienceId,
    double traffic,
    List<Double> distribution,
    boolean sticky,
    List<Component> components) {
  public ExperienceDefinition {
    distribution = List.copyOf(distribution);
    components = List.copyOf(components);
  }

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
