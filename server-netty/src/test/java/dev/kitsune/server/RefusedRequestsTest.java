package dev.kitsune.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kitsune.engine.EngineConfig;
import dev.kitsune.engine.EngineConfig.StoreKind;
import dev.kitsune.engine.ExperienceEngine;
import dev.kitsune.server.RawConnection.Answer;
import dev.kitsune.server.ServerConfig.AdminPort;
import dev.kitsune.testdata.AnswerStep;
import dev.kitsune.testdata.Endpoint;
import dev.kitsune.testdata.MalformedRequest;
import dev.kitsune.testdata.RefusedRequest;
import dev.kitsune.testdata.TestData;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Every bad request that test data knows, over HTTP: exact status, code and message, and nothing
 * changed. A twin server that gets the good requests only says what "nothing" is: after each bad
 * request the profiles are answered byte for byte as before and the export has the same lines;
 * after all of them both servers answer the same further visits with the same bytes, so that no
 * counter, alias, replay digest or session clock has moved either. Clock and entropy stand still.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class RefusedRequestsTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String PROFILES = "/v2/organizations/acme/environments/main/profiles";
  private static final String EVENTS = "/v2/organizations/acme/environments/main/events";
  private static final List<String> IDS = List.of("known", "visitor-1", "user-of-known");
  private static final long NOW_MS = 1_700_000_000_000L;

  private final TestServer server = start();
  private final TestServer twin = start();

  RefusedRequestsTest() throws IOException {}

  @AfterAll
  void stop() {
    server.close();
    twin.close();
  }

  @Test
  void areRefusedExactlyAndChangeNothing() throws IOException {
    List<RefusedRequest> requests =
        Stream.concat(malformed(), RefusedRequest.all().stream()).toList();
    assertTrue(requests.size() > 250, () -> requests.size() + " requests");
    try (RawConnection connection = server.connect();
        RawConnection twinConnection = twin.connect()) {
      assertEquals(visits(twinConnection, "first"), visits(connection, "first"));
      String before = stored(server, connection);
      for (RefusedRequest request : requests) {
        assertRefused(request, send(connection, request));
        assertEquals(before, stored(server, connection), request::name);
      }
      assertEquals(visits(twinConnection, "second"), visits(connection, "second"));
      assertEquals(stored(twin, twinConnection), stored(server, connection));
      assertEquals(twin.engine.profileCount(), server.engine.profileCount());
    }
  }

  private static void assertRefused(RefusedRequest request, Answer answer) throws IOException {
    assertEquals(request.status(), answer.status(), () -> request + ": " + answer);
    assertEquals("*", answer.header("access-control-allow-origin"), request::name);
    assertEquals("application/json; charset=utf-8", answer.header("content-type"), request::name);
    assertEquals("keep-alive", answer.header("connection"), request::name);
    if (!request.method().equals("HEAD")) {
      JsonNode body = JSON.readTree(answer.body());
      assertEquals(request.code(), body.at("/error/code").asText(), request::name);
      assertEquals(request.message(), body.get("message").asText(), request::name);
      assertEquals("{}", body.get("data").toString(), request::name);
    }
  }

  /** Makes, or goes on with, the profiles that bad requests must leave alone; all answers. */
  private static String visits(RawConnection connection, String name) throws IOException {
    String batch = TestData.text("requests/upsert/five-events.json");
    String page = TestData.text("requests/update/page.json");
    List<String> answers = new ArrayList<>();
    for (String id : List.of("known", "visitor-1")) {
      answers.add(post(connection, PROFILES + "/" + id, named(page, name)));
      answers.add(post(connection, PROFILES + "/" + id, identify("user-of-" + id, name)));
    }
    answers.add(post(connection, EVENTS, named(batch, name)));
    return String.join("\n", answers);
  }

  private static String identify(String userId, String name) {
    return TestServer.PAGE_BODY
        .replace("\"page\"", "\"identify\"")
        .replace("\"m-1\"", "\"" + name + "\"")
        .replace("\"properties\":", "\"userId\":\"" + userId + "\",\"traits\":{\"a\":1},\"x\":");
  }

  /* Other message ids, so that the visit is none that the replay ring knows. */
  private static String named(String requests, String name) {
    return requests.replace("\"messageId\":\"", "\"messageId\":\"" + name + "-");
  }

  private static String post(RawConnection connection, String target, String body)
      throws IOException {
    Answer answer = connection.send(RawConnection.post(target, body)).read();
    assertEquals(200, answer.status(), answer.body());
    return answer.body();
  }

  private static String stored(TestServer asked, RawConnection connection) throws IOException {
    List<String> texts = new ArrayList<>();
    for (String id : IDS) {
      texts.add(connection.send(RawConnection.get(PROFILES + "/" + id)).read().body());
    }
    texts.addAll(exported(asked.engine));
    return String.join("\n", texts);
  }

  private static List<String> exported(ExperienceEngine engine) {
    List<String> lines = new ArrayList<>();
    engine.exportProfiles(engine.environment("acme", "main"), line -> lines.add(line.toString()));
    assertEquals(engine.profileCount(), lines.size());
    lines.sort(null);
    return lines;
  }

  private static Answer send(RawConnection connection, RefusedRequest request) throws IOException {
    String head = request.method() + " " + request.target() + " HTTP/1.1\r\nHost: a\r\n";
    String header = request.header().isEmpty() ? "" : request.header() + "\r\n";
    String length = "Content-Length: " + request.body().length + "\r\n\r\n";
    byte[] bytes = (head + header + length).getBytes(StandardCharsets.US_ASCII);
    return connection.send(bytes).send(request.body()).read(!request.method().equals("HEAD"));
  }

  private static Stream<RefusedRequest> malformed() {
    return MalformedRequest.all().stream()
        .map(malformed -> RefusedRequest.of(malformed, target(malformed.endpoint())));
  }

  private static String target(Endpoint endpoint) {
    return switch (endpoint) {
      case CREATE -> PROFILES;
      case UPDATE, GET -> PROFILES + "/visitor-1";
      case UPSERT -> EVENTS;
    };
  }

  private static TestServer start() throws IOException {
    EngineConfig config =
        EngineConfig.defaults()
            .withStore(StoreKind.HEAP)
            .withMaxProfiles(10_000)
            .withEnvironment("acme", "main", TestData.text("environments/documented.json"))
            .withClockAndEntropy(() -> NOW_MS, () -> AnswerStep.ENTROPY);
    return TestServer.start(config, TestServer.config(0, AdminPort.OFF, HttpLimits.DEFAULT));
  }
}
