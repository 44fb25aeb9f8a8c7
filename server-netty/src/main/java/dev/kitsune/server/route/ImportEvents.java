package dev.kitsune.server.route;

import dev.kitsune.engine.EngineWorker;
import dev.kitsune.engine.ExperienceEngine;
import dev.kitsune.engine.catalog.EnvironmentRef;
import dev.kitsune.engine.error.ErrorCode;
import dev.kitsune.engine.error.ExperienceException;

/** POST import/events: a batch whose profiles nobody wants to see. Data plane. */
final class ImportEvents implements Route {
  private final ExperienceEngine engine;

  ImportEvents(ExperienceEngine engine) {
    this.engine = engine;
  }

  @Override
  public void answer(EngineWorker worker, RoutedRequest request, RoutedAnswer answer) {
    EnvironmentRef environment = request.environment(engine);
    /* A preflight would store nothing and show nothing: whoever asks for one is mistaken. */
    if (request.isPreflight()) {
      throw new ExperienceException(
          ErrorCode.INVALID_DATA, "query type must be absent, an import is never a preflight");
    }
    answer.sequence(
        worker.importEvents(
            environment,
            request.body(),
            request.bodyOffset(),
            request.bodyLength(),
            answer.body()));
  }
}
