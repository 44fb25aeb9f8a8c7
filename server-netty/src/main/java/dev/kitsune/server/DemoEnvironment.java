package dev.kitsune.server;

import dev.kitsune.engine.EngineConfig;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The environment that is served when none is configured, and three requests to try on it. */
final class DemoEnvironment {
  private static final String ORGANIZATION = "demo";
  private static final String ENVIRONMENT = "main";
  private static final String FILE = "demo-environment.json";

  private static final String CREATE =
      """
      {"events":[{"type":"page","channel":"web","messageId":"demo-1",\
      "context":{"library":{"name":"curl","version":"1.0.0"}},\
      "properties":{"url":"https://example.com/pricing","path":"/pricing",\
      "query":{},"referrer":"","search":""}}]}\
      """;

  private static final String IDENTIFY =
      """
      {"events":[{"type":"identify","channel":"web","messageId":"demo-2",\
      "context":{"library":{"name":"curl","version":"1.0.0"}},\
      "userId":"ada","traits":{"name":"Ada","plan":"pro"}}]}\
      """;

  private DemoEnvironment() {}

  static EngineConfig addTo(EngineConfig config) {
    return config.withEnvironment(ORGANIZATION, ENVIRONMENT, json());
  }

  /** The configuration in the plain form. */
  static String json() {
    try (InputStream in = DemoEnvironment.class.getResourceAsStream(FILE)) {
      if (in == null) {
        throw new IllegalStateException(FILE + " is missing beside " + DemoEnvironment.class);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Three lines to paste into a shell: create, identify with an id of one's own, get. */
  static String curls(String host, int port) {
    String base =
        "http://%s:%d/v2/organizations/%s/environments/%s/profiles"
            .formatted(urlHost(host), port, ORGANIZATION, ENVIRONMENT);
    String post = "curl -s -H 'Content-Type: application/json' '%s' -d '%s'%n";
    return post.formatted(base, CREATE)
        + post.formatted(base + "/visitor-1", IDENTIFY)
        + "curl -s '%s/visitor-1'%n".formatted(base);
  }

  /** The host to connect to where the given one is listened on. */
  private static String urlHost(String host) {
    if (host.equals("0.0.0.0") || host.equals("::")) {
      return "127.0.0.1";
    }
    return host.indexOf(':') < 0 ? host : "[" + host + "]";
  }
}
