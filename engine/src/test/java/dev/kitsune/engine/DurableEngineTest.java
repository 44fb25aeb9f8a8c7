package dev.kitsune.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kitsune.engine.EngineConfig.StoreKind;
import dev.kitsune.engine.bytes.ByteSlice;
import dev.kitsune.engine.catalog.EnvironmentRef;
import dev.kitsune.engine.error.DataDirectoryException;
import dev.kitsune.engine.error.ErrorCode;
import dev.kitsune.engine.error.ExperienceException;
import dev.kitsune.engine.journal.Durability;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/**
 * An engine with a data directory, seen from outside: what it was told is there at the next start.
 */
class DurableEngineTest {
  private static final int SEGMENT_BYTES = 64 * 1_024;

  private final Path scratch;

  DurableEngineTest(@TempDir Path scratch) {
    this.scratch = scratch;
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "NONE")
  void profilesAreAsTheyWereWhenTheEngineIsOpenedAgain(Durability durability) {
    List<String> before;
    try (ExperienceEngine engine = open(data(), durability)) {
      tell(engine, 0, 300);
      before = lines(engine);
    }
    try (ExperienceEngine engine = open(data(), durability)) {
      assertEquals(before, lines(engine));
      tell(engine, 300, 400);
      before = lines(engine);
    }
    try (ExperienceEngine engine = open(data(), durability)) {
      assertEquals(before, lines(engine));
    }
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "NONE")
  void anInterruptedThreadClosesAnEngineAsAnyOther(Durability durability) {
    List<String> before;
    try (ExperienceEngine engine = open(data(), durability)) {
      tell(engine, 0, 100);
      before = lines(engine);
      Thread.currentThread().interrupt();
    }
    assertTrue(Thread.interrupted());
    try (ExperienceEngine engine = open(data(), durability)) {
      assertEquals(before, lines(engine));
    }
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "NONE")
  void whatWasAcknowledgedIsInTheFilesOfARunningEngine(Durability durability) throws IOException {
    try (ExperienceEngine engine = open(data(), durability)) {
      tell(engine, 0, 100);
      copy(data(), scratch.resolve("copy"));
      try (ExperienceEngine restarted = open(scratch.resolve("copy"), durability)) {
        assertEquals(lines(engine), lines(restarted));
      }
    }
  }

  @Test
  void aMergedAndADeletedProfileAreFoundSoAfterAStart() {
    String merged;
    try (ExperienceEngine engine = open(data(), Durability.OS)) {
      EnvironmentRef main = engine.environment("acme", "main");
      engine.update(main, "known", Event.identify("u").trait("a", 1).build());
      engine.update(main, "visitor", Event.track("t").build());
      merged = engine.update(main, "visitor", Event.identify("u").build()).profile().id();
      engine.update(main, "gone", Event.identify("v").build());
      engine.delete(main, "v");
    }
    assertEquals("known", merged);
    try (ExperienceEngine engine = open(data(), Durability.OS)) {
      EnvironmentRef main = engine.environment("acme", "main");
      assertEquals("known", engine.get(main, "visitor").profile().id());
      assertEquals("known", engine.get(main, "u").profile().id());
      assertNobody(engine, "gone");
      assertNobody(engine, "v");
      assertEquals(1, engine.profileCount());
    }
  }

  @Test
  void anImportedProfileIsDurableOnReturn() {
    try (ExperienceEngine engine = open(data(), Durability.FSYNC)) {
      EnvironmentRef main = engine.environment("acme", "main");
      for (int i = 1; i <= 100; i++) {
        byte[] line = ("{\"id\":\"v" + i + "\"}").getBytes(StandardCharsets.UTF_8);
        assertTrue(engine.importProfile(main, line, 0, line.length));
        assertEquals(i, engine.sequence());
        assertEquals(i, engine.durableSequence());
      }
    }
  }

  @Test
  void aSecondOwnerIsRefusedAndToldWhoTheFirstIs() {
    try (ExperienceEngine first = open(data(), Durability.OS)) {
      DataDirectoryException refused =
          assertThrows(DataDirectoryException.class, () -> open(data(), Durability.OS));
      String message = String.valueOf(refused.getMessage());
      assertTrue(message.contains(data() + " is in use by process "), message);
      assertTrue(message.contains(String.valueOf(ProcessHandle.current().pid())), message);
      tell(first, 0, 1);
    }
    open(data(), Durability.OS).close();
  }

  @Test
  void aDirectoryThatHoldsMoreThanTheStoreTakesIsRefusedAndKept() {
    List<String> before;
    try (ExperienceEngine engine = open(data(), Durability.OS)) {
      tell(engine, 0, 50);
      before = lines(engine);
    }
    EngineConfig small = config(data(), Durability.OS).withMaxProfiles(2);
    DataDirectoryException refused =
        assertThrows(DataDirectoryException.class, () -> ExperienceEngine.open(small));
    String message = String.valueOf(refused.getMessage());
    assertTrue(message.contains("raise maxProfiles"), message);
    try (ExperienceEngine engine = open(data(), Durability.OS)) {
      assertEquals(before, lines(engine));
    }
  }

  private Path data() {
    return scratch.resolve("data");
  }

  private static ExperienceEngine open(Path directory, Durability durability) {
    return ExperienceEngine.open(config(directory, durability));
  }

  private static EngineConfig config(Path directory, Durability durability) {
    return EngineConfig.defaults()
        .withStore(StoreKind.HEAP)
        .withMaxProfiles(10_000)
        .withEnvironment("acme", "main", "{}")
        .withSegmentBytes(SEGMENT_BYTES)
        .withDataDirectory(directory, durability);
  }

  private static void tell(ExperienceEngine engine, int from, int to) {
    EnvironmentRef main = engine.environment("acme", "main");
    for (int i = from; i < to; i++) {
      engine.update(
          main,
          "p" + i % 40,
          Event.track("t" + i % 7).build(),
          Event.identify("").trait("k", i).build());
    }
  }

  private static List<String> lines(ExperienceEngine engine) {
    List<String> lines = new ArrayList<>();
    engine.exportProfiles(engine.environment("acme", "main"), line -> lines.add(text(line)));
    Collections.sort(lines);
    return lines;
  }

  private static String text(ByteSlice line) {
    return line.toString();
  }

  private static void assertNobody(ExperienceEngine engine, String id) {
    EnvironmentRef main = engine.environment("acme", "main");
    ErrorCode code = assertThrows(ExperienceException.class, () -> engine.get(main, id)).code();
    assertEquals(ErrorCode.PROFILE_NOT_FOUND, code);
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.createDirectories(to);
    try (Stream<Path> files = Files.list(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(file.getFileName()));
      }
    }
  }
}
