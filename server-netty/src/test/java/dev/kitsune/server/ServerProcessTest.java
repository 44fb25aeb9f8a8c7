package dev.kitsune.server;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kitsune.engine.store.ChronicleFlags;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The server as its users start it: a process of its own. */
final class ServerProcessTest {
  private static final Pattern CURL =
      Pattern.compile("curl -s (?:-H '([^:]+): ([^']+)' )?'([^']+)'(?: -d '([^']+)')?");
  private static final int WAIT_SECONDS = 15;
  private static final String CHRONICLE = ChronicleFlags.line(Runtime.version().feature());

  private final List<Process> processes = new ArrayList<>();
  private final Path directory;

  ServerProcessTest(@TempDir Path directory) {
    this.directory = directory;
  }

  @AfterEach
  void end() {
    processes.forEach(Process::destroyForcibly);
  }

  @Test
  void printsThreeCurlLinesThatWorkAndStopsWith0() throws Exception {
    Process server = start("serve", "--port", "0", "--admin-port", "0");
    BufferedReader out = server.inputReader(StandardCharsets.UTF_8);
    JsonNode created = send(out.readLine());
    assertEquals("[\"aud-pricing\"]", created.at("/data/profile/audiences").toString());
    assertEquals(2, created.at("/data/experiences").size(), created.toString());
    JsonNode identified = send(out.readLine());
    assertEquals("visitor-1", identified.at("/data/profile/id").asText());
    assertEquals("Ada", identified.at("/data/profile/traits/name").asText());
    assertEquals("[\"aud-pro\"]", identified.at("/data/profile/audiences").toString());
    JsonNode got = send(out.readLine());
    assertEquals(identified.get("data"), got.get("data"));
    server.destroy();
    assertTrue(server.waitFor(WAIT_SECONDS, TimeUnit.SECONDS));
    assertEquals(0, server.exitValue(), errors());
    assertTrue(
        errors().contains("environment demo/main version 1: 6 audiences, 4 experiences"), errors());
    assertTrue(errors().contains("stopped"), errors());
  }

  @Test
  void saysThatThePortIsTaken() throws Exception {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = String.valueOf(other.getLocalPort());
      assertEquals(ServeCommand.FAILED, exitOf(start("--port", port, "--admin-port", "0")));
      String message = "kitsune: cannot listen on 127.0.0.1:" + port + ": the port is taken";
      assertTrue(errors().contains(message), errors());
      assertFalse(errors().contains("\tat "), errors());
    }
  }

  @Test
  void namesTheFlagsThatTheJvmLacks() throws Exception {
    assertEquals(ServeCommand.FAILED, exitOf(startWith("", "--port", "0")));
    assertTrue(errors().startsWith("kitsune: "), errors());
    assertTrue(errors().stripTrailing().endsWith(CHRONICLE), errors());
    assertFalse(errors().contains("\tat "), errors());
  }

  @Test
  void namesFilePointerAndReasonOfAFaultyConfiguration() throws Exception {
    Path file = directory.resolve("shop/main/rules.json");
    Files.createDirectories(file.getParent());
    Files.writeString(
        file, DemoEnvironment.json().replace("\"audience\": \"aud-pro\"", "\"audience\": \"x\""));
    Process server = start("--config", directory.toString(), "--port", "0");
    assertEquals(ServeCommand.FAILED, exitOf(server));
    assertTrue(errors().contains("rules.json at /experiences/1/audience: "), errors());
    assertFalse(errors().contains("\tat "), errors());
  }

  @Test
  void servesAConfigDirectory() throws Exception {
    Path file = directory.resolve("shop/main/rules.json");
    Files.createDirectories(file.getParent());
    Files.writeString(file, DemoEnvironment.json());
    int port = freePort();
    Process server =
        start("--config", directory.toString(), "--port", "" + port, "--admin-port", "0");
    String base = "http://127.0.0.1:" + port + "/v2/organizations/shop/environments/main/profiles";
    awaitReady(port);
    JsonNode created = send("curl -s '" + base + "' -d '" + TestServer.PAGE_BODY + "'");
    assertEquals("[\"aud-pricing\"]", created.at("/data/profile/audiences").toString());
    server.destroy();
    assertEquals(0, exitOf(server));
    assertTrue(
        errors().contains("environment shop/main version 1: 6 audiences, 4 experiences"), errors());
  }

  private static void awaitReady(int port) {
    await()
        .ignoreExceptions()
        .until(
            () -> {
              try (RawConnection connection = new RawConnection(port)) {
                connection.send(RawConnection.get("/health/ready"));
                return connection.read().status() == 200;
              }
            });
  }

  private Process start(String... args) throws IOException {
    return startWith(CHRONICLE, args);
  }

  private Process startWith(String flags, String... args) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    if (!flags.isEmpty()) {
      command.addAll(List.of(flags.split(" ", -1)));
    }
    command.add("-Dlogback.configurationFile=logback.xml"); // not that of the tests
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(ServerMain.class.getName());
    command.addAll(List.of(args));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.redirectError(directory.resolve("stderr").toFile());
    Process process = builder.start();
    processes.add(process);
    return process;
  }

  private int exitOf(Process process) throws Exception {
    assertTrue(process.waitFor(WAIT_SECONDS, TimeUnit.SECONDS), "still running");
    return process.exitValue();
  }

  private String errors() throws IOException {
    return Files.readString(directory.resolve("stderr"));
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** Sends what the printed line would; whoever changes the line's form changes the pattern. */
  private static JsonNode send(String curl) throws Exception {
    Matcher line = CURL.matcher(String.valueOf(curl));
    assertTrue(line.matches(), curl);
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(line.group(3)));
    if (line.group(1) != null) {
      request.header(line.group(1), line.group(2));
    }
    if (line.group(4) != null) {
      request.POST(BodyPublishers.ofString(line.group(4)));
    }
    String body = HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString()).body();
    JsonNode answer = new ObjectMapper().readTree(body);
    assertEquals("ok", answer.get("message").asText(), body);
    return answer;
  }
}
