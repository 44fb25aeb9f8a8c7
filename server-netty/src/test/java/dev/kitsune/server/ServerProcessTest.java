package dev.kitsune.server;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The server as its users start it: a process of its own. */
final class ServerProcessTest {
  private static final Pattern CURL =
      Pattern.compile("curl -s (?:-H '([^:]+): ([^']+)' )?'([^']+)'(?: -d '([^']+)')?");
  private final Path directory;

  ServerProcessTest(@TempDir Path directory) {
    this.directory = directory;
  }

  @Test
  void printsThreeCurlLinesThatWorkAndStopsWith0() throws Exception {
    String[] args = {"serve", "--port", "0", "--admin-port", "0"};
    try (ServerProcess server = ServerProcess.start(directory, args)) {
      BufferedReader out = server.out();
      JsonNode created = send(out.readLine());
      assertEquals("[\"aud-pricing\"]", created.at("/data/profile/audiences").toString());
      assertEquals(2, created.at("/data/experiences").size(), created.toString());
      JsonNode identified = send(out.readLine());
      assertEquals("visitor-1", identified.at("/data/profile/id").asText());
      assertEquals("Ada", identified.at("/data/profile/traits/name").asText());
      assertEquals("[\"aud-pro\"]", identified.at("/data/profile/audiences").toString());
      JsonNode got = send(out.readLine());
      assertEquals(identified.get("data"), got.get("data"));
      server.terminate();
      assertEquals(0, server.awaitExit(), server.errors());
      String environment = "environment demo/main version 1: 6 audiences, 4 experiences";
      assertTrue(server.errors().contains(environment), server.errors());
      assertTrue(server.errors().stripTrailing().endsWith("stopped"), server.errors());
    }
  }

  @Test
  void servesAConfigDirectory() throws Exception {
    Path file = directory.resolve("shop/main/rules.json");
    Files.createDirectories(file.getParent());
    Files.writeString(file, DemoEnvironment.json());
    int port = freePort();
    String[] args = {
      "--config", directory.toString(), "--port", String.valueOf(port), "--admin-port", "0"
    };
    String base = "http://127.0.0.1:" + port + "/v2/organizations/shop/environments/main/profiles";
    try (ServerProcess server = ServerProcess.start(directory, args)) {
      awaitReady(port);
      JsonNode created = send("curl -s '" + base + "' -d '" + TestServer.PAGE_BODY + "'");
      assertEquals("[\"aud-pricing\"]", created.at("/data/profile/audiences").toString());
      server.terminate();
      assertEquals(0, server.awaitExit());
      assertTrue(server.errors().contains("environment shop/main version 1"), server.errors());
    }
  }

  @Test
  void takesChangedFilesOverAndLeavesFaultyOnes() throws Exception {
    Path file = directory.resolve("shop/main/rules.json");
    Files.createDirectories(file.getParent());
    Files.writeString(file, DemoEnvironment.json());
    int port = freePort();
    String[] args = {
      "--config", directory.toString(), "--port", String.valueOf(port), "--admin-port", "0"
    };
    String base = "http://127.0.0.1:" + port + "/v2/organizations/shop/environments/main/profiles";
    try (ServerProcess server = ServerProcess.start(directory, args)) {
      awaitReady(port);
      assertEquals("1", configVersion(base));
      Files.writeString(file, "{\"audiences\":7}");
      String refusal = "rules.json at /audiences: found 7, expected an array";
      await().until(() -> server.errors().contains(refusal));
      assertEquals("1", configVersion(base));
      Files.writeString(file, DemoEnvironment.json() + " ");
      await().until(() -> configVersion(base).equals("2"));
      assertTrue(server.errors().contains("environment shop/main version 2, content "));
    }
  }

  private static String configVersion(String base) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(base))
            .POST(BodyPublishers.ofString(TestServer.PAGE_BODY))
            .build();
    return HttpClient.newHttpClient()
        .send(request, BodyHandlers.ofString())
        .headers()
        .firstValue("x-config-version")
        .orElse("none");
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
