package dev.kitsune.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kitsune.engine.EngineConfig.StoreKind;
import dev.kitsune.engine.bytes.ByteSlice;
import dev.kitsune.engine.catalog.EnvironmentRef;
import dev.kitsune.engine.error.ExperienceException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.io.TempDir;

/** A disk that takes files away under mapped memory, as a failing one does: SIGBUS. */
class FailingDiskTest {
  private static final int UPDATE_COUNT = 2_000;

  /* Before code is compiled and after: the JVM tells the fault at different places. */
  @RepeatedTest(4)
  void nothingThatWasAcknowledgedIsLostAndChangesAreTakenAgain(@TempDir Path scratch)
      throws IOException {
    Path data = scratch.resolve("data");
    List<String> before;
    int acknowledged = 0;
    try (ExperienceEngine engine = open(data)) {
      for (int i = 0; i < UPDATE_COUNT; i++) {
        if (i == UPDATE_COUNT / 2) {
          cutSegments(data);
        }
        acknowledged += isAcknowledged(engine, i) ? 1 : 0;
      }
      Awaitility.await().until(engine::isReady);
      Awaitility.await().until(() -> isAcknowledged(engine, UPDATE_COUNT));
      before = lines(engine);
    }
    assertTrue(acknowledged >= UPDATE_COUNT / 2, acknowledged + " of " + UPDATE_COUNT);
    try (ExperienceEngine engine = open(data)) {
      assertEquals(before, lines(engine));
    }
  }

  private static boolean isAcknowledged(ExperienceEngine engine, int number) {
    EnvironmentRef main = engine.environment("acme", "main");
    try {
      engine.update(main, "p" + number % 10, Event.identify("").trait("n", number).build());
      return true;
    } catch (ExperienceException | InternalError refused) {
      return false;
    }
  }

  private static void cutSegments(Path data) throws IOException {
    try (Stream<Path> files = Files.list(data)) {
      for (Path file : files.filter(name -> name.toString().endsWith(".journal")).toList()) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
          channel.truncate(0);
        }
      }
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

  private static ExperienceEngine open(Path directory) {
    return ExperienceEngine.open(
        EngineConfig.defaults()
            .withStore(StoreKind.HEAP)
            .withMaxProfiles(1_000)
            .withEnvironment("acme", "main", "{}")
            .withDataDirectory(directory));
  }
}
