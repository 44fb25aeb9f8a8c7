package dev.kitsune.engine;

import dev.kitsune.engine.catalog.EnvironmentDefinition;
import dev.kitsune.engine.catalog.EnvironmentFolder;
import dev.kitsune.engine.catalog.EnvironmentReader;
import dev.kitsune.engine.catalog.EnvironmentReading;
import dev.kitsune.engine.error.ConfigurationException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reads every environment that a configuration names. Control plane. */
final class EnvironmentSources {
  private EnvironmentSources() {}

  /**
   * Reads each by itself, refused or not.
   *
   * @throws ConfigurationException if the directory cannot be listed, or an environment stands
   *     twice
   */
  static List<EnvironmentReading> read(EngineConfig config) {
    List<EnvironmentReading> readings = new ArrayList<>();
    Path directory = config.configDirectory();
    if (directory != null) {
      EnvironmentFolder.list(directory).forEach(folder -> readings.add(read(folder, config)));
    }
    config.environments().forEach(source -> readings.add(read(source, config)));
    refuseDuplicates(readings);
    return readings;
  }

  /**
   * The definitions of all.
   *
   * @throws ConfigurationException if one is refused
   */
  static List<EnvironmentDefinition> definitions(List<EnvironmentReading> readings) {
    List<EnvironmentDefinition> definitions = new ArrayList<>();
    for (EnvironmentReading reading : readings) {
      EnvironmentDefinition definition = reading.definition();
      ConfigurationException refusal = reading.refusal();
      if (refusal != null) {
        throw refusal;
      }
      if (definition != null) {
        definitions.add(definition);
      }
    }
    return definitions;
  }

  private static EnvironmentReading read(EnvironmentFolder folder, EngineConfig config) {
    return EnvironmentReading.of(
        folder.organizationId(),
        folder.environmentSlug(),
        () -> folder.read(config.isConfigurationStrict()));
  }

  private static EnvironmentReading read(
      EngineConfig.EnvironmentSource source, EngineConfig config) {
    return EnvironmentReading.of(
        source.organizationId(), source.environmentSlug(), () -> definition(source, config));
  }

  private static EnvironmentDefinition definition(
      EngineConfig.EnvironmentSource source, EngineConfig config) {
    EnvironmentReader reader =
        new EnvironmentReader(source.organizationId(), source.environmentSlug());
    if (config.isConfigurationStrict()) {
      reader.strict();
    }
    return reader.add(name(source), source.json().getBytes(StandardCharsets.UTF_8)).definition();
  }

  private static void refuseDuplicates(List<EnvironmentReading> readings) {
    Set<String> names = new HashSet<>();
    for (EnvironmentReading reading : readings) {
      String name = reading.organizationId() + "/" + reading.environmentSlug();
      if (!names.add(name)) {
        throw new ConfigurationException(name, "", "the environment is given twice");
      }
    }
  }

  private static String name(EngineConfig.EnvironmentSource source) {
    return "environment " + source.organizationId() + "/" + source.environmentSlug();
  }
}
