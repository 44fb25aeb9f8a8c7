package dev.kitsune.bench.journal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** What is done with an engine's directory from outside. Control plane. */
final class DataDirectory {
  /** Where a force does nothing. */
  private static final Set<String> MEMORY_TYPES = Set.of("tmpfs", "ramfs");

  private DataDirectory() {}

  /** The file system's type, as the system calls it. */
  static String type(Path directory) throws IOException {
    return Files.getFileStore(directory).type();
  }

  /** Why figures of the disk say nothing on such a file system; empty where they do. */
  static String noDisk(String type) {
    return MEMORY_TYPES.contains(type) ? type + " is no disk: a force does nothing" : "";
  }

  static void remove(Path directory) throws IOException {
    for (Path file : files(directory)) {
      Files.delete(file);
    }
  }

  static long bytes(Path directory) throws IOException {
    long bytes = 0;
    for (Path file : files(directory)) {
      bytes += Files.isRegularFile(file) ? Files.size(file) : 0;
    }
    return bytes;
  }

  /** Has all that is in it written to the disk: only then can the page cache forget it. */
  static void force(Path directory) throws IOException {
    for (Path file : files(directory)) {
      if (Files.isRegularFile(file)) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
          channel.force(true);
        }
      }
    }
  }

  /* The deepest first. */
  private static List<Path> files(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return files.sorted(Comparator.reverseOrder()).toList();
    }
  }
}
