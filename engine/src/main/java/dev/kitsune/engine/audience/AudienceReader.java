package dev.kitsune.engine.audience;

import dev.kitsune.engine.bytes.ConfigurationValue;
import dev.kitsune.engine.error.ConfigurationException;
import java.util.Set;

/** Reads an audience of the plain form: configuration.md. Control plane. */
public final class AudienceReader {
  private static final Set<String> MEMBERS = Set.of("id", "name", "description", "rules");

  private AudienceReader() {}

  /**
   * An audience; its name is its id where it has none.
   *
   * @throws ConfigurationException with the place of what cannot be understood
   */
  public static AudienceDefinition read(ConfigurationValue audience) {
    audience.onlyMembers(MEMBERS);
    String id = audience.member("id").nonEmptyText();
    ConfigurationValue name = audience.member("name");
    return new AudienceDefinition(
        id, name.isAbsent() ? id : name.text(), AudienceRuleReader.read(audience.member("rules")));
  }
}
