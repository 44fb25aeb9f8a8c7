package dev.kitsune.engine.experience;

import dev.kitsune.engine.bytes.ConfigurationValue;
import dev.kitsune.engine.bytes.JsonTape;
import dev.kitsune.engine.experience.ExperienceDefinition.Component;
import dev.kitsune.engine.experience.ExperienceDefinition.EntryReplacement;
import dev.kitsune.engine.experience.ExperienceDefinition.InlineVariable;
import java.util.List;
import java.util.Set;

/** Reads the components of an {@code nt_config}. Control plane. */
final class ComponentReader {
  /** The most variants that one component may have. */
  static final int VARIANT_COUNT_MAX = 50;

  private static final Set<String> ENTRY_MEMBERS = Set.of("type", "baseline", "variants");
  private static final Set<String> VARIABLE_MEMBERS =
      Set.of("type", "key", "valueType", "baseline", "variants");
  private static final Set<String> ENTRY = Set.of("id", "hidden");
  private static final Set<String> VALUE = Set.of("value", "hidden");

  private ComponentReader() {}

  /** The components in their order, without those whose baseline is hidden. */
  static List<Component> components(ConfigurationValue components) {
    return components.optionalElements().stream()
        .filter(component -> !isHidden(component.member("baseline")))
        .map(ComponentReader::component)
        .toList();
  }

  private static boolean isHidden(ConfigurationValue baseline) {
    return baseline.object().member("hidden").bool(false);
  }

  private static Component component(ConfigurationValue component) {
    ConfigurationValue type = component.member("type");
    return switch (type.isAbsent() ? "EntryReplacement" : type.text()) {
      case "EntryReplacement" -> entryReplacement(component);
      case "InlineVariable" -> inlineVariable(component);
      default -> throw type.expected("EntryReplacement or InlineVariable");
    };
  }

  private static EntryReplacement entryReplacement(ConfigurationValue component) {
    component.onlyMembers(ENTRY_MEMBERS);
    String baselineId = component.member("baseline").onlyMembers(ENTRY).member("id").nonEmptyText();
    return new EntryReplacement(
        baselineId, variants(component).stream().map(ComponentReader::variantId).toList());
  }

  private static String variantId(ConfigurationValue variant) {
    variant.onlyMembers(ENTRY).member("hidden").bool(false);
    return variant.member("id").text();
  }

  private static InlineVariable inlineVariable(ConfigurationValue component) {
    component.onlyMembers(VARIABLE_MEMBERS);
    ConfigurationValue valueType = component.member("valueType");
    return new InlineVariable(
        component.member("key").nonEmptyText(),
        valueJson(component.member("baseline"), valueType),
        variants(component).stream().map(variant -> valueJson(variant, valueType)).toList());
  }

  private static List<ConfigurationValue> variants(ConfigurationValue component) {
    ConfigurationValue variants = component.member("variants");
    List<ConfigurationValue> elements = variants.optionalElements();
    if (elements.size() > VARIANT_COUNT_MAX) {
      throw variants.refused(
          "found " + elements.size() + " variants, expected at most " + VARIANT_COUNT_MAX);
    }
    return elements;
  }

  /* Clients reject a whole answer that has null or an array for a value. */
  private static String valueJson(ConfigurationValue holder, ConfigurationValue valueType) {
    ConfigurationValue value = holder.onlyMembers(VALUE).member("value");
    String expected = valueType.isAbsent() ? typeOf(value) : valueType.text();
    boolean isExpected =
        switch (expected) {
          case "Boolean", "Number", "String", "Object" -> typeOf(value).equals(expected);
          case "" -> false;
          default -> throw valueType.expected("Boolean, Number, String or Object");
        };
    if (!isExpected) {
      throw value.expected(
          valueType.isAbsent()
              ? "a boolean, number, string or object"
              : "a value of valueType " + expected);
    }
    return value.json();
  }

  private static String typeOf(ConfigurationValue value) {
    return switch (value.kind()) {
      case JsonTape.TRUE, JsonTape.FALSE -> "Boolean";
      case JsonTape.NUMBER -> "Number";
      case JsonTape.STRING -> "String";
      case JsonTape.OBJECT -> "Object";
      default -> "";
    };
  }
}
