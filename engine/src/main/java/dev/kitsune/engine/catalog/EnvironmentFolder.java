package dev.kitsune.engine.catalog;

import dev.kitsune.engine.error.ConfigurationException;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The folder of one environment in a configuration directory: {@code
 * DIR/<organizationId>/<environmentSlug>/*.json}. Names that start with a dot are passed over, and
 * so are folders without such files. Control plane.
 */
public record EnvironmentFolder(String organizationId, String environmentSlug, Path path) {
  /**
   * The environments of a configuration directory, by organization and environment.
   *
   * @throws ConfigurationException if a directory cannot be listed
   */
  public static List<EnvironmentFolder> list(Path configDirectory) {
    List<EnvironmentFolder> folders = new ArrayList<>();
    for (Path organization : subfolders(configDirectory)) {
      for (Path environment : subfolders(organization)) {
        if (!files(environment).isEmpty()) {
          folders.add(new EnvironmentFolder(name(organization), name(environment), environment));
        }
      }
    }
    return folders;
  }

  /**
   * Every environment of a configuration directory.
   *
   * @throws ConfigurationException if any of them is refused
   */
  public static List<EnvironmentDefinition> readDirectory(Path configDirectory) {
    return list(configDirectory).stream().map(folder -> folder.read(false)).toList();
  }

  /**
   * The environment of all files in the folder, read in the order of their names.
   *
   * @param isStrict whether nothing may be left out of files of the Contentful forms
   * @throws ConfigurationException if it is refused
   */
  public EnvironmentDefinition read(boolean isStrict) {
    EnvironmentReader reader = new EnvironmentReader(organizationId, environmentSlug);
    if (isStrict) {
      reader.strict();
    }
    for (Path file : files(path)) {
      reader.add(file.toString(), bytes(file));
    }
    return reader.definition();
  }

  /** The folders that environments may stand in: the directory, organizations, environments. */
  static List<Path> folders(Path configDirectory) {
    List<Path> folders = new ArrayList<>(List.of(configDirectory));
    for (Path organization : subfolders(configDirectory)) {
      folders.add(organization);
      folders.addAll(subfolders(organization));
    }
    return folders;
  }

  /** The files of the environment, by name. */
  List<Path> files() {
    return files(path);
  }

  private static List<Path> subfolders(Path directory) {
    return entries(directory).stream().filter(Files::isDirectory).toList();
  }

  private static List<Path> files(Path directory) {
    return entries(directory).stream()
        .filter(entry -> name(entry).endsWith(".json") && !Files.isDirectory(entry))
        .toList();
  }

  private static List<Path> entries(Path directory) {
    List<Path> entries = new ArrayList<>();
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory)) {
      for (Path entry : stream) {
        if (!name(entry).startsWith(".")) {
          entries.add(entry);
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      throw new ConfigurationException(directory.toString(), "", "cannot be listed: " + e);
    }
    entries.sort(Comparator.comparing(EnvironmentFolder::name));
    return entries;
  }

  private static byte[] bytes(Path file) {
    try {
      if (Files.exists(file) && !Files.isRegularFile(file)) {
        throw new ConfigurationException(file.toString(), "", "is no file to be read");
      }
      EnvironmentReader.checkLength(file.toString(), Files.size(file));
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new ConfigurationException(file.toString(), "", "cannot be read: " + e);
    }
  }

  private static String name(Path path) {
    return path.getFileName().toString();
  }
}
