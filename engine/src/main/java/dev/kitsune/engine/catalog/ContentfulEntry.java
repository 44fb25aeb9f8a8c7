package dev.kitsune.engine.catalog;

import dev.kitsune.engine.bytes.ConfigurationValue;
import dev.kitsune.engine.bytes.JsonTape;
import dev.kitsune.engine.error.ConfigurationException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An entry of a Contentful export or delivery answer, of one of the two content types that
 * configure experiences. Every method that reads throws {@link ConfigurationException} with the
 * place of what cannot be understood. Control plane.
 *
 * @param isLocalized whether each field is an object of values by locale
 */
record ContentfulEntry(ConfigurationValue place, Kind kind, boolean isLocalized) {
  /** What an entry configures. */
  enum Kind {
    AUDIENCE("nt_audience"),
    EXPERIENCE("nt_experience");

    private final String contentType;

    Kind(String contentType) {
      this.contentType = contentType;
    }

    /** The kind of an entry; null if it is of another content type, or no entry. */
    static @Nullable Kind of(ConfigurationValue entry) {
      ConfigurationValue type = entry.member("sys").member("contentType");
      if (type.isAbsent()) {
        return null;
      }
      String contentType = type.member("sys").member("id").text();
      return List.of(values()).stream()
          .filter(kind -> kind.contentType.equals(contentType))
          .findFirst()
          .orElse(null);
    }
  }

  /** The id that other entries link to. */
  String entryId() {
    return place.member("sys").member("id").nonEmptyText();
  }

  /** The entry's id, or its place where it has none, and its name where it has one. */
  String label() {
    ConfigurationValue id = place.member("sys").member("id");
    return kind.contentType + " " + id.found();
  }

  /** Where the id stands that the audience or experience is known by. */
  ConfigurationValue id() {
    ConfigurationValue own = field(kind.contentType + "_id");
    boolean isNamed = !own.isAbsent() && !(own.isText() && own.text().isEmpty());
    return isNamed ? own : place.member("sys").member("id");
  }

  /** The entry in the plain form's words, its rules taken by the schema. */
  ConfigurationValue asAudience() {
    return place.as(
        Map.of(
            "id", id(),
            "name", field("nt_name"),
            "rules", EnvironmentSchema.checkedRules(field("nt_rules"))));
  }

  /**
   * The same for an experience and its config.
   *
   * @param audience the entry of its audience; null if it is for everyone
   */
  ConfigurationValue asExperience(@Nullable ContentfulEntry audience) {
    ConfigurationValue config = field("nt_config");
    return place.as(
        Map.of(
            "id", id(),
            "name", field("nt_name"),
            "type", field("nt_type"),
            "audience", audience == null ? field("nt_audience") : audience.id(),
            "config", config.isAbsent() ? config : EnvironmentSchema.checkedConfig(config)));
  }

  /** Where the id of the linked audience's entry stands; null if there is no link. */
  @Nullable ConfigurationValue audienceLink() {
    ConfigurationValue link = field("nt_audience");
    return link.isAbsent() ? null : link.member("sys").member("id");
  }

  private ConfigurationValue field(String name) {
    ConfigurationValue fields = place.member("fields");
    ConfigurationValue field = fields.isAbsent() ? fields : fields.member(name);
    return isLocalized && field.kind() != JsonTape.NONE ? firstLocale(field) : field;
  }

  private static ConfigurationValue firstLocale(ConfigurationValue field) {
    List<ConfigurationValue> locales = field.isAbsent() ? List.of() : field.members();
    return locales.stream()
        .filter(value -> !value.isAbsent())
        .findFirst()
        .orElse(field.isAbsent() ? field : field.member("en-US"));
  }
}
