package dev.kitsune.server.transfer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kitsune.engine.EngineConfig;
import dev.kitsune.engine.EngineConfig.StoreKind;
import dev.kitsune.engine.ExperienceEngine;
import dev.kitsune.engine.bytes.ByteSlice;
import dev.kitsune.engine.response.ResponseSink;
import dev.kitsune.server.HttpLimits;
import dev.kitsune.server.HttpServer;
import dev.kitsune.server.ServerConfig;
import dev.kitsune.server.ServerConfig.AdminPort;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** Import and export as the command line does them, against a started server. */
final class TransferTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String ENVIRONMENT = "{\"audiences\":[],\"experiences\":[]}";

  private final Path folder;
  private final StringWriter err = new StringWriter();
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ExperienceEngine engine = engine(10_000);
  private final HttpServer server = start(engine);

  TransferTest(@TempDir Path folder) throws IOException {
    this.folder = folder;
  }

  @AfterEach
  void stop() {
    server.close();
    engine.close();
  }

  @Test
  void importsAFileOfManyChunksAndExportsTheSameProfiles() throws IOException {
    List<String> lines = lines(3_000);
    assertEquals(0, importFile(String.join("\n", lines)), err::toString);
    assertEquals(3_000, engine.profileCount());
    assertTrue(err.toString().contains("lines imported: 3,000"), err::toString);
    assertTrue(get("visitor-7").contains("\"stableId\":\"stable-7\""), get("visitor-7"));
    assertEquals(get("visitor-7"), get("alias-7"));
    Path file = folder.resolve("out.ndjson");
    assertEquals(0, export("--out", file.toString()), err::toString);
    assertEquals(ids(lines), ids(Files.readAllLines(file)));
    assertFalse(Files.exists(folder.resolve("out.ndjson.part")));
    assertTrue(err.toString().contains("profiles exported: 3,000"), err::toString);
  }

  @Test
  void whatIsExportedIsImportedElsewhereAndExportedAlike() throws IOException {
    assertEquals(0, importFile(String.join("\n", lines(300))), err::toString);
    assertEquals(0, export(), err::toString);
    List<String> exported = out.toString(UTF_8).lines().sorted().toList();
    try (ExperienceEngine other = engine(10_000);
        HttpServer otherServer = start(other)) {
      assertEquals(0, importFile(out.toString(UTF_8), port(otherServer)), err::toString);
      out.reset();
      assertEquals(0, export("--admin-port", "" + otherServer.adminPort()), err::toString);
    }
    assertEquals(exported, out.toString(UTF_8).lines().sorted().toList());
  }

  @Test
  void importsALineTwiceOnce() throws IOException {
    String text = String.join("\n", lines(100));
    assertEquals(0, importFile(text));
    assertEquals(0, importFile(text), err::toString);
    assertEquals(100, engine.profileCount());
  }

  @Test
  void namesLineAndPlaceOfWhatCannotBeKeptAndWhereToGoOn() throws IOException {
    List<String> lines = new ArrayList<>(lines(1_000));
    lines.set(699, "{\"id\":\"bad\",\"traits\":5}");
    assertEquals(1, importFile(String.join("\n", lines)));
    String said = err.toString();
    assertTrue(said.contains("line 700: /traits "), said);
    assertEquals(699, engine.profileCount());
    String from = said.replaceFirst("(?s).*go on with --from-line (\\d+).*", "$1");
    assertTrue(Long.parseLong(from) <= 700, said);
    lines.set(699, "");
    assertEquals(0, importFile(String.join("\n", lines), "--from-line", from), err::toString);
    assertEquals(999, engine.profileCount());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "nonsense                                | line 1: ",
        "{}                                      | line 1: /id ",
        "{\"id\":\"\"}                           | line 1: /id ",
        "{\"id\":\"a\",\"random\":1}             | line 1: /random ",
        "{\"id\":\"a\",\"colour\":1}             | line 1: /colour ",
        "{\"id\":\"a\",\"session\":{\"count\":0}}| line 1: /session/count ",
      })
  void refusesWhatItCannotKeep(String line, String place) throws IOException {
    assertEquals(1, importFile(line));
    assertTrue(err.toString().contains(place), err::toString);
    assertEquals(0, engine.profileCount());
  }

  @Test
  void skipsBlankLinesAndTakesLineEndsOfEveryKind() throws IOException {
    assertEquals(0, importFile("\n{\"id\":\"a\"}\r\n \n\n{\"id\":\"b\"}\n"), err::toString);
    assertEquals(2, engine.profileCount());
  }

  @Test
  void saysWhereToGoOnWhenTheStoreIsFull() throws IOException {
    try (ExperienceEngine small = engine(50);
        HttpServer smallServer = start(small)) {
      String port = String.valueOf(smallServer.adminPort());
      String[] more = {"--admin-port", port, "--tries", "2"};
      assertEquals(1, importFile(String.join("\n", lines(200)), more));
      assertTrue(err.toString().contains("Service Unavailable; "), err::toString);
      assertTrue(err.toString().contains("--from-line 1"), err::toString);
    }
  }

  @Test
  void saysThatThereIsNoServerOrNoEnvironment() throws IOException {
    assertEquals(1, importFile("{\"id\":\"a\"}", "--environment", "other"));
    assertTrue(err.toString().contains("Organization or environment not found"), err::toString);
    assertEquals(1, export("--environment", "other"));
    server.close();
    assertEquals(1, export());
    assertTrue(err.toString().contains("is the server running"), err::toString);
    assertEquals(1, importFile("{\"id\":\"a\"}"));
    assertFalse(err.toString().contains("\tat "), err::toString);
  }

  @Test
  void refusesFilesAndLinesThatAreNone() throws IOException {
    assertEquals(2, run("import", folder.resolve("missing").toString()));
    assertEquals(2, run("import", folder.toString()));
    assertEquals(2, importFile("{\"id\":\"a\"}", "--from-line", "0"));
  }

  @ParameterizedTest
  @CsvSource({"/import, POST", "/export, GET"})
  void servesNoWebPage(String path, String method) throws Exception {
    HttpResponseOf plain = request(path, method, "127.0.0.1");
    assertEquals(400, plain.status());
    assertTrue(plain.body().contains("X-Kitsune-Admin"), plain.body());
    assertEquals("", plain.allowedOrigin());
    assertEquals(200, request(path, method, "127.0.0.1", "X-Kitsune-Admin", "1").status());
    assertEquals(200, request(path, method, "localhost", "X-Kitsune-Admin", "1").status());
    HttpResponseOf options = request(path, "OPTIONS", "127.0.0.1");
    assertEquals(204, options.status());
    assertEquals("", options.allowedOrigin());
  }

  private record HttpResponseOf(int status, String body, String allowedOrigin) {}

  private HttpResponseOf request(String path, String method, String host, String... headers)
      throws Exception {
    URI uri =
        URI.create(
            "http://%s:%d/admin/organizations/o/environments/main%s"
                .formatted(host, server.adminPort(), path));
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri).method(method, HttpRequest.BodyPublishers.ofString(""));
    if (headers.length > 0) {
      request.headers(headers);
    }
    var response = HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());
    String origin = response.headers().firstValue("access-control-allow-origin").orElse("");
    return new HttpResponseOf(response.statusCode(), response.body(), origin);
  }

  private int importFile(String text, String... more) throws IOException {
    Path file = Files.writeString(folder.resolve("in.ndjson"), text);
    List<String> args = new ArrayList<>(List.of("import", file.toString()));
    args.addAll(List.of(more));
    return run(args.toArray(String[]::new));
  }

  private int export(String... more) {
    List<String> args = new ArrayList<>(List.of("export"));
    args.addAll(List.of(more));
    return run(args.toArray(String[]::new));
  }

  /** Runs a command as the process does, with this server's port where none is given. */
  private int run(String... args) {
    List<String> all = new ArrayList<>(List.of(args).subList(1, args.length));
    all.addAll(List.of("--organization", "o"));
    if (!all.contains("--admin-port")) {
      all.addAll(List.of("--admin-port", "" + server.adminPort()));
    }
    PrintWriter errors = new PrintWriter(err, true);
    Object command =
        args[0].equals("import")
            ? new ImportCommand(errors)
            : new ExportCommand(new PrintStream(out, true, UTF_8), errors);
    return new CommandLine(command).setErr(errors).execute(all.toArray(String[]::new));
  }

  private static String[] port(HttpServer server) {
    return new String[] {"--admin-port", "" + server.adminPort()};
  }

  private String get(String id) {
    ResponseSink answer = new ResponseSink();
    ByteSlice slice = new ByteSlice().wrap(id.getBytes(UTF_8));
    engine.newWorker().getProfile(engine.environment("o", "main"), slice, answer);
    return new String(answer.array(), 0, answer.length(), UTF_8);
  }

  private static List<String> lines(int count) {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      lines.add(
          ("{\"id\":\"visitor-%1$d\",\"stableId\":\"stable-%1$d\",\"random\":0.25,"
                  + "\"aliases\":[\"alias-%1$d\"],\"traits\":{\"number\":%1$d,\"name\":\"Ada\"}}")
              .formatted(i));
    }
    return lines;
  }

  private static List<String> ids(List<String> lines) throws IOException {
    List<String> ids = new ArrayList<>();
    for (String line : lines) {
      JsonNode profile = JSON.readTree(line);
      ids.add(profile.get("id") + " " + profile.get("stableId") + " " + profile.get("traits"));
    }
    ids.sort(null);
    return ids;
  }

  private static ExperienceEngine engine(long maxProfiles) {
    return ExperienceEngine.open(
        EngineConfig.defaults()
            .withStore(StoreKind.HEAP)
            .withMaxProfiles(maxProfiles)
            .withEnvironment("o", "main", ENVIRONMENT));
  }

  private static HttpServer start(ExperienceEngine engine) throws IOException {
    ServerConfig config =
        new ServerConfig("127.0.0.1", 0, AdminPort.required(0), HttpLimits.DEFAULT, 5_000);
    return HttpServer.start(config, engine);
  }
}
