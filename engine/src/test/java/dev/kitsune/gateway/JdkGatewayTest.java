package dev.kitsune.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.kitsune.engine.EngineConfig;
import dev.kitsune.engine.EngineConfig.StoreKind;
import dev.kitsune.engine.ExperienceEngine;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A gateway on the JDK's own server, called over a socket. */
class JdkGatewayTest {
  private static final String CONFIGURATION =
      """
      {"audiences": [{"id": "aud-pricing", "rules": {"any": [{"all": [
          {"type": "page", "operator": "greaterThanInclusive", "count": 1, "conditions": [
            {"key": {"id": "context_page_path"}, "operator": "startsWith", "value": "/pricing"}]}]}]}}],
       "experiences": [{"id": "exp-hero", "type": "nt_experiment", "audience": "aud-pricing", "config": {
          "traffic": 1, "distribution": [0, 1], "components": [
            {"baseline": {"id": "hero"}, "variants": [{"id": "hero-b"}]}]}}]}""";

  private final ExperienceEngine engine =
      ExperienceEngine.open(
          EngineConfig.defaults()
              .withStore(StoreKind.HEAP)
              .withEnvironment("acme", "main", CONFIGURATION));
  private final ExecutorService threads = Executors.newFixedThreadPool(2);
  private final HttpServer gateway =
      HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
  private final HttpClient client = HttpClient.newHttpClient();

  JdkGatewayTest() throws IOException {}

  @BeforeEach
  void start() {
    gateway
        .createContext("/", JdkGatewayTest::render)
        .getFilters()
        .add(new JdkGatewayFilter(engine, engine.environment("acme", "main")));
    gateway.setExecutor(threads);
    gateway.start();
  }

  @AfterEach
  void stop() {
    gateway.stop(0);
    threads.shutdown();
    engine.close();
  }

  /** The page: the variants that the filter handed on. */
  private static void render(HttpExchange exchange) throws IOException {
    String variants = exchange.getResponseHeaders().getFirst(JdkGatewayFilter.VARIANTS);
    byte[] page = ("variants: " + variants).getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(200, page.length);
    exchange.getResponseBody().write(page);
    exchange.close();
  }

  @Test
  void decidesEachPageOfAVisitor() throws Exception {
    HttpResponse<String> first = get("/?utm_source=mail", "a=b");
    assertEquals("variants: ", first.body());
    String cookie = first.headers().firstValue("Set-Cookie").orElse("").replaceAll(";.*", "");
    assertTrue(cookie.matches("visitor=[0-9a-f]{64}"), cookie);
    HttpResponse<String> second = get("/pricing", "a=b; " + cookie);
    assertEquals("variants: exp-hero=1", second.body());
    assertEquals("exp-hero=1", second.headers().firstValue(JdkGatewayFilter.VARIANTS).orElse(""));
    assertEquals(1, engine.profileCount());
  }

  @Test
  void servesThePageWhereNothingCanBeDecided() throws Exception {
    assertEquals("variants: ", get("/pricing", "visitor=" + "x".repeat(257)).body());
    engine.close();
    HttpResponse<String> closed = get("/pricing", "visitor=v1");
    assertEquals("variants: ", closed.body());
    assertEquals(200, closed.statusCode());
  }

  private HttpResponse<String> get(String path, String cookies) throws Exception {
    URI url = URI.create("http://localhost:" + gateway.getAddress().getPort() + path);
    HttpRequest request = HttpRequest.newBuilder(url).header("Cookie", cookies).build();
    return client.send(request, HttpResponse.BodyHandlers.ofString());
  }
}
