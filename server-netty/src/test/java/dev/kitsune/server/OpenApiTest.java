package dev.kitsune.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kitsune.engine.EngineConfig;
import dev.kitsune.engine.EngineConfig.StoreKind;
import dev.kitsune.server.NodeScript.Output;
import dev.kitsune.server.RawConnection.Answer;
import dev.kitsune.server.ServerConfig.AdminPort;
import dev.kitsune.server.route.Resource;
import dev.kitsune.testdata.AnswerStep;
import dev.kitsune.testdata.Endpoint;
import dev.kitsune.testdata.RefusedRequest;
import dev.kitsune.testdata.TestData;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The served OpenAPI document against what is really served. */
final class OpenApiTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Set<String> METHODS =
      Set.of("get", "head", "post", "delete", "options", "put", "patch", "trace");

  private final AtomicLong clockMs = new AtomicLong();
  private final TestServer server;
  private final RawConnection connection;

  OpenApiTest() throws IOException {
    EngineConfig config =
        EngineConfig.defaults()
            .withStore(StoreKind.HEAP)
            .withMaxProfiles(10_000)
            .withEnvironment("acme", "main", TestData.text("environments/documented.json"))
            .withClockAndEntropy(clockMs::get, () -> AnswerStep.ENTROPY);
    server = TestServer.start(config, TestServer.config(0, AdminPort.OFF, HttpLimits.DEFAULT));
    connection = server.connect();
  }

  @AfterEach
  void stop() throws IOException {
    connection.close();
    server.close();
  }

  @Test
  void namesEveryMethodOfEveryResource() throws IOException {
    JsonNode paths = document().get("paths");
    assertEquals(Resource.values().length - 4, paths.size()); // but those of operators and NONE
    Iterator<String> templates = paths.fieldNames();
    while (templates.hasNext()) {
      String template = templates.next();
      String target = template.replaceAll("\\{[^}]+}", "x");
      connection.send("OPTIONS " + target + " HTTP/1.1\r\nHost: a\r\n\r\n");
      assertEquals(connection.read().header("allow"), allow(paths.get(template)), template);
    }
  }

  @Test
  void isValidAndRightAboutRealAnswers(@TempDir Path folder) throws Exception {
    NodeScript node = new NodeScript(folder);
    node.assumeInstalled();
    ObjectNode input = JSON.createObjectNode();
    input.set("document", document());
    ArrayNode exchanges = input.putArray("exchanges");
    for (AnswerStep step : AnswerStep.all()) {
      clockMs.set(step.clockMs());
      String method = step.endpoint() == Endpoint.GET ? "GET" : "POST";
      exchanges.add(exchange(method, step.target(), "", step.request()));
    }
    for (RefusedRequest refused : RefusedRequest.all()) {
      exchanges.add(exchange(refused.method(), refused.target(), refused.header(), refused.body()));
    }
    exchanges.add(exchange("DELETE", AnswerStep.all().get(1).target(), "", new byte[0]));
    for (String target : new String[] {"/openapi.json", "/health/live", "/health/ready"}) {
      exchanges.add(exchange("GET", target, "", new byte[0]));
    }
    Output output = node.run(input.toString(), "check-openapi.mjs");
    assertEquals(0, output.exitCode(), output.text());
    assertTrue(output.text().endsWith(exchanges.size() + " exchanges, 0 issues\n"), output.text());
  }

  private JsonNode document() throws IOException {
    Answer answer = connection.send(RawConnection.get("/openapi.json")).read();
    assertEquals(200, answer.status());
    assertEquals("application/json; charset=utf-8", answer.header("content-type"));
    return JSON.readTree(answer.body());
  }

  private ObjectNode exchange(String method, String target, String header, byte[] body)
      throws IOException {
    String head = method + " " + target + " HTTP/1.1\r\nHost: a\r\n";
    String more = header.isEmpty() ? "" : header + "\r\n";
    String length = "Content-Length: " + body.length + "\r\n\r\n";
    connection.send((head + more + length).getBytes(StandardCharsets.US_ASCII)).send(body);
    Answer answer = connection.read(!method.equals("HEAD"));
    ObjectNode exchange = JSON.createObjectNode();
    exchange.put("method", method).put("target", target).put("status", answer.status());
    if (body.length > 0 && answer.status() == 200) {
      exchange.set("request", JSON.readTree(body));
    }
    if (!method.equals("HEAD")) {
      exchange.set("answer", JSON.readTree(answer.body()));
    }
    return exchange;
  }

  /** The operations of a path as an {@code Allow} header names them. */
  private static String allow(JsonNode path) {
    Set<String> names = new TreeSet<>();
    path.fieldNames().forEachRemaining(names::add);
    names.retainAll(METHODS);
    StringBuilder text = new StringBuilder();
    for (String method : new String[] {"get", "head", "post", "delete", "options"}) {
      if (names.remove(method)) {
        text.append(text.isEmpty() ? "" : ", ").append(method.toUpperCase(Locale.ROOT));
      }
    }
    return names.isEmpty() ? text.toString() : text + " and " + names;
  }
}
