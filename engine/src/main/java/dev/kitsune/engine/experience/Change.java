package dev.kitsune.engine.experience;

import dev.kitsune.engine.bytes.JsonValues;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A variable that a selected experience sets. Immutable; the engine makes them when it compiles an
 * environment.
 *
 * @param key the variable's name
 * @param value JSON as Java values, as {@link JsonValues} says
 * @param experienceId the experience that sets it
 * @param variantIndex the experience's variant, 0 is the baseline
 */
public record Change(String key, @Nullable Object value, String experienceId, int variantIndex) {

  /** Those of each variant index. */
  static Change[][] of(ExperienceDefinition definition, int count) {
    Change[][] changes = new Change[count][];
    Arrays.setAll(changes, variantIndex -> ofVariant(definition, variantIndex));
    return changes;
  }

  private static Change[] ofVariant(ExperienceDefinition definition, int variantIndex) {
    return definition.components().stream()
        .filter(ExperienceDefinition.InlineVariable.class::isInstance)
        .map(ExperienceDefinition.InlineVariable.class::cast)
        .map(variable -> of(variable, definition.id(), variantIndex))
        .toArray(Change[]::new);
  }

  private static Change of(
      ExperienceDefinition.InlineVariable variable, String experienceId, int variantIndex) {
    String json =
        CompiledExperience.chosen(variable.variantsJson(), variable.baselineJson(), variantIndex);
    return new Change(variable.key(), JsonValues.parse(json), experienceId, variantIndex);
  }
}
