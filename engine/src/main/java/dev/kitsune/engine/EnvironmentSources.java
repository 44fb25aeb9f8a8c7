package dev.kitsune.engine;

import dev.kitsune.engine.catalog.EnvironmentDefinition;
import dev.kitsune.engine.catalog.EnvironmentFolder;
import dev.kitsune.engine.catalog.EnvironmentReader;
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
   * Reads them all.
   *
   * @throws ConfigurationException if one is refused, or stands twice
   */
  static List<EnvironmentDefinition> read(EngineConfig config) {
    List<EnvironmentDefinition> definitions = new ArrayList<>();
    Path directory = config.configDirectory();
    if (directory != null) {
      definitions.addAll(EnvironmentFolder.readDirectory(directory));
    }
    for (EngineConfig.EnvironmentSource source : config.environments()) {
      definitions.add(
          new EnvironmentReader(source.organizationId(), source.environmentSlug())
              .add(name(source), source.json().getBytes(StandardCharsets.UTF_8))
              .definition());
    }
    refuseDuplicates(definitions);
    return definitions;
  }

  private static void refuseDuplicates(List<EnvironmentDefinition> definitions) {
    Set<String> names = new HashSet<>();
    for (EnvironmentDefinition definition : definitions) {
      String name = definition.organizationId() + "/" + definition.environmentSlug();
      if (!names.add(name)) {
        throw new ConfigurationException(name, "", "the environment is given twice");
      }
    }
  }

  private static String name(EngineConfig.EnvironmentSource source) {
    return "environment " + source.organizationId() + "/" + source.environmentSlug();
  }
}
