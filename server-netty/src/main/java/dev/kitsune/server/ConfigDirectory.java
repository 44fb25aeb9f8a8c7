package dev.kitsune.server;

import dev.kitsune.engine.error.ConfigurationException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What the server itself looks for in the directory of {@code --config}. Control plane. */
final class ConfigDirectory {
  private final Path directory;

  ConfigDirectory(Path directory) {
    this.directory = directory;
  }

  /**
   * The environments that have a folder, as {@code organization/environment}, in order.
   *
   * @throws ConfigurationException if there is none, or the directory asks for more than this
   *     version can do
   */
  List<String> environments() {
    if (!Files.isDirectory(directory)) {
      throw new ConfigurationException(directory.toString(), "", "is no directory");
    }
    refuseServerSettings();
    List<String> names = new ArrayList<>();
    for (Path organization : folders(directory)) {
      for (Path environment : folders(organization)) {
        names.add(organization.getFileName() + "/" + environment.getFileName());
      }
    }
    if (names.isEmpty()) {
      throw new ConfigurationException(
          directory.toString(), "", "holds no <organization>/<environment>/ folder");
    }
    return names;
  }

  /* Settings that are ignored are worse than none: proxies would not be trusted, TLS not spoken. */
  private void refuseServerSettings() {
    Path settings = directory.resolve("server.json");
    if (Files.exists(settings)) {
      throw new ConfigurationException(
          settings.toString(), "", "server settings come with a later version; remove the file");
    }
  }

  private static List<Path> folders(Path parent) {
    List<Path> folders = new ArrayList<>();
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(parent, Files::isDirectory)) {
      stream.forEach(folders::add);
    } catch (IOException e) {
      throw new ConfigurationException(parent.toString(), "", "cannot be read: " + e);
    }
    folders.sort(null);
    return folders;
  }
}
