package dev.kitsune.engine.catalog;

import dev.kitsune.engine.audience.AudienceDefinition;
import dev.kitsune.engine.audience.AudienceReader;
import dev.kitsune.engine.bytes.ConfigurationValue;
import dev.kitsune.engine.catalog.ContentfulEntry.Kind;
import dev.kitsune.engine.catalog.NamedSet.Named;
import dev.kitsune.engine.error.ConfigurationException;
import dev.kitsune.engine.experience.ExperienceDefinition;
import dev.kitsune.engine.experience.ExperienceReader;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the files of one environment, in any of the forms of configuration.md, together: {@link
 * #add} each, then {@link #definition}. Both refuse the environment whole with a {@link
 * ConfigurationException} that names file, JSON pointer, what was found and what is expected; the
 * reader is of no use after. For one thread; control plane.
 */
public final class EnvironmentReader {
  /** The longest file, in bytes: what is read needs many times its memory. */
  public static final int FILE_LENGTH_MAX = 16 * 1024 * 1024;

  private final String organizationId;
  private final String environmentSlug;
  private final MessageDigest digest = sha256();
  private final LeftOut leftOut = new LeftOut();
  private final NamedSet<AudienceDefinition> audiences = new NamedSet<>(leftOut);
  private final NamedSet<ExperienceDefinition> experiences = new NamedSet<>(leftOut);
  private final ContentfulEntries entries = new ContentfulEntries(leftOut);
  private @Nullable ConfigurationValue settings;

  public EnvironmentReader(String organizationId, String environmentSlug) {
    this.organizationId = organizationId;
    this.environmentSlug = environmentSlug;
  }

  /** From now on refuses what would be left out of files of the Contentful forms. */
  public EnvironmentReader strict() {
    leftOut.refuse();
    return this;
  }

  /**
   * Reads one file more.
   *
   * @param file its path or another name of the source, for messages
   */
  public EnvironmentReader add(String file, byte[] json) {
    checkLength(file, json.length);
    digest.update(ByteBuffer.allocate(Long.BYTES).putLong(0, json.length));
    digest.update(json);
    ConfigurationValue root = ConfigurationValue.parse(file, json).object();
    if (ContentfulFile.isExport(root) || ContentfulFile.isDelivery(root)) {
      refusePlain(root);
      ContentfulFile.entries(root, leftOut).forEach(entries::add);
    } else {
      addPlain(EnvironmentSchema.checked(root));
    }
    return this;
  }

  /** The environment of all files added. */
  public EnvironmentDefinition definition() {
    entries.all(Kind.AUDIENCE).forEach(this::addAudience);
    entries.all(Kind.EXPERIENCE).forEach(this::addExperience);
    EnvironmentLinks.resolve(audiences, experiences);
    checkLimits();
    ExperienceReader.checkGroups(
        experiences.definitions(ExperienceReader::isPublished), experiences.places());
    return new EnvironmentDefinition(
        organizationId,
        environmentSlug,
        ByteBuffer.wrap(digest.digest()).getLong(),
        settings == null ? EnvironmentSettings.DEFAULT : SettingsReader.settings(settings),
        audiences.definitions(place -> true),
        experiences.definitions(ExperienceReader::isPublished));
  }

  /** Why entries of the Contentful forms were left out, one for each. */
  public List<ConfigurationException> leftOut() {
    return leftOut.reasons();
  }

  /**
   * Returns if a file can be read into memory.
   *
   * @throws ConfigurationException if it is too long
   */
  static void checkLength(String file, long length) {
    if (length > FILE_LENGTH_MAX) {
      throw new ConfigurationException(
          file, "", "found " + length + " bytes, expected at most " + FILE_LENGTH_MAX);
    }
  }

  private static void refusePlain(ConfigurationValue root) {
    for (String member : List.of("settings", "audiences", "experiences")) {
      if (!root.member(member).isAbsent()) {
        throw root.member(member).refused("found two forms in one file, expected one");
      }
    }
    if (ContentfulFile.isExport(root) && ContentfulFile.isDelivery(root)) {
      throw root.member("items").refused("found two forms in one file, expected one");
    }
  }

  private void addPlain(ConfigurationValue root) {
    addSettings(root.member("settings"));
    for (ConfigurationValue place : root.member("audiences").optionalElements()) {
      audiences.add(named(AudienceReader.read(place), place, null));
    }
    for (ConfigurationValue place : root.member("experiences").optionalElements()) {
      experiences.add(named(ExperienceReader.read(place), place, null));
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

  private void addAudience(ContentfulEntry entry) {
    Named<AudienceDefinition> audience;
    try {
      ConfigurationValue place = entry.asAudience();
      audience = named(AudienceReader.read(place), place, entry.label());
    } catch (ConfigurationException notUnderstood) {
      leftOut.add(entry.label(), notUnderstood);
      return;
    }
    audiences.add(audience);
  }

  private void addExperience(ContentfulEntry entry) {
    Named<ExperienceDefinition> experience;
    try {
      ConfigurationValue place = entry.asExperience(entries.audienceOf(entry));
      experience = named(ExperienceReader.read(place), place, entry.label());
    } catch (ConfigurationException notUnderstood) {
      leftOut.add(entry.label(), notUnderstood);
      return;
    }
    experiences.add(experience);
  }

  private void checkLimits() {
    EnvironmentLimits limits =
        settings == null ? EnvironmentLimits.DEFAULT : SettingsReader.limits(settings);
    audiences.checkCount("audiences", limits.audienceCountMax());
    experiences.checkCount("experiences", limits.experienceCountMax());
  }

  private static Named<AudienceDefinition> named(
      AudienceDefinition audience, ConfigurationValue place, @Nullable String label) {
    return new Named<>(audience.id(), audience, place, label);
  }

  private static Named<ExperienceDefinition> named(
      ExperienceDefinition experience, ConfigurationValue place, @Nullable String label) {
    return new Named<>(experience.id(), experience, place, label);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }
}
