package dev.kitsune.engine.catalog;

import dev.kitsune.engine.bytes.ConfigurationValue;
import dev.kitsune.engine.error.ConfigurationException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * The JSON Schema of a configuration's plain form. Every plain file, and of the Contentful forms
 * the rules and configs of entries, are held against it before anything reads them, so that nothing
 * is taken that the schema refuses. What the schema cannot say (links, ids, depth, expressions) the
 * readers check after it. Control plane; for any thread.
 */
public final class EnvironmentSchema {
  private static final String FILE = "environment.schema.json";

  private static final Map<String, Schema> DEFINITIONS =
      SchemaReader.read(ConfigurationValue.parse(FILE, bytes()));

  private EnvironmentSchema() {}

  /** The schema's text, for editors and validators: JSON Schema 2020-12. */
  public static String json() {
    return new String(bytes(), StandardCharsets.UTF_8);
  }

  /**
   * Returns the document if the schema takes it.
   *
   * @throws ConfigurationException with the place of the first fault
   */
  static ConfigurationValue checked(ConfigurationValue document) {
    return checked(document, "#");
  }

  /** The same for the {@code nt_rules} of an audience. */
  static ConfigurationValue checkedRules(ConfigurationValue rules) {
    return checked(rules, "#/$defs/rules");
  }

  /** The same for the {@code nt_config} of an experience. */
  static ConfigurationValue checkedConfig(ConfigurationValue config) {
    return checked(config, "#/$defs/config");
  }

  private static ConfigurationValue checked(ConfigurationValue value, String definition) {
    Schema schema = DEFINITIONS.get(definition);
    if (schema == null) {
      throw new IllegalStateException(FILE + " does not define " + definition);
    }
    SchemaFault fault = schema.faultOf(value);
    if (fault != null) {
      throw fault.refusal();
    }
    return value;
  }

  private static byte[] bytes() {
    try (InputStream in = EnvironmentSchema.class.getResourceAsStream(FILE)) {
      if (in == null) {
        throw new IllegalStateException(FILE + " is missing beside " + EnvironmentSchema.class);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
