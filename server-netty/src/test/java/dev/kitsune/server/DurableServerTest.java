package dev.kitsune.server;

import static dev.kitsune.server.TestServer.PAGE_BODY;
import static dev.kitsune.server.TestServer.PROFILES;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kitsune.engine.EngineConfig;
import dev.kitsune.engine.ExperienceEngine;
import dev.kitsune.engine.journal.Durability;
import dev.kitsune.server.RawConnection.Answer;
import dev.kitsune.server.ServerConfig.AdminPort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** Real commits on a real disk, and a disk that takes no more. */
final class DurableServerTest {
  private static final int CLIENT_COUNT = 6;
  private static final int CHANGE_COUNT = 300;
  private static final Executor OWN_THREAD = task -> new Thread(task, "client").start();
  private static final String READY = RawConnection.get("/health/ready");

  private final Path data;
  private int segmentBytes = 4 << 20;

  DurableServerTest(@TempDir Path directory) {
    data = directory.resolve("data");
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "NONE")
  void keepsTheOrderOfEachClientAndEveryAcknowledgedChange(Durability level) throws Exception {
    try (TestServer server = start(level)) {
      List<CompletableFuture<Void>> clients =
          IntStream.range(0, CLIENT_COUNT)
              .mapToObj(
                  client -> CompletableFuture.runAsync(() -> changeAll(server, client), OWN_THREAD))
              .toList();
      for (CompletableFuture<Void> client : clients) {
        client.get(60, TimeUnit.SECONDS);
      }
      assertEquals(CLIENT_COUNT * (long) CHANGE_COUNT, server.engine.sequence());
    }
    try (ExperienceEngine engine = ExperienceEngine.open(config(level))) {
      assertEquals(CLIENT_COUNT * (long) CHANGE_COUNT, engine.profileCount());
    }
  }

  @Test
  void acknowledgesNothingBeforeItIsDurable() throws IOException {
    try (TestServer server = start(Durability.FSYNC);
        RawConnection connection = server.connect()) {
      StringBuilder changes = new StringBuilder();
      for (int i = 0; i < CHANGE_COUNT; i++) {
        changes.append(change("p" + i));
      }
      connection.send(changes.toString());
      for (int i = 0; i < CHANGE_COUNT; i++) {
        assertId("p" + i, connection.read());
        long durable = server.engine.durableSequence();
        assertTrue(durable >= i + 1, () -> "acknowledged ahead of " + durable);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "NONE")
  void isUnreadyAndReadsOnWhileTheJournalIsFenced(Durability level) throws Exception {
    segmentBytes = 64 * 1_024;
    try (TestServer server = start(level)) {
      assertId("kept", ask(server, change("kept")));
      Path obstacle = refuseNewSegments();
      int[] count = {0};
      await()
          .pollInterval(Duration.ofMillis(1))
          .until(() -> ask(server, change("p" + count[0]++)).status() == 503);
      awaitStatus(server, 503, READY);
      Answer refused = ask(server, change("refused"));
      assertEquals(503, refused.status());
      assertEquals("1", refused.header("retry-after"));
      assertId("kept", ask(server, RawConnection.get(PROFILES + "/kept")));
      assertEquals(200, ask(server, RawConnection.get("/health/live")).status());
      assertEquals("1.0", MetricsTest.scrape(server).get("kitsune_journal_fenced"));
      mend(obstacle);
      awaitStatus(server, 200, READY);
      assertId("after", ask(server, change("after")));
      assertEquals("0.0", MetricsTest.scrape(server).get("kitsune_journal_fenced"));
    }
    try (ExperienceEngine engine = ExperienceEngine.open(config(level))) {
      engine.get(engine.environment("demo", "main"), "kept");
      engine.get(engine.environment("demo", "main"), "after");
    }
  }

  private static void awaitStatus(TestServer server, int status, String request) {
    await().until(() -> ask(server, request).status() == status);
  }

  private static Answer ask(TestServer server, String request) throws IOException {
    try (RawConnection connection = server.connect()) {
      return connection.send(request).read();
    }
  }

  private void changeAll(TestServer server, int client) {
    try (RawConnection connection = server.connect()) {
      for (int sent = 0; sent < CHANGE_COUNT; sent += CHANGE_COUNT / 10) {
        StringBuilder changes = new StringBuilder();
        for (int i = sent; i < sent + CHANGE_COUNT / 10; i++) {
          changes.append(change("c" + client + "-" + i));
        }
        connection.send(changes.toString());
        for (int i = sent; i < sent + CHANGE_COUNT / 10; i++) {
          assertId("c" + client + "-" + i, connection.read());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Lets no segment come after the one in use and the one that is ready.
   *
   * @return what stands in its way
   */
  private Path refuseNewSegments() throws IOException {
    Path obstacle = data.resolve("segment-0000000000000003.journal.unfinished");
    Files.createDirectories(obstacle.resolve("in-the-way"));
    return obstacle;
  }

  private static void mend(Path obstacle) throws IOException {
    Files.delete(obstacle.resolve("in-the-way"));
    Files.delete(obstacle);
  }

  private TestServer start(Durability level) throws IOException {
    return TestServer.start(
        config(level), TestServer.config(0, AdminPort.required(0), HttpLimits.DEFAULT));
  }

  private EngineConfig config(Durability level) {
    return TestServer.engineConfig().withSegmentBytes(segmentBytes).withDataDirectory(data, level);
  }

  private static String change(String id) {
    return RawConnection.post(PROFILES + "/" + id, PAGE_BODY);
  }

  private static void assertId(String id, Answer answer) {
    assertEquals(200, answer.status(), answer.body());
    assertTrue(answer.body().contains("\"id\":\"" + id + "\""), answer.body());
  }
}
