package dev.kitsune.server.journal;

import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kitsune.engine.EngineConfig;
import dev.kitsune.engine.EngineConfig.StoreKind;
import dev.kitsune.engine.Event;
import dev.kitsune.engine.ExperienceEngine;
import dev.kitsune.engine.catalog.EnvironmentRef;
import dev.kitsune.engine.journal.Durability;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class JournalCommandTest {
  private static final int SEGMENT_BYTES = 64 * 1_024;

  private final Path data;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final StringWriter err = new StringWriter();

  JournalCommandTest(@TempDir Path scratch) {
    data = scratch.resolve("data");
  }

  @Test
  void checkTellsWhatStandsInTheDirectory() {
    fill(100);
    assertEquals(0, run("check", data.toString()));
    String told = out();
    assertTrue(told.contains("profiles       40\n"), told);
    assertTrue(told.contains("links          1\n"), told);
    assertTrue(told.contains("the directory is whole"), told);
  }

  @Test
  void exportGivesTheLinesThatTheEngineGives() throws IOException {
    List<String> lines = fill(100);
    assertEquals(0, run("export", data.toString(), "--organization", "acme"));
    List<String> exported = new ArrayList<>(out().lines().toList());
    Collections.sort(exported);
    assertEquals(lines, exported);
    Path file = data.resolveSibling("out");
    assertEquals(
        0, run("export", data.toString(), "--organization", "other", "--out", file.toString()));
    assertEquals(0, Files.size(file));
  }

  @Test
  void anExportThatFailsLeavesTheOneBefore() throws IOException {
    fill(100);
    Path file = data.resolveSibling("out");
    String[] export = {
      "export", data.toString(), "--organization", "acme", "--out", file.toString()
    };
    assertEquals(0, run(export));
    byte[] before = Files.readAllBytes(file);
    assertEquals(40, Files.readAllLines(file).size());
    Path segment = segments().get(0);
    byte[] bytes = Files.readAllBytes(segment);
    bytes[200] ^= 1;
    Files.write(segment, bytes);

    assertEquals(1, run(export));

    assertArrayEquals(before, Files.readAllBytes(file));
    try (Stream<Path> left = Files.list(data.resolveSibling("."))) {
      assertEquals(List.of("data", "out"), left.map(JournalCommandTest::name).sorted().toList());
    }
  }

  private static String name(Path path) {
    return String.valueOf(path.getFileName());
  }

  @Test
  void anExportMayGoThroughALinkAndIntoWhatIsNoFile() throws IOException {
    fill(10);
    Path file = Files.createFile(data.resolveSibling("out"));
    Path link = Files.createSymbolicLink(data.resolveSibling("link"), file);
    assertEquals(
        0, run("export", data.toString(), "--organization", "acme", "--out", link.toString()));
    assertTrue(Files.isSymbolicLink(link));
    assertTrue(Files.size(file) > 0);
    assertEquals(0, run("export", data.toString(), "--organization", "acme", "--out", "/dev/null"));
  }

  @Test
  void dumpDescribesEveryEntryWithoutContents() {
    fill(3);
    assertEquals(0, run("dump", data.toString()));
    List<String> lines = out().lines().toList();
    List<String> entries = lines.stream().filter(line -> line.contains("\"table\"")).toList();
    assertEquals(5, entries.size());
    assertTrue(entries.get(0).contains("\"group\":1,\"table\":\"profiles\""), entries.get(0));
    assertTrue(entries.get(4).contains("\"table\":\"links\""), entries.get(4));
    String mark = lines.get(lines.size() - 1);
    assertTrue(mark.endsWith(",\"group\":4,\"fsynced\":4}"), mark);
  }

  @Test
  void aDamagedDirectoryIsToldAndRepairKeepsWhatIsWhole() throws IOException {
    List<String> lines = fill(60);
    Path segment = segments().get(0);
    byte[] bytes = Files.readAllBytes(segment);
    bytes[200] ^= 1;
    Files.write(segment, bytes);
    assertEquals(1, run("check", data.toString()));
    assertTrue(err.toString().contains(segment.getFileName() + ", offset "), err.toString());
    assertEquals(3, run("repair", data.toString()));
    assertTrue(out().contains("lost: " + segment.getFileName() + ", offset "), out());
    assertTrue(out().contains("all else was kept"), out());
    assertEquals(0, run("check", data.toString()));
    try (ExperienceEngine engine = open()) {
      assertEquals(lines, lines(engine));
    }
  }

  @Test
  void damageThatCostNothingIsToldAsMended() throws IOException {
    List<String> lines = fill(60);
    Path segment = segments().get(0);
    byte[] bytes = Files.readAllBytes(segment);
    bytes[20] ^= 1;
    Files.write(segment, bytes);
    assertEquals(1, run("check", data.toString()));
    assertEquals(0, run("repair", data.toString()));
    assertTrue(out().contains("mended: " + segment.getFileName() + ", offset 0: "), out());
    assertTrue(out().contains("nothing was lost"), out());
    try (ExperienceEngine engine = open()) {
      assertEquals(lines, lines(engine));
    }
  }

  @Test
  void aManifestThatIsGoneIsMadeAnewByRepair() throws IOException {
    List<String> lines = fill(60);
    Files.delete(data.resolve("MANIFEST"));
    assertEquals(1, run("check", data.toString()));
    assertTrue(err.toString().contains("MANIFEST, offset 0: the file is missing"), err.toString());
    assertEquals(0, run("repair", data.toString()));
    assertTrue(out().contains("mended: MANIFEST"), out());
    try (ExperienceEngine engine = open()) {
      assertEquals(lines, lines(engine));
    }
  }

  @Test
  void repairOfAWholeDirectoryLosesNothing() {
    List<String> lines = fill(500);
    assertEquals(0, run("repair", data.toString()));
    assertTrue(out().contains("nothing was lost"), out());
    try (ExperienceEngine engine = open()) {
      assertEquals(lines, lines(engine));
    }
  }

  /* A later engine's record, whole: its checksums are right. */
  @Test
  void aRecordThatNoStartReadsIsToldWithItsPlace() throws IOException {
    fill(3);
    Path segment = segments().get(0);
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(segment)).order(LITTLE_ENDIAN);
    int group = 64;
    int version = group + 32 + 24;
    bytes.putShort(version, (short) 99);
    seal(bytes, group);
    Files.write(segment, bytes.array());
    String place = segment.getFileName() + ", offset 96: a profile's record of a version that";

    RuntimeException refused = assertThrows(RuntimeException.class, this::open);
    assertTrue(String.valueOf(refused.getMessage()).contains(place), refused.toString());
    assertEquals(1, run("check", data.toString()));
    assertTrue(err.toString().contains(place), err.toString());
    err.getBuffer().setLength(0);
    assertEquals(1, run("export", data.toString(), "--organization", "acme"));
    assertTrue(err.toString().contains(place), err.toString());
    assertFalse(err.toString().contains("\tat "), err.toString());
  }

  /* Makes the checksums of the first segment's group anew. */
  private static void seal(ByteBuffer bytes, int group) {
    CRC32C crc = new CRC32C();
    crc.update(bytes.slice(group + 32, bytes.getInt(group) - 32));
    bytes.putInt(group + 24, (int) crc.getValue());
    crc.reset();
    crc.update(new byte[] {1, 0, 0, 0, 0, 0, 0, 0});
    crc.update(bytes.slice(group, 4));
    crc.update(bytes.slice(group + 8, 24));
    bytes.putInt(group + 4, (int) crc.getValue());
  }

  @Test
  void aCopyThatCannotBeWrittenIsLookedIntoWithoutALock() throws IOException {
    fill(10);
    Files.delete(data.resolve("LOCK"));
    lookIntoUnlocked();
    Files.createDirectory(data.resolve("LOCK")); // as if it could not be opened
    lookIntoUnlocked();
  }

  private void lookIntoUnlocked() throws IOException {
    List<String> before = contents();
    setWritable(false);
    try {
      for (String[] look :
          List.of(
              new String[] {"check", data.toString()},
              new String[] {"dump", data.toString()},
              new String[] {"export", data.toString(), "--organization", "acme"})) {
        err.getBuffer().setLength(0);
        assertEquals(0, run(look), err.toString());
        assertTrue(err.toString().contains(data + " cannot be locked"), err.toString());
        assertTrue(out().length() > 0);
      }
    } finally {
      setWritable(true);
    }
    assertEquals(before, contents());
  }

  private List<String> contents() throws IOException {
    List<String> contents = new ArrayList<>();
    try (Stream<Path> files = Files.list(data)) {
      for (Path file : files.sorted().toList()) {
        String hash = Files.isDirectory(file) ? "" : "" + Arrays.hashCode(Files.readAllBytes(file));
        contents.add(file.getFileName() + " " + hash);
      }
    }
    return contents;
  }

  private void setWritable(boolean isWritable) {
    for (File file : Objects.requireNonNull(data.toFile().listFiles())) {
      assertTrue(file.setWritable(isWritable));
    }
    assertTrue(data.toFile().setWritable(isWritable));
  }

  @Test
  void aLookThatCanLockDoesSo() {
    fill(1);
    assertEquals(0, run("check", data.toString()));
    assertEquals("", err.toString());
  }

  @Test
  void aDirectoryInUseIsLeftAlone() {
    fill(1);
    try (ExperienceEngine engine = open()) {
      assertEquals(1, run("check", data.toString()));
      assertTrue(err.toString().contains("is in use by process"), err.toString());
      assertEquals(2, engine.profileCount());
    }
  }

  @Test
  void whatIsNoDataDirectoryIsToldSoAndLeftAlone() {
    assertEquals(1, run("repair", data.toString()));
    assertTrue(err.toString().contains("no data directory: " + data), err.toString());
    assertTrue(Files.notExists(data));
  }

  @Test
  void aCommandIsNeeded() {
    assertEquals(2, run());
    assertTrue(err.toString().contains("one of check, repair, dump, export"), err.toString());
  }

  private List<String> fill(int count) {
    try (ExperienceEngine engine = open()) {
      EnvironmentRef main = engine.environment("acme", "main");
      for (int i = 0; i < count; i++) {
        engine.update(main, "p" + i % 40, Event.identify("").trait("k", i).build());
      }
      engine.update(main, "p1", Event.identify("u").build());
      return lines(engine);
    }
  }

  private ExperienceEngine open() {
    return ExperienceEngine.open(
        EngineConfig.defaults()
            .withStore(StoreKind.HEAP)
            .withMaxProfiles(1_000)
            .withEnvironment("acme", "main", "{}")
            .withEnvironment("other", "main", "{}")
            .withSegmentBytes(SEGMENT_BYTES)
            .withDataDirectory(data, Durability.FSYNC));
  }

  private static List<String> lines(ExperienceEngine engine) {
    List<String> lines = new ArrayList<>();
    engine.exportProfiles(engine.environment("acme", "main"), line -> lines.add(line.toString()));
    Collections.sort(lines);
    return lines;
  }

  private List<Path> segments() throws IOException {
    try (Stream<Path> files = Files.list(data)) {
      return files.filter(file -> file.toString().endsWith(".journal")).sorted().toList();
    }
  }

  private String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private int run(String... arguments) {
    out.reset();
    PrintStream to = new PrintStream(out, true, StandardCharsets.UTF_8);
    PrintWriter errors = new PrintWriter(err, true);
    return new CommandLine(new JournalCommand(to, errors))
        .setErr(errors)
        .setOut(errors)
        .execute(arguments);
  }
}
