package dev.kitsune.server;

import static dev.kitsune.server.TestServer.PAGE_BODY;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.kitsune.engine.EngineConfig;
import dev.kitsune.server.RawConnection.Answer;
import dev.kitsune.server.ServerConfig.AdminPort;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which origins may read the answers of an environment that lists them, and of all else. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class AllowedOriginsTest {
  private static final String ORGANIZATION = "/v2/organizations/demo/environments/";
  private static final String LISTED = ORGANIZATION + "listed";
  private static final String A = "https://a.example";
  private static final String B = "https://b.example:8443";

  private final TestServer server;

  AllowedOriginsTest() throws IOException {
    EngineConfig config =
        TestServer.engineConfig()
            .withEnvironment("demo", "listed", settings('"' + A + "\",\"" + B + '"'))
            .withEnvironment("demo", "closed", settings(""))
            .withEnvironment("demo", "mixed", settings('"' + A + "\",\"*\""));
    server =
        TestServer.start(config, TestServer.config(0, AdminPort.required(0), HttpLimits.DEFAULT));
  }

  @AfterAll
  void stop() {
    server.close();
  }

  @ParameterizedTest
  @CsvSource({
    "POST,    /profiles,                  200",
    "POST,    /profiles/known,            200",
    "GET,     /profiles/nobody,           404",
    "HEAD,    /profiles/nobody,           404",
    "GET,     /profiles/%zz,              400",
    "POST,    /profiles?type=x,           400",
    "POST,    /events,                    400",
    "POST,    /import/events,             400",
    "DELETE,  /profiles/nobody,           404",
    "GET,     /profiles,                  405",
    "OPTIONS, /profiles,                  204",
    "OPTIONS, /profiles/any?locale=de,    204",
    "OPTIONS, /events,                    204",
    "OPTIONS, /import/events,             204",
  })
  void answersTheOriginOfTheRequestIfItIsListed(String method, String path, int status)
      throws IOException {
    try (RawConnection connection = server.connect()) {
      for (String origin : new String[] {A, B}) {
        Answer answer = send(connection, method, LISTED + path, "Origin: " + origin + "\r\n");
        assertEquals(status, answer.status(), answer.body());
        assertOrigin(origin, "Origin", answer);
      }
      Answer other = send(connection, method, LISTED + path, "Origin: https://c.example\r\n");
      assertEquals(status, other.status(), other.body());
      assertOrigin(null, "Origin", other);
      Answer none = send(connection, method, LISTED + path, "");
      assertEquals(status, none.status(), none.body());
      assertOrigin(null, "Origin", none);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Content-Type: text/html          | 415",
        "Content-Length: 9999999          | 413",
        "X: y                             | 411",
        "Transfer-Encoding: gzip, chunked | 501",
      })
  void doesTheSameForARequestRefusedByItsHead(String header, int status) throws IOException {
    String head = "POST " + LISTED + "/profiles HTTP/1.1\r\nHost: a\r\n" + header + "\r\nOrigin: ";
    String end = status == 415 ? "\r\nContent-Length: 0\r\n\r\n" : "\r\n\r\n";
    for (String origin : new String[] {A, "https://c.example"}) {
      try (RawConnection connection = server.connect()) {
        Answer answer = connection.send(head + origin + end).read();
        assertEquals(status, answer.status(), answer.body());
        assertOrigin(origin.equals(A) ? A : null, "Origin", answer);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Origin: https://a.example/",
        "Origin: https://a.example:443",
        "Origin: http://a.example",
        "Origin: HTTPS://A.EXAMPLE",
        "Origin: https://b.example",
        "Origin: https://sub.a.example",
        "Origin: null",
        "Origin: *",
        "Origin:",
        "Origin: https://a.example, https://b.example:8443",
        "Origin: https://a.example\r\nOrigin: https://a.example",
      })
  void answersNoOriginThatIsOnlyAlike(String header) throws IOException {
    try (RawConnection connection = server.connect()) {
      Answer answer = send(connection, "OPTIONS", LISTED + "/profiles", header + "\r\n");
      assertOrigin(null, "Origin", answer);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/health/live",
        "/nowhere",
        LISTED,
        LISTED + "/nothing",
        ORGANIZATION + "unknown/profiles",
        ORGANIZATION + "%zz/profiles",
        ORGANIZATION + "main/profiles",
        ORGANIZATION + "mixed/profiles",
      })
  void allowsEveryOriginElsewhere(String target) throws IOException {
    try (RawConnection connection = server.connect()) {
      for (String method : new String[] {"OPTIONS", "POST", "GET"}) {
        send(connection, method, LISTED + "/profiles", "Origin: " + A + "\r\n");
        Answer answer = send(connection, method, target, "Origin: " + A + "\r\n");
        assertOrigin("*", null, answer);
      }
    }
  }

  @Test
  void answersNoOriginAtAllIfNoneIsListed() throws IOException {
    try (RawConnection connection = server.connect()) {
      String target = ORGANIZATION + "closed/profiles";
      Answer answer = send(connection, "POST", target, "Origin: " + A + "\r\n");
      assertEquals(200, answer.status(), answer.body());
      assertOrigin(null, "Origin", answer);
    }
  }

  @Test
  void allowsEveryOriginOnTheAdminPort() throws IOException {
    try (RawConnection admin = new RawConnection(server.http.adminPort())) {
      assertOrigin("*", null, send(admin, "GET", LISTED + "/profiles/known", ""));
    }
  }

  private static Answer send(RawConnection connection, String method, String target, String headers)
      throws IOException {
    String body = method.equals("POST") ? PAGE_BODY : "";
    String head = method + " " + target + " HTTP/1.1\r\nHost: a\r\n" + headers;
    connection.send(head + "Content-Length: " + body.length() + "\r\n\r\n" + body);
    return connection.read(!method.equals("HEAD"));
  }

  private static void assertOrigin(@Nullable String origin, @Nullable String vary, Answer answer) {
    assertEquals(origin, answer.header("access-control-allow-origin"));
    assertEquals(vary, answer.header("vary"));
  }

  private static String settings(String origins) {
    return "{\"settings\":{\"allowedOrigins\":[" + origins + "]}}";
  }
}
