package dev.kitsune.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kitsune.engine.ExperienceEngine;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Command lines that end without serving; ServerProcessTest has those that serve. */
final class ServerMainTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @ParameterizedTest
  @ValueSource(strings = {"--help", "serve --help"})
  void explainsEveryOption(String line) {
    assertEquals(0, run(line.split(" ")));
    for (String option :
        new String[] {
          "--host",
          "--port",
          "--admin-port",
          "--config",
          "--config-strict",
          "--no-config-watch",
          "--data",
          "--durability",
          "--max-profiles",
          "--record-bytes",
          "--events-per-second",
          "--event-burst",
          "--version"
        }) {
      assertTrue(out.toString().contains(option), option);
    }
    assertEquals("", err.toString());
  }

  @Test
  void namesItsVersionAndTheJvm() {
    assertEquals(0, run("--version"));
    assertTrue(out.toString().startsWith("kitsune "), out.toString());
    assertTrue(out.toString().contains("JVM " + Runtime.version()), out.toString());
  }

  @ParameterizedTest
  @CsvSource({
    "--port,       -1,    '--port must be 0 to 65535: -1'",
    "--port,       65536, '--port must be 0 to 65535: 65536'",
    "--admin-port, 65536, '--admin-port must be 0 to 65535: 65536'",
    "--events-per-second, -1, '--events-per-second must be 0 to 1000000: -1'",
    "--events-per-second, 1000001, '--events-per-second must be 0 to 1000000: 1000001'",
    "--event-burst, 0,    '--event-burst must be 1 to 1000000: 0'",
    "--event-burst, 1000001, '--event-burst must be 1 to 1000000: 1000001'",
    "--max-profiles, 0, '--max-profiles: maxProfiles must be from 1 to 1000000000, is 0'",
    "--max-profiles, 1000000001, --max-profiles: maxProfiles must be from 1 to 1000000000",
    "--max-profiles, many, \"Invalid value for option '--max-profiles': 'many' is not a long\"",
    "--record-bytes, 0, '--record-bytes: averageRecordBytes must be from 1 to 16777216, is 0'",
    "--record-bytes, 16777217, --record-bytes: averageRecordBytes must be from 1 to 16777216",
    "--port,       http,  \"Invalid value for option '--port': 'http' is not an int\"",
    "--colour,     blue,  \"Unknown options: '--colour', 'blue'\"",
  })
  void refusesWrongOptions(String option, String value, String message) {
    assertEquals(ServeCommand.USAGE, run("serve", option, value));
    assertTrue(err.toString().contains(message.replace("\"", "")), err.toString());
    assertNoTrace();
  }

  @ParameterizedTest
  @ValueSource(strings = {"os", "everysec", "fsync"})
  void refusesDurabilityWithoutADirectory(String level) {
    assertEquals(ServeCommand.USAGE, run("serve", "--durability", level));
    assertEquals("kitsune: --durability " + level + " needs --data DIR", err.toString().strip());
    assertNoTrace();
  }

  @Test
  void refusesADirectoryThatNothingIsToBeKeptIn(@TempDir Path directory) {
    String[] args = {"--data", directory.toString(), "--durability", "none"};
    assertEquals(ServeCommand.USAGE, run(args));
    assertTrue(err.toString().contains("--durability none keeps nothing in " + directory));
    assertNoTrace();
  }

  @ParameterizedTest
  @ValueSource(strings = {"sync", "OS", ""})
  void refusesALevelThatThereIsNot(String level) {
    assertEquals(ServeCommand.USAGE, run("--data", "any", "--durability", level));
    String message = "--durability must be none, os, everysec or fsync: " + level;
    assertEquals(("kitsune: " + message).strip(), err.toString().strip());
    assertNoTrace();
  }

  @Test
  void namesTheOwnerOfADataDirectoryThatIsInUse(@TempDir Path directory) {
    try (ExperienceEngine owner =
        ExperienceEngine.open(TestServer.engineConfig().withDataDirectory(directory))) {
      assertEquals(ServeCommand.FAILED, run("--data", directory.toString(), "--port", "0"));
      String process = "process " + ProcessHandle.current().pid();
      String message = "kitsune: data directory " + directory + ": data directory " + directory;
      assertEquals(message + " is in use by " + process, err.toString().strip());
      assertNoTrace();
      assertTrue(owner.isReady());
    }
  }

  @Test
  void namesTheFileOfADamagedDataDirectory(@TempDir Path directory) throws IOException {
    Files.writeString(directory.resolve("MANIFEST"), "nonsense");
    assertEquals(ServeCommand.FAILED, run("--data", directory.toString(), "--port", "0"));
    assertTrue(err.toString().contains("data directory " + directory), err.toString());
    assertTrue(err.toString().contains("MANIFEST"), err.toString());
    assertNoTrace();
  }

  @Test
  void refusesAFileAsDataDirectory(@TempDir Path directory) throws IOException {
    Path file = Files.writeString(directory.resolve("file"), "");
    assertEquals(ServeCommand.FAILED, run("--data", file.toString(), "--port", "0"));
    assertTrue(err.toString().stripTrailing().endsWith("is no directory"), err.toString());
    assertNoTrace();
  }

  @Test
  void refusesAConfigDirectoryThatIsMissing(@TempDir Path directory) {
    Path missing = directory.resolve("missing");
    assertEquals(ServeCommand.FAILED, run("--config", missing.toString()));
    assertEquals(
        "kitsune: configuration refused: " + missing + ": is no directory", err.toString().strip());
  }

  @Test
  void refusesAnEntryThatCannotBeUnderstoodWhereStrict(@TempDir Path directory) throws IOException {
    Path file = directory.resolve("shop/main/export.json");
    Files.createDirectories(file.getParent());
    Files.writeString(file, "{\"entries\":[7]}");
    String[] strict = {"--config", directory.toString(), "--config-strict", "--port", "0"};
    assertEquals(ServeCommand.FAILED, run(strict));
    assertEquals(
        "kitsune: configuration refused: " + file + " at /entries/0: found 7, expected an object",
        err.toString().strip());
  }

  @Test
  void refusesAConfigDirectoryWithoutEnvironments(@TempDir Path directory) throws IOException {
    Files.createDirectories(directory.resolve("organization"));
    assertEquals(ServeCommand.FAILED, run("--config", directory.toString()));
    assertTrue(err.toString().contains("holds no <organization>/<environment>/*.json"));
    assertNoTrace();
  }

  @Test
  void refusesServerSettingsThatItWouldIgnore(@TempDir Path directory) throws IOException {
    Path settings = Files.writeString(directory.resolve("server.json"), "{}");
    Files.createDirectories(directory.resolve("o/e"));
    assertEquals(ServeCommand.FAILED, run("--config", directory.toString()));
    assertTrue(err.toString().contains(settings + ": server settings come with a later version"));
    assertNoTrace();
  }

  private int run(String... args) {
    return ServerMain.run(args, new PrintWriter(out, true), new PrintWriter(err, true));
  }

  private void assertNoTrace() {
    assertFalse(err.toString().contains("\tat "), err.toString());
    assertEquals("", out.toString());
  }
}
