package dev.kitsune.engine.catalog;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kitsune.engine.error.ConfigurationException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EnvironmentFolderTest {
  private static final String AUDIENCE =
      "{\"audiences\":[{\"id\":\"%s\",\"rules\":{\"any\":[{\"all\":[{\"type\":\"track\",\"value\":\"*\",\"operator\":\"greaterThan\"}]}]}}]}";

  @Test
  void readsEveryEnvironmentByName(@TempDir Path directory) throws IOException {
    write(directory, "org-b/main/all.json", "{}");
    write(directory, "org-a/main/all.json", "{}");
    write(directory, "org-a/dev/all.json", "{}");
    List<EnvironmentDefinition> read = EnvironmentFolder.readDirectory(directory);
    assertEquals(
        List.of("org-a/dev", "org-a/main", "org-b/main"),
        read.stream().map(e -> e.organizationId() + "/" + e.environmentSlug()).toList());
  }

  @Test
  void readsTheFilesOfAFolderInTheOrderOfTheirNames(@TempDir Path directory) throws IOException {
    write(directory, "o/e/b.json", AUDIENCE.formatted("b"));
    write(directory, "o/e/a.json", AUDIENCE.formatted("a"));
    write(directory, "o/e/c.json", AUDIENCE.formatted("c"));
    EnvironmentDefinition read = EnvironmentFolder.readDirectory(directory).get(0);
    assertEquals(List.of("a", "b", "c"), read.audiences().stream().map(a -> a.id()).toList());
  }

  @Test
  void passesOverWhatIsNoEnvironment(@TempDir Path directory) throws IOException {
    write(directory, "server.json", "not json");
    write(directory, "o/readme.json", "not json");
    write(directory, "o/e/notes.txt", "not json");
    write(directory, "o/.hidden/a.json", "not json");
    write(directory, ".hidden/e/a.json", "not json");
    write(directory, "o/f/.a.json", "not json");
    write(directory, "o/g/folder.json/a.json", "not json");
    assertEquals(List.of(), EnvironmentFolder.readDirectory(directory));
  }

  @Test
  void refusesADirectoryThatIsNotThere(@TempDir Path directory) {
    Path missing = directory.resolve("missing");
    ConfigurationException refusal =
        assertThrows(ConfigurationException.class, () -> EnvironmentFolder.list(missing));
    assertEquals(missing.toString(), refusal.file());
    assertTrue(refusal.reason().startsWith("cannot be listed: "), refusal.reason());
  }

  @Test
  void namesTheFileAndTheByteThatIsNotJson(@TempDir Path directory) throws IOException {
    Path file = write(directory, "o/e/a.json", "{\"audiences\":[}");
    ConfigurationException refusal =
        assertThrows(
            ConfigurationException.class, () -> EnvironmentFolder.readDirectory(directory));
    assertEquals(file.toString(), refusal.file());
    assertTrue(refusal.reason().endsWith(" at byte 14"), refusal.reason());
  }

  @Test
  void namesTheFileAndTheByteThatIsNotUtf8(@TempDir Path directory) throws IOException {
    Path file = write(directory, "o/e/a.json", "{}");
    Files.write(file, "{\"é\":1}".getBytes(ISO_8859_1));
    ConfigurationException refusal =
        assertThrows(
            ConfigurationException.class, () -> EnvironmentFolder.readDirectory(directory));
    assertEquals(file.toString(), refusal.file());
    assertTrue(refusal.reason().endsWith(" at byte 3"), refusal.reason());
  }

  @Test
  void refusesAFileThatCannotBeRead(@TempDir Path directory) throws IOException {
    Path link = directory.resolve("o/e/a.json");
    Files.createDirectories(link.getParent());
    Files.createSymbolicLink(link, directory.resolve("missing"));
    ConfigurationException refusal =
        assertThrows(
            ConfigurationException.class, () -> EnvironmentFolder.readDirectory(directory));
    assertEquals(link.toString(), refusal.file());
    assertTrue(refusal.reason().startsWith("cannot be read: "), refusal.reason());
  }

  @Test
  void refusesAFileTooLongToBeReadWithoutReadingIt(@TempDir Path directory) throws IOException {
    Path file = write(directory, "o/e/a.json", "{}");
    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.setLength(1L << 40);
    }
    ConfigurationException refusal =
        assertThrows(
            ConfigurationException.class, () -> EnvironmentFolder.readDirectory(directory));
    assertEquals(
        file + ": found 1099511627776 bytes, expected at most 16777216", refusal.getMessage());
  }

  private static Path write(Path directory, String name, String text) throws IOException {
    Path file = directory.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }
}
