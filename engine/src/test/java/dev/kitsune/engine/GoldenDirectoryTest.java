package dev.kitsune.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kitsune.engine.EngineConfig.StoreKind;
import dev.kitsune.engine.bytes.ByteSlice;
import dev.kitsune.engine.catalog.EnvironmentRef;
import dev.kitsune.engine.journal.JournalStatus;
import dev.kitsune.engine.response.ResponseSink;
import dev.kitsune.testdata.TestData;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Data directories as earlier versions wrote them: every format ever released stays readable.
 * {@link #main} makes the directory of a new version; those that are there never change.
 */
class GoldenDirectoryTest {
  private static final String VERSION_1 = "journal/version-1";
  private static final String VERSION_2 = "journal/version-2";
  private static final String VERSION_3 = "journal/version-3";
  private static final String ANSWERS = "answers.ndjson";
  private static final int PROFILE_COUNT = 12;
  private static final int SEGMENT_BYTES = 8 * 1_024;
  private static final long NOW_MS = 1_793_612_110_000L;

  @ParameterizedTest
  @ValueSource(strings = {VERSION_1, VERSION_2, VERSION_3})
  void aDirectoryIsReadBack(String version, @TempDir Path scratch) throws IOException {
    copy(version, scratch);
    List<String> answers = TestData.text(version + "/" + ANSWERS).lines().toList();
    assertEquals(2 * PROFILE_COUNT, answers.size());
    try (ExperienceEngine engine = open(scratch, new SplittableRandom(2))) {
      assertEquals(answers, answers(engine));
    }
  }

  /* Nothing is added to files of an earlier version: what wrote them could not read it. */
  @ParameterizedTest
  @ValueSource(strings = {VERSION_1, VERSION_2, VERSION_3})
  void aDirectoryIsWrittenOn(String version, @TempDir Path scratch) throws IOException {
    copy(version, scratch);
    Path last = lastSegment(scratch);
    byte[] before = Files.readAllBytes(last);
    List<String> answers;
    try (ExperienceEngine engine = open(scratch, new SplittableRandom(2))) {
      engine.update(
          engine.environment("acme", "main"), "visitor-1", Event.track("t").messageId("c").build());
      answers = answers(engine);
    }
    byte[] after = Files.exists(last) ? Files.readAllBytes(last) : before; // compacted meanwhile
    assertEquals(version.equals(VERSION_1), Arrays.equals(before, after));
    assertEquals(version.equals(VERSION_1), !last.equals(lastSegment(scratch)));
    try (ExperienceEngine engine = open(scratch, new SplittableRandom(3))) {
      assertEquals(answers, answers(engine));
    }
  }

  private static void copy(String version, Path scratch) throws IOException {
    for (String name : TestData.names(version)) {
      Files.write(scratch.resolve(name.substring(version.length() + 1)), TestData.bytes(name));
    }
    assertTrue(TestData.names(version).stream().anyMatch(name -> name.endsWith(".records")));
    assertTrue(TestData.names(version).stream().anyMatch(name -> name.endsWith(".journal")));
    Files.delete(scratch.resolve(ANSWERS));
  }

  private static Path lastSegment(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .filter(file -> file.toString().endsWith(".journal"))
          .filter(GoldenDirectoryTest::isUsed)
          .max(Comparator.naturalOrder())
          .orElseThrow();
    }
  }

  private static boolean isUsed(Path segment) {
    try {
      return Files.readAllBytes(segment)[0] != 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Writes a directory of today's version and what is answered from it: one argument, its place.
   */
  public static void main(String[] arguments) throws IOException {
    Path directory = Path.of(arguments[0]);
    try (ExperienceEngine engine = open(directory, new SplittableRandom(1))) {
      tell(engine, "a");
      Awaitility.await().until(() -> hasSnapshot(engine));
      tell(engine, "b");
      Files.write(directory.resolve(ANSWERS), answers(engine));
    }
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.filter(file -> file.endsWith("LOCK")).toList()) {
        Files.delete(file);
      }
    }
  }

  private static boolean hasSnapshot(ExperienceEngine engine) {
    JournalStatus status = engine.journalStatus();
    return status != null && status.snapshotBytes() > 0 && !status.isCompacting();
  }

  /* Of everything that a record can hold. */
  private static void tell(ExperienceEngine engine, String round) {
    EnvironmentRef main = engine.environment("acme", "main");
    Event page =
        Event.page(Page.of("https://example.com/pricing?plan=pro"))
            .location(Location.NONE.withCountryCode("AT").withCity("Graz"))
            .messageId(round + "page")
            .build();
    for (int i = 0; i < PROFILE_COUNT; i++) {
      String id = "visitor-" + i;
      Event seen = Event.component("hero").experience("e", 1).messageId(round + "seen").build();
      Event traits =
          Event.identify("").trait("plan", "pro-" + i).trait("ä", i).messageId(round + "t").build();
      engine.update(
          main, id, page, seen, traits, Event.track("t").messageId(round + "track").build());
      if (i % 3 == 0) {
        engine.update(main, id, Event.identify("user-" + i).messageId(round + "user").build());
        engine.update(main, "guest-" + i, Event.track("t").messageId(round + "guest").build());
        engine.update(
            main, "guest-" + i, Event.identify("user-" + i).messageId(round + "join").build());
      }
    }
  }

  private static List<String> answers(ExperienceEngine engine) {
    EnvironmentRef main = engine.environment("acme", "main");
    EngineWorker worker = engine.newWorker();
    ResponseSink answer = new ResponseSink();
    List<String> answers = new ArrayList<>();
    for (int i = 0; i < PROFILE_COUNT; i++) {
      byte[] id = ("visitor-" + i).getBytes(StandardCharsets.UTF_8);
      worker.getProfile(main, new ByteSlice().wrap(id), answer);
      answers.add(answer.toString());
    }
    List<String> lines = new ArrayList<>();
    engine.exportProfiles(main, line -> lines.add(line.toString()));
    lines.stream().sorted().forEach(answers::add);
    return answers;
  }

  private static ExperienceEngine open(Path directory, SplittableRandom entropy) {
    return ExperienceEngine.open(
        EngineConfig.defaults()
            .withStore(StoreKind.HEAP)
            .withMaxProfiles(1_000)
            .withClockAndEntropy(() -> NOW_MS, entropy::nextLong)
            .withEnvironment(
                "acme",
                "main",
                """
                {"audiences":[
                  {"id":"counted","rules":{"any":[{"all":[
                    {"type":"track","value":"t","operator":"greaterThanInclusive","count":2}]}]}},
                  {"id":"recent","rules":{"any":[{"all":[
                    {"type":"page","operator":"greaterThanInclusive","count":1,"withinDays":7,
                     "conditions":[{"key":{"id":"context_page_path"},
                       "operator":"equal","value":"/pricing"}]}]}]}}],
                 "experiences":[{"id":"e","type":"nt_experiment","config":{"traffic":1,
                   "distribution":[1,0],"sticky":true,"components":[
                   {"baseline":{"id":"a"},"variants":[{"id":"b"}]}]}}]}\
                """)
            .withSegmentBytes(SEGMENT_BYTES)
            .withDataDirectory(directory));
  }
}
