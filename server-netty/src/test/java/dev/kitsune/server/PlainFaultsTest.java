package dev.kitsune.server;

import static dev.kitsune.server.TestServer.BASE;
import static dev.kitsune.server.TestServer.PAGE_BODY;
import static dev.kitsune.server.TestServer.PROFILES;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kitsune.engine.EngineConfig;
import dev.kitsune.server.RawConnection.Answer;
import dev.kitsune.server.ServerConfig.AdminPort;
import dev.kitsune.server.route.HttpFault;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each fault that is plain HTTP's, sent byte for byte: its status, its code, our JSON body and the
 * CORS headers, without which a browser would see nothing of it. MalformedHttpTest has more kinds
 * of what is no proper HTTP.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class PlainFaultsTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String POST = "POST " + PROFILES + " HTTP/1.1\r\nHost: a\r\n";
  private static final String GET = "GET " + PROFILES + "/a HTTP/1.1\r\n";
  private static final String EVERY_METHOD = "GET, HEAD, POST, DELETE, OPTIONS";

  private final TestServer server;

  PlainFaultsTest() throws IOException {
    server = TestServer.start(TestServer.times(1_000, 60_000));
  }

  @AfterAll
  void stop() {
    server.close();
  }

  static Stream<Arguments> faults() {
    String chunked = "Transfer-Encoding: chunked\r\n\r\n";
    return Stream.of(
        row(HttpFault.MALFORMED, 400, "ERR_INVALID_DATA", "hello\r\n\r\n"),
        row(HttpFault.MALFORMED, 400, "ERR_INVALID_DATA", POST + chunked + "x\r\n"),
        row(HttpFault.BAD_HOST, 400, "ERR_INVALID_DATA", GET + "\r\n"),
        row(HttpFault.NOT_FOUND, 404, "ERR_NOT_FOUND", RawConnection.get("/nowhere")),
        row(HttpFault.NOT_FOUND, 404, "ERR_NOT_FOUND", RawConnection.post(BASE, PAGE_BODY)),
        row(
            HttpFault.METHOD_NOT_ALLOWED,
            405,
            "ERR_METHOD_NOT_ALLOWED",
            GET.replace("GET", "PATCH") + "Host: a\r\nContent-Length: 0\r\n\r\n"),
        row(HttpFault.TIMEOUT, 408, "ERR_TIMEOUT", GET + "Host: a\r\n"),
        row(HttpFault.TIMEOUT, 408, "ERR_TIMEOUT", POST + "Content-Length: 9\r\n\r\n{"),
        row(HttpFault.LENGTH_REQUIRED, 411, "ERR_LENGTH_REQUIRED", POST + "\r\n"),
        row(HttpFault.TOO_LARGE, 413, "ERR_TOO_LARGE", POST + "Content-Length: 1048577\r\n\r\n"),
        row(
            HttpFault.TOO_LARGE,
            413,
            "ERR_TOO_LARGE",
            POST + chunked + "100001\r\n" + " ".repeat(0x100001) + "\r\n"),
        row(
            HttpFault.URI_TOO_LONG,
            414,
            "ERR_URI_TOO_LONG",
            RawConnection.get(PROFILES + "/" + "a".repeat(8_192))),
        row(
            HttpFault.UNSUPPORTED_MEDIA_TYPE,
            415,
            "ERR_UNSUPPORTED_MEDIA_TYPE",
            POST + "Content-Type: text/html\r\nContent-Length: 2\r\n\r\n{}"),
        row(
            HttpFault.HEADERS_TOO_LARGE,
            431,
            "ERR_HEADERS_TOO_LARGE",
            GET + "Host: a\r\nCookie: " + "a".repeat(16_384) + "\r\n\r\n"),
        row(
            HttpFault.NOT_IMPLEMENTED,
            501,
            "ERR_NOT_SUPPORTED",
            "BREW " + PROFILES + " HTTP/1.1\r\nHost: a\r\n\r\n"),
        row(
            HttpFault.NOT_IMPLEMENTED,
            501,
            "ERR_NOT_SUPPORTED",
            POST + "Transfer-Encoding: gzip, chunked\r\n\r\n"),
        row(
            HttpFault.VERSION_NOT_SUPPORTED,
            505,
            "ERR_NOT_SUPPORTED",
            GET.replace("1.1", "3.0") + "Host: a\r\n\r\n"));
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("faults")
  void isAnsweredAsEveryOtherError(HttpFault fault, int status, String code, String request)
      throws IOException {
    try (RawConnection connection = server.connect()) {
      connection.sendUnchecked(request);
      Answer answer = connection.read();
      assertEquals(status, answer.status(), fault + ": " + answer.body());
      assertError(code, answer);
      assertEquals(status == 405 ? EVERY_METHOD : null, answer.header("allow"));
      assertNull(answer.header("x-request-id"));
      assertNull(answer.header("retry-after"));
    }
  }

  @Test
  void areAllInTheTable() {
    Set<HttpFault> tested = EnumSet.noneOf(HttpFault.class);
    faults().forEach(row -> tested.add((HttpFault) row.get()[0]));
    assertEquals(EnumSet.allOf(HttpFault.class), tested);
  }

  @Test
  void aFaultOfOursCarriesTheRequestIdOfTheLog() throws IOException {
    AtomicBoolean broken = new AtomicBoolean();
    LongSupplier entropy =
        () -> {
          if (broken.get()) {
            throw new IllegalStateException("planted");
          }
          return 1L;
        };
    EngineConfig config =
        TestServer.engineConfig().withClockAndEntropy(System::currentTimeMillis, entropy);
    ServerConfig listening = TestServer.config(0, AdminPort.OFF, HttpLimits.DEFAULT);
    try (TestServer faulty = TestServer.start(config, listening);
        RawConnection connection = faulty.connect()) {
      broken.set(true);
      Answer answer = connection.send(RawConnection.post(PROFILES, PAGE_BODY)).read();
      assertEquals(500, answer.status());
      assertError("ERR_INTERNAL_SERVER_ERROR", answer);
      String requestId = String.valueOf(answer.header("x-request-id"));
      assertEquals(requestId, UUID.fromString(requestId).toString());
      assertEquals("keep-alive", answer.header("connection"));
      broken.set(false);
      assertEquals(200, connection.send(RawConnection.post(PROFILES, PAGE_BODY)).read().status());
    }
  }

  private static void assertError(String code, Answer answer) throws IOException {
    Map<String, String> expected =
        Map.of(
            "content-type", "application/json; charset=utf-8",
            "cache-control", "no-store",
            "access-control-allow-origin", "*",
            "access-control-expose-headers",
                "x-request-id, x-config-version, retry-after, traceparent");
    expected.forEach((name, value) -> assertEquals(value, answer.header(name), name));
    assertNotNull(answer.header("date"));
    JsonNode body = JSON.readTree(answer.body());
    assertEquals(3, body.size(), answer.body());
    assertEquals("{\"code\":\"" + code + "\"}", body.get("error").toString());
    assertEquals("{}", body.get("data").toString());
    assertTrue(body.get("message").asText().length() > 5, answer.body());
  }

  private static Arguments row(HttpFault fault, int status, String code, String request) {
    return Arguments.of(fault, status, code, request);
  }
}
