package dev.kitsune.server;

import dev.kitsune.engine.EngineConfig;
import dev.kitsune.engine.ExperienceEngine;
import java.util.concurrent.CountDownLatch;

/** An engine and the server before it, started and stopped together. Safe for any thread. */
final class RunningServer implements AutoCloseable {
  private final ExperienceEngine engine;
  private final HttpServer http;
  private final CountDownLatch closed = new CountDownLatch(1);

  private RunningServer(ExperienceEngine engine, HttpServer http) {
    this.engine = engine;
    this.http = http;
  }

  /**
   * Opens the engine, then the ports.
   *
   * @throws PortException if a port cannot be had
   * @throws dev.kitsune.engine.error.ConfigurationException if an environment is faulty
   */
  static RunningServer start(EngineConfig engineConfig, ServerConfig serverConfig)
      throws PortException {
    ExperienceEngine engine = ExperienceEngine.open(engineConfig);
    try {
      return new RunningServer(engine, HttpServer.start(serverConfig, engine));
    } catch (PortException | RuntimeException e) {
      engine.close();
      throw e;
    }
  }

  ExperienceEngine engine() {
    return engine;
  }

  HttpServer http() {
    return http;
  }

  /** Waits until {@link #close} is done. */
  void awaitClosed() throws InterruptedException {
    closed.await();
  }

  /** Answers what is in flight, then closes the engine. Idempotent. */
  @Override
  public void close() {
    http.close();
    engine.close();
    closed.countDown();
  }
}
