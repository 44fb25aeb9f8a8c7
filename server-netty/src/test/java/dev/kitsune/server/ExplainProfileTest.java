package dev.kitsune.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kitsune.engine.EngineConfig;
import dev.kitsune.engine.EngineConfig.StoreKind;
import dev.kitsune.server.RawConnection.Answer;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Explain over a real socket of the operators' port. */
final class ExplainProfileTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String BASE = "/v2/organizations/demo/environments/";
  private static final String ENVIRONMENT =
      """
      {"settings":{"explain":%s},
       "audiences":[{"id":"aud","name":"Lead \\"x\\"","rules":{"any":[{"all":[
         {"type":"identify","key":"stage","operator":"equal","value":"lead"},
         {"type":"page","count":2,"operator":"greaterThanInclusive","withinDays":7,"conditions":[
           {"key":{"id":"context_page_path"},"operator":"startsWith","value":"/pricing"}]}]}]}}],
       "experiences":[{"id":"exp","name":"Hero","type":"nt_experiment","audience":"aud","config":{
         "traffic":1,"distribution":[0,1],"sticky":true,"exclusionGroup":"g","components":[
           {"baseline":{"id":"hero"},"variants":[{"id":"hero-b"}]}]}}]}\
      """;

  private final TestServer server;
  private final RawConnection admin;
  private final RawConnection api;

  ExplainProfileTest() throws IOException {
    EngineConfig config =
        EngineConfig.defaults()
            .withStore(StoreKind.HEAP)
            .withMaxProfiles(1_000)
            .withClockAndEntropy(() -> 1_700_000_000_000L, () -> 7)
            .withEnvironment("demo", "main", ENVIRONMENT.formatted("true"))
            .withEnvironment("demo", "off", ENVIRONMENT.formatted("false"))
            .withEnvironment("demo", "unsaid", "{\"audiences\":[],\"experiences\":[]}");
    server =
        TestServer.start(
            config, TestServer.config(0, ServerConfig.AdminPort.required(0), HttpLimits.DEFAULT));
    admin = new RawConnection(server.http.adminPort());
    api = server.connect();
    for (String environment : new String[] {"main", "off", "unsaid"}) {
      String target = BASE + environment + "/profiles/a%2Fb";
      assertEquals(200, api.send(RawConnection.post(target, TestServer.PAGE_BODY)).read().status());
    }
  }

  @AfterEach
  void stop() throws IOException {
    admin.close();
    api.close();
    server.close();
  }

  @Test
  void saysWhyAndWhatWouldChangeIt() throws IOException {
    Answer answer = explain("main", "a%2Fb");
    assertEquals(200, answer.status());
    assertEquals("application/json; charset=utf-8", answer.header("content-type"));
    assertEquals("no-store", answer.header("cache-control"));
    assertEquals("1", answer.header("x-config-version"));
    assertNull(answer.header("access-control-allow-origin"));
    String expected =
        """
        {"message":"ok","data":{"profileId":"a/b","stableId":"a/b","at":"2023-11-14T22:13:20Z",
         "environmentVersion":1,"audiences":[{"id":"aud","name":"Lead \\"x\\"","matches":false,
          "wouldChange":[
           {"place":"/rules/0/rules/0","needs":"trait \\"stage\\" to be \\"lead\\""},
           {"place":"/rules/0/rules/1","needs":"1 more page event that meets all conditions"}],
          "rules":{"group":"any","matches":false,"rules":[{"group":"all","matches":false,"rules":[
           {"type":"identify","key":"stage","operator":"equal","expected":"lead","matches":false,
            "wouldChange":{"needs":"trait \\"stage\\" to be \\"lead\\"","isPossible":true,
             "example":"lead"}},
           {"type":"page","conditions":[{"field":"context_page_path","operator":"startsWith",
             "expected":"/pricing"}],"withinDays":7,"operator":"greaterThanInclusive","expected":"2",
            "matches":false,"actual":1,"matchTimes":["2023-11-14T22:13:20Z"],
            "wouldChange":{"needs":"1 more page event that meets all conditions",
             "isPossible":true,"moreEvents":1}}]}]}}],
         "experiences":[{"id":"exp","name":"Hero","outcome":"notInAudience","audienceId":"aud",
          "isInAudience":false,"traffic":{"value":%s,"cut":1.0,"applies":true},
          "distribution":{"value":%s,"pick":1,
           "ranges":[{"start":0.0,"end":0.0},{"start":0.0,"end":1.0}]},
          "sticky":true,"exclusionGroup":{"id":"g","value":%s,"chosenId":"exp",
           "members":[{"experienceId":"exp","start":0.0,"end":1.0}]},
          "wouldChange":"audience \\"aud\\" has to match, and then variant 1 applies"}]},
         "error":null}\
        """;
    JsonNode actual = JSON.readTree(answer.body());
    JsonNode experience = actual.at("/data/experiences/0");
    String draws =
        expected.formatted(
            experience.at("/traffic/value"),
            experience.at("/distribution/value"),
            experience.at("/exclusionGroup/value"));
    assertEquals(JSON.readTree(draws), actual);
  }

  @Test
  void saysWhichVariantApplies() throws IOException {
    String lead =
        TestServer.PAGE_BODY
            .replace("m-1", "m-2")
            .replace(
                "]}",
                ",{\"type\":\"identify\",\"channel\":\"web\",\"messageId\":\"m-3\","
                    + "\"context\":{\"library\":{\"name\":\"test\",\"version\":\"1.0.0\"}},"
                    + "\"userId\":\"\",\"traits\":{\"stage\":\"lead\"}}]}");
    assertEquals(
        200, api.send(RawConnection.post(BASE + "main/profiles/a%2Fb", lead)).read().status());
    JsonNode data = JSON.readTree(explain("main", "a%2Fb").body()).get("data");
    assertTrue(data.at("/audiences/0/matches").asBoolean());
    assertEquals("\"lead\"", data.at("/audiences/0/rules/rules/0/rules/0/actual").toString());
    assertEquals("2023-11-21T22:13:20Z", data.at("/audiences/0/changesAt").asText());
    assertEquals("picked", data.at("/experiences/0/outcome").asText());
    assertEquals(1, data.at("/experiences/0/variantIndex").asInt());
  }

  @Test
  void answersHeadWithoutABody() throws IOException {
    String whole = explain("main", "a%2Fb").body();
    Answer head = send("HEAD", "main", "a%2Fb", "localhost").read(false);
    assertEquals(200, head.status());
    assertEquals(String.valueOf(whole.getBytes(UTF_8).length), head.header("content-length"));
    assertEquals(200, explain("main", "a%2Fb").status());
  }

  @Test
  void isNeverOnThePublicPort() throws IOException {
    String target = BASE + "main/profiles/a%2Fb/explain";
    String request = "GET " + target + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
    assertError(404, "ERR_NOT_FOUND", api.send(request).read());
    assertError(404, "ERR_NOT_FOUND", api.send(RawConnection.post(target, "{}")).read());
    assertNull(api.send(request.replace("GET", "OPTIONS")).read().header("allow"));
  }

  @ParameterizedTest
  @CsvSource({
    "off,     a%2Fb, 404, ERR_NOT_FOUND",
    "unsaid,  a%2Fb, 404, ERR_NOT_FOUND",
    "off,     x,     404, ERR_NOT_FOUND",
    "unknown, a%2Fb, 404, ERR_CONFIG_NOT_FOUND",
    "main,    x,     404, ERR_PROFILE_NOT_FOUND",
    "main,    a,     404, ERR_PROFILE_NOT_FOUND",
    "main,    %,     400, ERR_INVALID_DATA",
    "main,    %4,    400, ERR_INVALID_DATA",
    "main,    %ff,   400, ERR_INVALID_DATA",
    "m%2,     a%2Fb, 400, ERR_INVALID_DATA",
    "main,    '',    400, ERR_INVALID_DATA",
  })
  void refusesWhatIsNotThereOrNotAllowed(String environment, String id, int status, String code)
      throws IOException {
    assertError(status, code, explain(environment, id));
  }

  @Test
  void refusesIdsBeyondTheLimit() throws IOException {
    assertError(404, "ERR_PROFILE_NOT_FOUND", explain("main", "x".repeat(256)));
    assertError(400, "ERR_INVALID_DATA", explain("main", "x".repeat(257)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "DELETE", "PUT"})
  void refusesOtherMethods(String method) throws IOException {
    String target = BASE + "main/profiles/a%2Fb/explain";
    Answer answer =
        admin
            .send(
                method + " " + target + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n\r\n")
            .read();
    assertError(405, "ERR_METHOD_NOT_ALLOWED", answer);
    assertEquals("GET, HEAD, OPTIONS", answer.header("allow"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"evil.example", "127.0.0.1.evil.example", "10.0.0.1"})
  void refusesNamesThatAPageOfAnotherMachineMayHave(String host) throws IOException {
    assertError(400, "ERR_INVALID_DATA", send("GET", "main", "a%2Fb", host).read());
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost", "127.0.0.1:8081", "[::1]:8081"})
  void takesTheNamesOfThisMachine(String host) throws IOException {
    assertEquals(200, send("GET", "main", "a%2Fb", host).read().status());
  }

  private Answer explain(String environment, String id) throws IOException {
    return send("GET", environment, id, "localhost").read();
  }

  private RawConnection send(String method, String environment, String id, String host)
      throws IOException {
    String target = BASE + environment + "/profiles/" + id + "/explain";
    return admin.send(method + " " + target + " HTTP/1.1\r\nHost: " + host + "\r\n\r\n");
  }

  private static void assertError(int status, String code, Answer answer) throws IOException {
    assertEquals(status, answer.status(), answer.body());
    assertEquals(code, JSON.readTree(answer.body()).at("/error/code").asText());
  }
}
