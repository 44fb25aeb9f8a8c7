package dev.kitsune.server;

import dev.kitsune.engine.catalog.EnvironmentFolder;
import dev.kitsune.engine.error.ConfigurationException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the server itself asks of the directory of {@code --config}. Control plane. */
final class ConfigDirectory {
  private ConfigDirectory() {}

  /**
   * Returns if the directory can be served.
   *
   * @throws ConfigurationException if it holds no environment, or asks for more than this version
   *     can do
   */
  static void check(Path directory) {
    if (!Files.isDirectory(directory)) {
      throw new ConfigurationException(directory.toString(), "", "is no directory");
    }
    /* Settings that are ignored are worse than none: proxies not trusted, TLS not spoken. */
    Path settings = directory.resolve("server.json");
    if (Files.exists(settings)) {
      throw new ConfigurationException(
          settings.toString(), "", "server settings come with a later version; remove the file");
    }
    if (EnvironmentFolder.list(directory).isEmpty()) {
      throw new ConfigurationException(
          directory.toString(), "", "holds no <organization>/<environment>/*.json");
    }
  }
}
