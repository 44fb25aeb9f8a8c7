package dev.kitsune.engine.experience;

import dev.kitsune.engine.bytes.OrderedMap;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An experience that applies to a profile, and which variant of it. Immutable; the engine makes one
 * of each experience and variant when it compiles an environment.
 *
 * @param experienceId the experience's id
 * @param variantIndex 0 is the baseline
 * @param variants by the baseline's entry id the id of the chosen entry; an empty one renders
 *     nothing; in the order of the components, unmodifiable
 * @param sticky whether a visitor who saw the variant is to keep it
 */
public record SelectedExperience(
    String experienceId, int variantIndex, Map<String, String> variants, boolean sticky) {
  /** Copies the variants. */
  public SelectedExperience {
    variants = OrderedMap.copyOf(variants);
  }

  /** One for each variant index. */
  static SelectedExperience[] of(ExperienceDefinition definition, int count) {
    SelectedExperience[] selected = new SelectedExperience[count];
    Arrays.setAll(selected, variantIndex -> of(definition, variantIndex, definition.sticky()));
    return selected;
  }

  private static SelectedExperience of(
      ExperienceDefinition definition, int variantIndex, boolean sticky) {
    Map<String, String> variants = new LinkedHashMap<>();
    for (ExperienceDefinition.Component component : definition.components()) {
      if (component instanceof ExperienceDefinition.EntryReplacement replacement) {
        variants.put(
            replacement.baselineId(),
            CompiledExperience.chosen(
                replacement.variantIds(), replacement.baselineId(), variantIndex));
      }
    }
    return new SelectedExperience(definition.id(), variantIndex, variants, sticky);
  }
}
