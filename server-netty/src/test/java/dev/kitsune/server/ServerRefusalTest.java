package dev.kitsune.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Processes that cannot serve: one message, no stack trace, exit code 1. */
final class ServerRefusalTest {
  private final Path directory;

  ServerRefusalTest(@TempDir Path directory) {
    this.directory = directory;
  }

  @Test
  void saysThatThePortIsTaken() throws Exception {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = String.valueOf(other.getLocalPort());
      String message = errorsOf(List.of(flags()), "--port", port, "--admin-port", "0");
      assertEquals(
          "kitsune: cannot listen on 127.0.0.1:"
              + port
              + ": the port is taken; choose another with --port or --admin-port",
          message);
    }
  }

  @Test
  void namesTheFlagsThatTheJvmLacks() throws Exception {
    String message = errorsOf(List.of(), "--port", "0");
    assertTrue(message.startsWith("kitsune: "), message);
    assertTrue(message.endsWith(ServerProcess.FLAGS), message);
  }

  @Test
  void namesFilePointerAndReasonOfAFaultyConfiguration() throws Exception {
    Path file = directory.resolve("shop/main/rules.json");
    Files.createDirectories(file.getParent());
    Files.writeString(
        file, DemoEnvironment.json().replace("\"audience\": \"aud-pro\"", "\"audience\": \"x\""));
    String message = errorsOf(List.of(flags()), "--config", directory.toString(), "--port", "0");
    String place = file + " at /experiences/1/audience: ";
    assertTrue(message.startsWith("kitsune: configuration refused: " + place), message);
  }

  private String errorsOf(List<String> flags, String... args) throws Exception {
    try (ServerProcess server = ServerProcess.start(directory, flags, args)) {
      assertEquals(ServeCommand.FAILED, server.awaitExit());
      assertFalse(server.errors().contains("\tat "), server.errors());
      return server.errors().strip();
    }
  }

  private static String[] flags() {
    return ServerProcess.FLAGS.split(" ", -1);
  }
}
