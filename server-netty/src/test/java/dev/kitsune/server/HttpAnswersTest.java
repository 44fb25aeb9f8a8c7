package dev.kitsune.server;

import static dev.kitsune.server.TestServer.BASE;
import static dev.kitsune.server.TestServer.PAGE_BODY;
import static dev.kitsune.server.TestServer.PROFILES;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kitsune.server.RawConnection.Answer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which request gets which status, headers and body; each on a connection of its own. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class HttpAnswersTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String EMPTY = "{\"message\":\"ok\",\"data\":{},\"error\":null}";
  private static final String IDENTIFY = "\"userId\":\"alias-of-doomed\",\"traits\":{},\"x\":";
  private static final String NO_ID = "nobody-has-this-id";

  private final TestServer server;

  HttpAnswersTest() throws IOException {
    server = TestServer.start();
  }

  @BeforeAll
  void createProfile() throws Exception {
    assertEquals(200, post(PROFILES + "/known", PAGE_BODY).status());
  }

  @AfterAll
  void stop() {
    server.close();
  }

  @ParameterizedTest
  @CsvSource({
    "GET,     /,                                          404, ERR_NOT_FOUND",
    "GET,     /v2,                                        404, ERR_NOT_FOUND",
    "GET,     /v2/organizations/demo/environments/main,   404, ERR_NOT_FOUND",
    "POST,    /v2/organizations/demo/environments/main/,  404, ERR_NOT_FOUND",
    "GET,     {base}/profiles/a/b,                        404, ERR_NOT_FOUND",
    "GET,     {base}/profilesx,                           404, ERR_NOT_FOUND",
    "POST,    {base}/events/,                             404, ERR_NOT_FOUND",
    "POST,    {base}/import/,                             404, ERR_NOT_FOUND",
    "GET,     /metrics,                                   404, ERR_NOT_FOUND",
    "GET,     /health/live/,                              404, ERR_NOT_FOUND",
    "GET,     {base}/profiles/{none},                     404, ERR_PROFILE_NOT_FOUND",
    "HEAD,    {base}/profiles/{none},                     404, ''",
    "GET,     /v2/organizations/x/environments/main/profiles/known, 404, ERR_CONFIG_NOT_FOUND",
    "POST,    /v2/organizations/demo/environments/x/profiles,       404, ERR_CONFIG_NOT_FOUND",
    "POST,    /v2/organizations//environments/main/profiles,        404, ERR_CONFIG_NOT_FOUND",
    "GET,     {base}/profiles/%zz,                        400, ERR_INVALID_DATA",
    "GET,     {base}/profiles/%4,                         400, ERR_INVALID_DATA",
    "GET,     {base}/profiles/%,                          400, ERR_INVALID_DATA",
    "GET,     {base}/profiles/%ff,                        400, ERR_INVALID_DATA",
    "GET,     {base}/profiles/%c3,                        400, ERR_INVALID_DATA",
    "GET,     {base}/profiles/%ed%a0%80,                  400, ERR_INVALID_DATA",
    "GET,     {base}/profiles/,                           400, ERR_INVALID_DATA",
    "POST,    /v2/organizations/%ff/environments/main/profiles,     400, ERR_INVALID_DATA",
    "POST,    {base}/profiles?type=dryrun,                400, ERR_INVALID_DATA",
    "POST,    {base}/profiles?type=,                      400, ERR_INVALID_DATA",
    "POST,    {base}/profiles?type,                       400, ERR_INVALID_DATA",
    "POST,    {base}/profiles?type=preflight&type=x,      400, ERR_INVALID_DATA",
    "POST,    {base}/profiles?type=preflight,             200, ''",
    "POST,    {base}/profiles?locale=xx-nonsense&_=1,     200, ''",
    "POST,    {base}/profiles,                            200, ''",
    "POST,    {base}/profiles/known?locale=de,            200, ''",
    "GET,     {base}/profiles/known,                      200, ''",
    "GET,     {base}/profiles/known?type=ignored,         200, ''",
    "HEAD,    {base}/profiles/known,                      200, ''",
    "GET,     /health/live,                               200, ''",
    "HEAD,    /health/ready,                              200, ''",
  })
  void answersWithStatusAndCode(String method, String target, int status, String code)
      throws Exception {
    String path = target.replace("{base}", BASE).replace("{none}", NO_ID);
    Answer answer = send(method, path, method.equals("POST") ? PAGE_BODY : "");
    assertEquals(status, answer.status(), answer.body());
    assertCommonHeaders(answer);
    if (method.equals("HEAD")) {
      assertEquals("", answer.body());
    } else {
      assertEnvelope(answer.body(), code);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "GET    | {base}/profiles       | POST, OPTIONS",
        "PUT    | {base}/profiles       | POST, OPTIONS",
        "DELETE | {base}/profiles       | POST, OPTIONS",
        "PUT    | {base}/profiles/known | GET, HEAD, POST, DELETE, OPTIONS",
        "PATCH  | {base}/profiles/known | GET, HEAD, POST, DELETE, OPTIONS",
        "GET    | {base}/events         | POST, OPTIONS",
        "HEAD   | {base}/import/events  | POST, OPTIONS",
        "DELETE | {base}/import/events  | POST, OPTIONS",
        "POST   | /openapi.json         | GET, HEAD, OPTIONS",
        "POST   | /health/live          | GET, HEAD, OPTIONS",
        "DELETE | /health/ready         | GET, HEAD, OPTIONS",
      })
  void namesTheMethodsThatAreAllowed(String method, String target, String allow) throws Exception {
    Answer answer = send(method, target.replace("{base}", BASE), "{}");
    assertEquals(405, answer.status());
    assertEquals(allow, answer.header("allow"));
    assertCommonHeaders(answer);
    if (!method.equals("HEAD")) {
      assertEnvelope(answer.body(), "ERR_METHOD_NOT_ALLOWED");
    }
    Answer options = send("OPTIONS", target.replace("{base}", BASE), "");
    assertEquals(allow, options.header("allow"));
  }

  @Test
  void deletesAProfileWithItsAliases() throws Exception {
    String identify =
        PAGE_BODY.replace("\"page\"", "\"identify\"").replace("\"properties\":", IDENTIFY);
    assertEquals(200, post(PROFILES + "/doomed", identify).status());
    assertEquals(200, send("GET", PROFILES + "/alias-of-doomed", "").status());
    Answer deleted = send("DELETE", PROFILES + "/alias-of-doomed", "");
    assertEquals(200, deleted.status());
    assertEquals(EMPTY, deleted.body());
    assertCommonHeaders(deleted);
    for (String id : new String[] {"/doomed", "/alias-of-doomed"}) {
      assertEquals(404, send("GET", PROFILES + id, "").status());
      Answer again = send("DELETE", PROFILES + id, "");
      assertEquals(404, again.status());
      assertEnvelope(again.body(), "ERR_PROFILE_NOT_FOUND");
    }
  }

  @Test
  void deletesWithoutALengthToo() throws Exception {
    assertEquals(200, post(PROFILES + "/doomed", PAGE_BODY).status());
    try (RawConnection connection = server.connect()) {
      connection.send("DELETE " + PROFILES + "/doomed HTTP/1.1\r\nHost: a\r\n\r\n");
      assertEquals(200, connection.read().status());
    }
  }

  @Test
  void importsEventsAndAnswersNothingOfThem() throws Exception {
    String body = PAGE_BODY.replace("\"type\"", "\"anonymousId\":\"imported\",\"type\"");
    Answer answer = post(BASE + "/import/events", body);
    assertEquals(200, answer.status(), answer.body());
    assertEquals(EMPTY, answer.body());
    assertCommonHeaders(answer);
    Answer got = send("GET", PROFILES + "/imported", "");
    assertEquals(1, JSON.readTree(got.body()).at("/data/profile/session/count").asInt());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text/plain",
        "application/json",
        "text/plain;charset=UTF-8",
        "application/json; charset=utf-8",
        "Application/JSON ;charset=\"utf-8\"",
      })
  void takesTheMediaTypesOfClients(String type) throws Exception {
    Answer answer = send("POST", PROFILES, PAGE_BODY, "Content-Type", type);
    assertEquals(200, answer.status(), answer.body());
  }

  @ParameterizedTest
  @CsvSource({
    "Content-Type,     application/x-www-form-urlencoded",
    "Content-Type,     text/html",
    "Content-Type,     application/jsonp",
    "Content-Type,     application",
    "Content-Encoding, gzip",
    "Content-Encoding, identity",
  })
  void refusesOtherMediaTypesAndEncodings(String name, String value) throws Exception {
    Answer answer = send("POST", PROFILES, PAGE_BODY, name, value);
    assertEquals(415, answer.status());
    assertCommonHeaders(answer);
    assertEnvelope(answer.body(), "ERR_UNSUPPORTED_MEDIA_TYPE");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "[]", "{}", "{\"events\":[]}", "{\"events\":[{}]}", "\u00e4"})
  void namesThePlaceOfWhatIsWrongInTheBody(String body) throws Exception {
    Answer answer = post(PROFILES, body);
    assertEquals(400, answer.status(), answer.body());
    assertEnvelope(answer.body(), "ERR_INVALID_DATA");
    String message = JSON.readTree(answer.body()).get("message").asText();
    assertTrue(message.startsWith("Missing or invalid data. "), message);
    assertNotEquals("Missing or invalid data. ", message);
  }

  @Test
  void namesTheEventThatIsWrong() throws Exception {
    String second = PAGE_BODY.replace("]}", ",{\"type\":\"pgae\"}]}");
    Answer answer = post(PROFILES, second);
    assertEquals(400, answer.status());
    assertTrue(answer.body().contains("events[1]"), answer.body());
    assertFalse(answer.body().contains("pgae"), answer.body());
  }

  @Test
  void takesIdsUpTo256BytesAndNoLonger() throws Exception {
    assertEquals(200, post(PROFILES + "/" + "i".repeat(255), PAGE_BODY).status());
    assertEquals(200, post(PROFILES + "/" + "i".repeat(256), PAGE_BODY).status());
    assertEquals(400, post(PROFILES + "/" + "i".repeat(257), PAGE_BODY).status());
    assertEquals(200, post(PROFILES + "/" + "%C3%A4".repeat(128), PAGE_BODY).status());
    assertEquals(400, post(PROFILES + "/" + "%C3%A4".repeat(128) + "i", PAGE_BODY).status());
  }

  @ParameterizedTest
  @CsvSource({
    "a%2Fb,       a/b",
    "a%2fc,       a/c",
    "a+b,         a+b",
    "a%20b,       'a b'",
    "%61bc,       abc",
    "%C3%A4,      \u00e4",
    "%F0%9F%98%80, \ud83d\ude00",
    "ada@x.org,   ada@x.org",
  })
  void decodesIds(String segment, String id) throws Exception {
    Answer updated = post(PROFILES + "/" + segment, PAGE_BODY);
    assertEquals(200, updated.status());
    assertEquals(id, JSON.readTree(updated.body()).at("/data/profile/id").asText());
    Answer got = send("GET", PROFILES + "/" + segment, "");
    assertEquals(id, JSON.readTree(got.body()).at("/data/profile/id").asText());
  }

  @Test
  void storesNothingOnPreflight() throws Exception {
    Answer computed = post(PROFILES + "/unborn?type=preflight", PAGE_BODY);
    assertEquals(200, computed.status());
    assertEquals("unborn", JSON.readTree(computed.body()).at("/data/profile/id").asText());
    assertEquals(404, send("GET", PROFILES + "/unborn", "").status());
  }

  @Test
  void readsAnEncodedQuery() throws Exception {
    assertEquals(200, post(PROFILES + "/unborn?a&ty%70e=pre%66light&", PAGE_BODY).status());
    assertEquals(404, send("GET", PROFILES + "/unborn", "").status());
  }

  @Test
  void answersBatchesWithPlainProfiles() throws Exception {
    String body = PAGE_BODY.replace("\"type\"", "\"anonymousId\":\"batch-1\",\"type\"");
    Answer answer = post(BASE + "/events", body);
    assertEquals(200, answer.status(), answer.body());
    JsonNode profiles = JSON.readTree(answer.body()).at("/data/profiles");
    assertEquals(1, profiles.size());
    assertEquals("batch-1", profiles.get(0).get("id").asText());
  }

  @Test
  void answersHeadWithTheLengthOfGet() throws Exception {
    Answer got = send("GET", PROFILES + "/known", "");
    Answer head = send("HEAD", PROFILES + "/known", "");
    assertEquals(got.header("content-length"), head.header("content-length"));
    assertEquals("", head.body());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        PROFILES,
        PROFILES + "/known",
        BASE + "/events",
        BASE + "/import/events",
        "/openapi.json",
        "/health/live",
        "/x"
      })
  void allowsEveryOriginOnEveryPath(String target) throws Exception {
    Answer answer =
        send(
            "OPTIONS",
            target,
            "",
            "Origin",
            "https://a.example",
            "Access-Control-Request-Method",
            "POST");
    assertEquals(204, answer.status());
    Map<String, String> expected =
        Map.of(
            "access-control-allow-origin", "*",
            "access-control-allow-methods", "POST, GET, DELETE, HEAD",
            "access-control-allow-headers", "content-type, x-force-ip",
            "access-control-max-age", "86400");
    expected.forEach((name, value) -> assertEquals(value, answer.header(name), name));
    assertNull(answer.header("content-length"));
    assertNull(answer.header("access-control-allow-credentials"));
  }

  @Test
  void namesTheVersionOfTheConfigurationThatDecided() throws Exception {
    @Nullable String version = post(PROFILES, PAGE_BODY).header("x-config-version");
    assertTrue(version != null && Long.parseLong(version) > 0, version);
    assertNull(post(PROFILES, "{").header("x-config-version"));
  }

  @Test
  void servesHealthOnTheAdminPortAndNothingElse() throws Exception {
    try (RawConnection admin = new RawConnection(server.http.adminPort())) {
      assertEquals(200, admin.send(RawConnection.get("/health/live")).read().status());
      assertEquals(200, admin.send(RawConnection.get("/health/ready")).read().status());
      assertEquals(404, admin.send(RawConnection.get(PROFILES + "/known")).read().status());
    }
  }

  @Test
  void servesAnOrdinaryClient() throws Exception {
    HttpClient client = HttpClient.newHttpClient();
    URI uri = URI.create("http://127.0.0.1:" + server.http.port() + PROFILES + "/ordinary");
    HttpRequest post = HttpRequest.newBuilder(uri).POST(BodyPublishers.ofString(PAGE_BODY)).build();
    assertEquals(200, client.send(post, BodyHandlers.ofString()).statusCode());
    HttpRequest get = HttpRequest.newBuilder(uri).build();
    assertEnvelope(client.send(get, BodyHandlers.ofString()).body(), "");
  }

  private Answer post(String target, String body) throws IOException {
    return send("POST", target, body);
  }

  private Answer send(String method, String target, String body, String... headers)
      throws IOException {
    StringBuilder head = new StringBuilder(method + " " + target + " HTTP/1.1\r\nHost: a\r\n");
    for (int i = 0; i < headers.length; i += 2) {
      head.append(headers[i]).append(": ").append(headers[i + 1]).append("\r\n");
    }
    head.append("Content-Length: ").append(body.getBytes(StandardCharsets.UTF_8).length);
    try (RawConnection connection = server.connect()) {
      connection.send(head + "\r\n\r\n" + body);
      return connection.read(!method.equals("HEAD"));
    }
  }

  private static void assertCommonHeaders(Answer answer) {
    Map<String, String> expected =
        Map.of(
            "content-type", "application/json; charset=utf-8",
            "cache-control", "no-store",
            "access-control-allow-origin", "*",
            "access-control-expose-headers",
                "x-request-id, x-config-version, retry-after, traceparent");
    expected.forEach((name, value) -> assertEquals(value, answer.header(name), name));
    assertTrue(String.valueOf(answer.header("date")).endsWith(" GMT"));
  }

  private static void assertEnvelope(String body, String code) throws IOException {
    JsonNode root = JSON.readTree(body);
    assertTrue(root.get("data").isObject(), body);
    if (code.isEmpty()) {
      assertEquals("ok", root.get("message").asText());
      assertTrue(root.get("error").isNull(), body);
    } else {
      assertEquals(code, root.at("/error/code").asText(), body);
      assertEquals(0, root.get("data").size());
      assertFalse(root.get("message").asText().isEmpty());
    }
  }
}
