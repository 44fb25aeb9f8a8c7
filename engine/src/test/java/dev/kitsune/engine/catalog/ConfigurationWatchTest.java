package dev.kitsune.engine.catalog;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kitsune.engine.catalog.ConfigurationWatch.Pace;
import dev.kitsune.engine.error.ConfigurationException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ConfigurationWatchTest {
  /** Never looks by itself within a test: what it finds the file system has reported. */
  private static final Pace ON_REPORT = new Pace(3_600_000, 50);

  private static final Pace OFTEN = new Pace(50, 50);

  private final Path directory;
  private final List<List<FileState>> reloads = new CopyOnWriteArrayList<>();
  private ConfigurationWatch watch;

  ConfigurationWatchTest(@TempDir Path directory) throws IOException {
    this.directory = directory;
    write("o/e/a.json", "{}");
    watch = new ConfigurationWatch(directory, this::reload, ON_REPORT);
  }

  @AfterEach
  void stop() {
    watch.close();
  }

  @Test
  void seesFilesComeChangeAndGo() throws IOException {
    watch.start();
    write("o/e/b.json", "{}");
    awaitReloadOfNow();
    write("o/e/b.json", "{ }");
    awaitReloadOfNow();
    Files.delete(directory.resolve("o/e/b.json"));
    awaitReloadOfNow();
  }

  @Test
  void seesAFilePutInPlaceOfAnother() throws IOException {
    watch.start();
    Path next = write("o/e/a.json.tmp", "{\"audiences\":[]}");
    Files.move(next, directory.resolve("o/e/a.json"), StandardCopyOption.ATOMIC_MOVE);
    awaitReloadOfNow();
  }

  @Test
  void seesEnvironmentsAndOrganizationsComeAndGo() throws IOException {
    watch.start();
    write("o/f/a.json", "{}");
    awaitReloadOfNow();
    write("p/e/a.json", "{}");
    awaitReloadOfNow();
    write("p/e/a.json", "{ }");
    awaitReloadOfNow();
    Files.delete(directory.resolve("p/e/a.json"));
    Files.delete(directory.resolve("p/e"));
    awaitReloadOfNow();
  }

  /** As Kubernetes mounts a ConfigMap: files are links through one link, which is replaced. */
  @Test
  void seesALinkSwapped() throws IOException {
    write("..1/a.json", "{}");
    write("..2/a.json", "{\"settings\":{}}");
    Files.createSymbolicLink(directory.resolve("..data"), Path.of("..1"));
    Files.createDirectories(directory.resolve("k/e"));
    Files.createSymbolicLink(directory.resolve("k/e/a.json"), Path.of("../../..data/a.json"));
    restart(ON_REPORT);
    Files.createSymbolicLink(directory.resolve("..data_tmp"), Path.of("..2"));
    Files.move(
        directory.resolve("..data_tmp"),
        directory.resolve("..data"),
        StandardCopyOption.ATOMIC_MOVE);
    awaitReloadOfNow();
  }

  @Test
  void seesWhatNothingReports(@TempDir Path elsewhere) throws IOException {
    Path target = Files.writeString(elsewhere.resolve("target.json"), "{}");
    Files.createSymbolicLink(directory.resolve("o/e/link.json"), target);
    restart(OFTEN);
    Files.writeString(target, "{\"settings\":{}}");
    awaitReloadOfNow();
  }

  @Test
  void seesWhatChangedBeforeItStarted() throws IOException {
    write("o/e/a.json", "{ }");
    watch.start();
    awaitReloadOfNow();
  }

  @Test
  void takesFilesThatChangeTogetherForOneChange() throws IOException {
    restart(new Pace(3_600_000, 2_000));
    for (int file = 0; file < 20; file++) {
      write("o/e/" + file + ".json", "{}");
    }
    awaitReloadOfNow();
    assertEquals(1, reloads.size());
  }

  @Test
  void goesOnAfterRefusalsAndFaults() throws IOException {
    watch.close();
    List<RuntimeException> refusals =
        List.of(new ConfigurationException("f", "", "bad"), new IllegalStateException("fault"));
    watch =
        new ConfigurationWatch(
            directory,
            () -> {
              reload();
              if (reloads.size() == 1) {
                throw new StackOverflowError("deep");
              }
              throw refusals.get(reloads.size() % 2);
            },
            OFTEN);
    watch.start();
    for (int version = 1; version <= 4; version++) {
      write("o/e/a.json", "{" + " ".repeat(version) + "}");
      awaitReloadOfNow();
    }
  }

  @Test
  void takesNothingAwayWhenNothingIsLeft() throws IOException {
    restart(OFTEN);
    Files.move(directory.resolve("o"), directory.resolve(".o"));
    write("unread/e/notes.txt", "");
    await().during(Duration.ofMillis(500)).until(reloads::isEmpty);
    Files.move(directory.resolve(".o"), directory.resolve("o"));
    awaitReloadOfNow();
  }

  @Test
  void endsWhenClosed() throws IOException {
    watch.start();
    watch.close();
    watch.close();
    assertTrue(
        Thread.getAllStackTraces().keySet().stream()
            .noneMatch(thread -> thread.getName().equals("kitsune-config-watch")));
    write("o/e/a.json", "{ }");
    assertEquals(List.of(), reloads);
  }

  @Test
  void comparesContentNotTimes() throws IOException {
    List<FileState> before = FileState.of(directory);
    Path file = directory.resolve("o/e/a.json");
    Files.setLastModifiedTime(file, FileTime.fromMillis(1));
    assertEquals(before, FileState.of(directory));
    FileTime time = Files.getLastModifiedTime(file);
    Files.writeString(file, "[]");
    Files.setLastModifiedTime(file, time);
    assertNotEquals(before, FileState.of(directory));
  }

  @Test
  void hasAStateForWhatCannotBeRead() throws IOException {
    Path file = directory.resolve("o/e/b.json");
    Files.createSymbolicLink(file, directory.resolve("missing"));
    List<FileState> before = FileState.of(directory);
    Files.writeString(directory.resolve("missing"), "{}");
    assertNotEquals(before, FileState.of(directory));
    List<FileState> readable = FileState.of(directory);
    try (RandomAccessFile huge = new RandomAccessFile(file.toFile(), "rw")) {
      huge.setLength(1L << 40);
    }
    assertNotEquals(readable, FileState.of(directory));
    assertEquals(1, FileState.of(directory.resolve("gone")).size());
  }

  private void restart(Pace pace) {
    watch.close();
    watch = new ConfigurationWatch(directory, this::reload, pace);
    watch.start();
  }

  private void reload() {
    reloads.add(FileState.of(directory));
  }

  private void awaitReloadOfNow() {
    List<FileState> now = FileState.of(directory);
    await().until(() -> !reloads.isEmpty() && reloads.get(reloads.size() - 1).equals(now));
  }

  private Path write(String name, String text) throws IOException {
    Path file = directory.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }
}
