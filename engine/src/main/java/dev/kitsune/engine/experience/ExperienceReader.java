package dev.kitsune.engine.experience;

import dev.kitsune.engine.bytes.ConfigurationValue;
import dev.kitsune.engine.bytes.JsonTape;
import dev.kitsune.engine.error.ConfigurationException;
import dev.kitsune.engine.experience.ExperienceDefinition.Component;
import dev.kitsune.engine.experience.ExperienceDefinition.EntryReplacement;
import dev.kitsune.engine.experience.ExperienceDefinition.Exclusion;
import dev.kitsune.engine.experience.ExperienceDefinition.InlineVariable;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads an experience of the plain form: configuration.md; its {@code config} is the {@code
 * nt_config} of experiences.md. Control plane.
 */
public final class ExperienceReader {
  private static final Logger LOG = LoggerFactory.getLogger(ExperienceReader.class);

  private static final List<Double> DISTRIBUTION_DEFAULT = List.of(0.5, 0.5);

  /** Index 0 is the baseline. */
  private static final int WEIGHT_COUNT_MAX = ComponentReader.VARIANT_COUNT_MAX + 1;

  private static final Set<String> TYPES = Set.of("nt_experiment", "nt_personalization");

  /** {@code nt_metadata} is ignored, as the hosted service does. */
  private static final Set<String> MEMBERS =
      Set.of("id", "name", "description", "type", "audience", "published", "config", "nt_metadata");

  /** The last three are ignored, as the hosted service does. */
  private static final Set<String> CONFIG_MEMBERS =
      Set.of(
          "traffic",
          "distribution",
          "sticky",
          "components",
          "exclusionGroup",
          "scatteredDistribution",
          "distributionType",
          "primaryMetric");

  private ExperienceReader() {}

  /** Whether answers may have the experience: it is published unless it says otherwise. */
  public static boolean isPublished(ConfigurationValue experience) {
    return experience.member("published").bool(true);
  }

  /**
   * An experience; its name is its id where it has none. Whether its audience exists is left to the
   * caller.
   *
   * @throws ConfigurationException with the place of what cannot be understood
   */
  public static ExperienceDefinition read(ConfigurationValue experience) {
    String id = experience.onlyMembers(MEMBERS).member("id").nonEmptyText();
    checkType(experience.member("type"));
    ConfigurationValue name = experience.member("name");
    ConfigurationValue audience = experience.member("audience");
    ConfigurationValue config = experience.member("config");
    String nameText = name.isAbsent() ? id : name.text();
    String audienceId = audience.isAbsent() ? null : audience.nonEmptyText();
    if (config.isAbsent()) {
      return new ExperienceDefinition(
          id, nameText, audienceId, 0, DISTRIBUTION_DEFAULT, false, List.of());
    }
    config.onlyMembers(CONFIG_MEMBERS);
    List<Double> distribution = distribution(config.member("distribution"));
    return new ExperienceDefinition(
        id,
        nameText,
        audienceId,
        traffic(config.member("traffic")),
        distribution,
        config.member("sticky").bool(false),
        components(config.member("components"), distribution.size()),
        exclusion(config.member("exclusionGroup")));
  }

  /**
   * Refuses exclusion groups whose members' weights are more than all visitors, or leave none to
   * members without a weight.
   *
   * @param places by id, as {@link #read} was given them
   * @throws ConfigurationException with the place of the group's last member
   */
  public static void checkGroups(
      List<ExperienceDefinition> experiences, Map<String, ConfigurationValue> places) {
    for (List<Integer> members : ExclusionGroups.ranksById(experiences).values()) {
      if (ExclusionGroups.weights(members, experiences).areTooMuch()) {
        String last = experiences.get(members.get(members.size() - 1)).id();
        throw Objects.requireNonNull(places.get(last))
            .member("config")
            .member("exclusionGroup")
            .refused(
                "the weights of the group's members must sum to at most 1, and leave a rest"
                    + " for members without a weight");
      }
    }
  }

  private static void checkType(ConfigurationValue type) {
    if (!TYPES.contains(type.text())) {
      throw type.expected("nt_experiment or nt_personalization");
    }
  }

  private static double traffic(ConfigurationValue traffic) {
    return traffic.isAbsent() ? 0 : traffic.number(0, 1);
  }

  private static List<Double> distribution(ConfigurationValue distribution) {
    if (distribution.isAbsent()) {
      return DISTRIBUTION_DEFAULT;
    }
    List<Double> weights =
        distribution.elements().stream().map(weight -> weight.number(0, 1)).toList();
    if (weights.size() > WEIGHT_COUNT_MAX) {
      throw distribution.refused(
          "found " + weights.size() + " weights, expected at most " + WEIGHT_COUNT_MAX);
    }
    return weights;
  }

  private static List<Component> components(ConfigurationValue place, int weightCount) {
    List<Component> components = ComponentReader.components(place);
    int pickableCount = Math.max(0, weightCount - 1);
    int variantCount = components.stream().mapToInt(ExperienceReader::variantCount).max().orElse(0);
    if (variantCount > pickableCount) {
      LOG.warn(
          "{} at {}: {} variants, but weights for {}; those after are never picked",
          place.file(),
          place.pointer(),
          variantCount,
          pickableCount);
    }
    return components;
  }

  private static int variantCount(Component component) {
    if (component instanceof EntryReplacement replacement) {
      return replacement.variantIds().size();
    }
    return ((InlineVariable) component).variantsJson().size();
  }

  /* The group's name alone, or {"id": name, "weight": share}. */
  private static @Nullable Exclusion exclusion(ConfigurationValue group) {
    if (group.isAbsent()) {
      return null;
    }
    if (group.isText()) {
      return new Exclusion(group.nonEmptyText(), null);
    }
    if (group.kind() != JsonTape.OBJECT) {
      throw group.expected("the name of a group, or an object of id and weight");
    }
    group.onlyMembers(Set.of("id", "weight"));
    ConfigurationValue weight = group.member("weight");
    return new Exclusion(
        group.member("id").nonEmptyText(), weight.isAbsent() ? null : weight.number(0, 1));
  }
}
