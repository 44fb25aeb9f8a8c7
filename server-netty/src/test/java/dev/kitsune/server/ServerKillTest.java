package dev.kitsune.server;

import static dev.kitsune.server.TestServer.PROFILES;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The server's process killed under load: at the next start every acknowledged event is there. */
final class ServerKillTest {
  private static final int CLIENT_COUNT = 4;
  private static final int PROFILE_COUNT = 8;
  private static final int ACKNOWLEDGED_MIN = 100;

  /* The common pool has one thread on two processors, and a client ends with the server only. */
  private static final Executor OWN_THREAD = task -> new Thread(task, "client").start();

  private final Path directory;
  private final AtomicIntegerArray acknowledged =
      new AtomicIntegerArray(CLIENT_COUNT * PROFILE_COUNT);

  ServerKillTest(@TempDir Path directory) {
    this.directory = directory;
  }

  @Test
  void keepsWhatItAcknowledgedWhenItIsKilled() throws Exception {
    int port = freePort();
    try (ServerProcess server = start(port)) {
      awaitReady(port);
      List<CompletableFuture<Void>> clients = new ArrayList<>();
      for (int i = 0; i < CLIENT_COUNT; i++) {
        int client = i;
        clients.add(CompletableFuture.runAsync(() -> changeUntilCut(port, client), OWN_THREAD));
      }
      await().atMost(Duration.ofSeconds(30)).until(() -> least() >= ACKNOWLEDGED_MIN);
      server.kill();
      for (CompletableFuture<Void> client : clients) {
        client.get(10, TimeUnit.SECONDS);
      }
    }
    try (ServerProcess server = start(port)) {
      awaitReady(port);
      assertAllThere(port);
      server.terminate();
      assertEquals(0, server.awaitExit(), server.errors());
      String level = "profiles are kept in " + directory.resolve("data") + ", durability os";
      assertTrue(server.errors().contains(level), server.errors());
      assertTrue(server.errors().contains("read back up to group"), server.errors());
    }
  }

  private ServerProcess start(int port) throws IOException {
    return ServerProcess.start(
        directory,
        "serve",
        "--data",
        directory.resolve("data").toString(),
        "--port",
        String.valueOf(port),
        "--admin-port",
        "0",
        "--events-per-second",
        "0");
  }

  /* The number of the client's request to a profile is the trait that it sets. */
  private void changeUntilCut(int port, int client) {
    try (RawConnection connection = new RawConnection(port)) {
      for (int number = 1; ; number++) {
        for (int profile = 0; profile < PROFILE_COUNT; profile++) {
          String id = "p" + client + "-" + profile;
          connection.send(RawConnection.post(PROFILES + "/" + id, identify(number)));
          assertEquals(200, connection.read().status());
          acknowledged.set(client * PROFILE_COUNT + profile, number);
        }
      }
    } catch (IOException cut) {
      // the server is gone; what it answered is noted
    }
  }

  private void assertAllThere(int port) throws IOException {
    try (RawConnection connection = new RawConnection(port)) {
      for (int i = 0; i < CLIENT_COUNT * PROFILE_COUNT; i++) {
        String id = "p" + i / PROFILE_COUNT + "-" + i % PROFILE_COUNT;
        connection.send(RawConnection.get(PROFILES + "/" + id));
        JsonNode answer = new ObjectMapper().readTree(connection.read().body());
        int kept = answer.at("/data/profile/traits/number").asInt();
        int least = acknowledged.get(i);
        /* One more may have been kept whose answer did not come through. */
        assertTrue(
            kept == least || kept == least + 1,
            () -> id + " has " + kept + ", acknowledged " + least);
      }
    }
  }

  private int least() {
    int least = Integer.MAX_VALUE;
    for (int i = 0; i < acknowledged.length(); i++) {
      least = Math.min(least, acknowledged.get(i));
    }
    return least;
  }

  private static String identify(int number) {
    return """
        {"events":[{"type":"identify","channel":"web","messageId":"m-%d",\
        "context":{"library":{"name":"test","version":"1.0.0"}},\
        "userId":"","traits":{"number":%d}}]}\
        """
        .formatted(number, number);
  }

  private static void awaitReady(int port) {
    await()
        .atMost(Duration.ofSeconds(30))
        .ignoreExceptions()
        .until(
            () -> {
              try (RawConnection connection = new RawConnection(port)) {
                connection.send(RawConnection.get("/health/ready"));
                return connection.read().status() == 200;
              }
            });
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
