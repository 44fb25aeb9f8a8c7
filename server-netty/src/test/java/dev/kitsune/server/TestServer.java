package dev.kitsune.server;

import dev.kitsune.engine.EngineConfig;
import dev.kitsune.engine.ExperienceEngine;
import dev.kitsune.server.ServerConfig.AdminPort;
import java.io.IOException;

/** A real server on free ports before a real engine that holds the demo environment on the heap. */
final class TestServer implements AutoCloseable {
  static final String BASE = "/v2/organizations/demo/environments/main";
  static final String PROFILES = BASE + "/profiles";

  static final String PAGE_BODY =
      """
      {"events":[{"type":"page","channel":"web","messageId":"m-1",\
      "context":{"library":{"name":"test","version":"1.0.0"}},\
      "properties":{"url":"https://example.com/pricing","path":"/pricing",\
      "query":{},"referrer":"","search":""}}]}\
      """;

  final ExperienceEngine engine;
  final HttpServer http;

  private TestServer(ExperienceEngine engine, HttpServer http) {
    this.engine = engine;
    this.http = http;
  }

  static TestServer start() throws IOException {
    return start(HttpLimits.DEFAULT);
  }

  static TestServer start(HttpLimits limits) throws IOException {
    return start(config(0, AdminPort.required(0), limits));
  }

  static TestServer start(ServerConfig config) throws IOException {
    return start(engineConfig(), config);
  }

  static TestServer start(EngineConfig engineConfig, ServerConfig config) throws IOException {
    ExperienceEngine engine = ExperienceEngine.open(engineConfig);
    try {
      return new TestServer(engine, HttpServer.start(config, engine));
    } catch (PortException e) {
      engine.close();
      throw e;
    }
  }

  /** A server that takes for durable what the gate lets through. */
  static TestServer start(EngineConfig engineConfig, HttpLimits limits, CommitGate gate)
      throws IOException {
    ExperienceEngine engine = ExperienceEngine.open(engineConfig);
    ServerConfig config = config(0, AdminPort.required(0), limits);
    return new TestServer(
        engine, HttpServer.start(config, engine, HttpTransport.best(), gate.turns()));
  }

  static ServerConfig config(int port, AdminPort admin, HttpLimits limits) {
    return new ServerConfig("127.0.0.1", port, admin, limits, 5_000);
  }

  /** The default limits but for the times. */
  static HttpLimits times(int requestTimeoutMs, int idleTimeoutMs) {
    HttpLimits limits = HttpLimits.DEFAULT;
    return new HttpLimits(
        limits.requestLineLengthMax(),
        limits.headersLengthMax(),
        limits.bodyLengthMax(),
        requestTimeoutMs,
        idleTimeoutMs,
        5_000,
        limits.drainTimeoutMs());
  }

  /** The default limits but for the time that idle connections stay when the server stops. */
  static HttpLimits drainTimeout(int drainTimeoutMs) {
    HttpLimits limits = HttpLimits.DEFAULT;
    return new HttpLimits(
        limits.requestLineLengthMax(),
        limits.headersLengthMax(),
        limits.bodyLengthMax(),
        limits.requestTimeoutMs(),
        limits.idleTimeoutMs(),
        limits.lingerTimeoutMs(),
        drainTimeoutMs);
  }

  static EngineConfig engineConfig() {
    EngineConfig heap = EngineConfig.defaults().withStore(EngineConfig.StoreKind.HEAP);
    return DemoEnvironment.addTo(heap.withMaxProfiles(10_000));
  }

  RawConnection connect() throws IOException {
    return new RawConnection(http.port());
  }

  @Override
  public void close() {
    http.close();
    engine.close();
  }
}
