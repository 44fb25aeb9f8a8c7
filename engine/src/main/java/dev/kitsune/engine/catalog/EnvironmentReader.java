package dev.kitsune.engine.catalog;

import dev.kitsune.engine.audience.AudienceDefinition;
import dev.kitsune.engine.audience.AudienceReader;
import dev.kitsune.engine.audience.RuleLinks;
import dev.kitsune.engine.bytes.ConfigurationValue;
import dev.kitsune.engine.error.ConfigurationException;
import dev.kitsune.engine.experience.ExperienceDefinition;
import dev.kitsune.engine.experience.ExperienceReader;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the files of one environment, in the plain form of configuration.md, together: {@link #add}
 * each, then {@link #definition}. Both refuse the environment whole with a {@link
 * ConfigurationException} that names file, JSON pointer, what was found and what is expected; the
 * reader is of no use after. For one thread; control plane.
 */
public final class EnvironmentReader {
  private static final Set<String> MEMBERS =
      Set.of("$schema", "settings", "audiences", "experiences");

  private final String organizationId;
  private final String environmentSlug;
  private final MessageDigest digest = sha256();
  private final List<AudienceDefinition> audiences = new ArrayList<>();
  private final List<ConfigurationValue> audiencePlaces = new ArrayList<>();
  private final Map<String, ConfigurationValue> audienceIds = new HashMap<>();
  private final List<ExperienceDefinition> experiences = new ArrayList<>();
  private final List<ConfigurationValue> experiencePlaces = new ArrayList<>();
  private final Map<String, ConfigurationValue> experienceIds = new HashMap<>();
  private final Map<String, ConfigurationValue> audienceLinks = new LinkedHashMap<>();
  private final RuleLinks ruleLinks = new RuleLinks();
  private @Nullable ConfigurationValue settings;

  public EnvironmentReader(String organizationId, String environmentSlug) {
    this.organizationId = organizationId;
    this.environmentSlug = environmentSlug;
  }

  /**
   * Reads one file more.
   *
   * @param file its path or another name of the source, for messages
   */
  public EnvironmentReader add(String file, byte[] json) {
    digest.update(ByteBuffer.allocate(Long.BYTES).putLong(0, json.length));
    digest.update(json);
    ConfigurationValue root = ConfigurationValue.parse(file, json).object();
    refuseContentful(root);
    root.onlyMembers(MEMBERS);
    addSettings(root.member("settings"));
    root.member("audiences").optionalElements().forEach(this::addAudience);
    root.member("experiences").optionalElements().forEach(this::addExperience);
    return this;
  }

  /** The environment of all files added. */
  public EnvironmentDefinition definition() {
    checkLimits();
    checkAudienceLinks();
      ruleLinks.check(audienceIds.keySet(), experienceIds.keySet());
      ExperienceReader.checkGroups(experiences, experienceIds);
    return new EnvironmentDefinition(
        organizationId,
        environmentSlug,
        ByteBuffer.wrap(digest.digest()).getLong(),
        settings == null ? EnvironmentSettings.DEFAULT : SettingsReader.settings(settings),
        audiences,
        experiences);
  }

  private static void refuseContentful(ConfigurationValue root) {
    for (String member : List.of("entries", "items")) {
      if (!root.member(member).isAbsent()) {
        throw root.member(member)
            .refused("the Contentful forms are not supported yet, expected the plain form");
      }
    }
  }

  private void addSettings(ConfigurationValue place) {
    if (place.isAbsent()) {
      return;
    }
    if (settings != null) {
      throw place.refused("settings stand in " + settings.file() + " already");
    }
    settings = place;
  }

  private void addAudience(ConfigurationValue place) {
    AudienceDefinition audience = AudienceReader.read(place, ruleLinks);
    refuseDuplicate(audienceIds.putIfAbsent(audience.id(), place), place);
    audiencePlaces.add(place);
    audiences.add(audience);
  }

  private void addExperience(ConfigurationValue place) {
    ExperienceDefinition experience = ExperienceReader.read(place);
    refuseDuplicate(experienceIds.putIfAbsent(experience.id(), place), place);
    experiencePlaces.add(place);
    if (experience.audienceId() != null) {
      audienceLinks.putIfAbsent(experience.audienceId(), place.member("audience"));
    }
    if (ExperienceReader.isPublished(place)) {
      experiences.add(experience);
    }
  }

  private static void refuseDuplicate(
      @Nullable ConfigurationValue first, ConfigurationValue second) {
    if (first != null) {
      ConfigurationValue id = second.member("id");
      throw id.refused(
          "duplicate id " + id.found() + ", first at " + first.file() + " " + first.pointer());
    }
  }

  private void checkLimits() {
    EnvironmentLimits limits =
        settings == null ? EnvironmentLimits.DEFAULT : SettingsReader.limits(settings);
    checkCount("audiences", audiencePlaces, limits.audienceCountMax());
    checkCount("experiences", experiencePlaces, limits.experienceCountMax());
  }

  private static void checkCount(String what, List<ConfigurationValue> places, int countMax) {
    if (places.size() > countMax) {
      throw places
          .get(countMax)
          .refused(
              "found %d %s, expected at most %d; settings.limits.%s may allow up to %d"
                  .formatted(
                      places.size(), what, countMax, what, EnvironmentLimits.SUPPORTED_COUNT_MAX));
    }
  }

  private void checkAudienceLinks() {
    for (Map.Entry<String, ConfigurationValue> link : audienceLinks.entrySet()) {
      if (!audienceIds.containsKey(link.getKey())) {
        throw link.getValue().expected("the id of an audience of this environment");
      }
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }
}
