package dev.kitsune.server.transfer;

import dev.kitsune.engine.bytes.ByteSink;
import dev.kitsune.engine.bytes.JsonLimits;
import dev.kitsune.engine.bytes.JsonTape;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Requests to the operators' port of a server on this machine. Control plane. */
final class AdminClient {
  private static final byte[] MESSAGE = "message".getBytes(StandardCharsets.US_ASCII);
  private static final Duration TIMEOUT = Duration.ofSeconds(60);

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();
  private final String base;

  AdminClient(int adminPort, String organizationId, String environmentSlug) {
    base =
        "http://127.0.0.1:%d/admin/organizations/%s/environments/%s"
            .formatted(adminPort, encoded(organizationId), encoded(environmentSlug));
  }

  /** What the server said: its status, and its message where that is not 200. */
  record Reply(int status, String message) {
    boolean isOk() {
      return status == 200;
    }

    /** Whether the same request may succeed a little later. */
    boolean isRetryable() {
      return status == 503 || status == 429;
    }
  }

  /** Sends lines; the first is the line of that number. */
  Reply importLines(byte[] lines, long firstLine) throws IOException, InterruptedException {
    HttpRequest request =
        request("/import?line=" + firstLine).POST(BodyPublishers.ofByteArray(lines)).build();
    HttpResponse<byte[]> response = http.send(request, BodyHandlers.ofByteArray());
    return new Reply(response.statusCode(), message(response.body()));
  }

  /** Asks for all profiles; on 200 the body is lines, which the caller reads and closes. */
  HttpResponse<InputStream> export() throws IOException, InterruptedException {
    return http.send(request("/export").GET().build(), BodyHandlers.ofInputStream());
  }

  /** The message of an answer; its text if it is none of ours. */
  static String message(byte[] answer) {
    JsonTape tape = new JsonTape();
    int root = 0;
    if (!tape.parse(answer, 0, answer.length, JsonLimits.DEFAULT)
        || tape.kind(root) != JsonTape.OBJECT) {
      return new String(answer, StandardCharsets.UTF_8);
    }
    int message = tape.member(root, MESSAGE);
    ByteSink text = new ByteSink(128);
    if (message != JsonTape.NONE && tape.kind(message) == JsonTape.STRING) {
      tape.putText(message, text);
    }
    return new String(text.array(), 0, text.length(), StandardCharsets.UTF_8);
  }

  /* The header is one that a browser sends to no other origin without asking first. */
  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(base + path))
        .timeout(TIMEOUT)
        .header("X-Kitsune-Admin", "1");
  }

  private static String encoded(String segment) {
    return URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
