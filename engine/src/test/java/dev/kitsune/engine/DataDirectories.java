package dev.kitsune.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Copies of data directories. */
final class DataDirectories {
  private DataDirectories() {}

  /**
   * Copies the directory of a running engine to which nothing is told meanwhile: what is left if
   * its process is killed now. A new directory.
   */
  static void copy(Path from, Path to) throws IOException {
    boolean isCopied = false;
    while (!isCopied) {
      clear(to);
      isCopied = isCopied(from, to);
    }
  }

  /* Snapshots and segments come and go beside us: then once more. */
  private static boolean isCopied(Path from, Path to) throws IOException {
    Files.createDirectories(to);
    List<String> names = names(from);
    try {
      for (String name : names) {
        Files.copy(from.resolve(name), to.resolve(name));
      }
    } catch (NoSuchFileException gone) {
      return false;
    }
    return names.equals(names(from));
  }

  private static void clear(Path directory) throws IOException {
    if (Files.exists(directory)) {
      for (String name : names(directory)) {
        Files.delete(directory.resolve(name));
      }
    }
  }

  private static List<String> names(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
