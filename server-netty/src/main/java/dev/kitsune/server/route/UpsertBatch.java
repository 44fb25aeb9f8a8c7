package dev.kitsune.server.route;

import dev.kitsune.engine.EngineWorker;
import dev.kitsune.engine.ExperienceEngine;
import dev.kitsune.engine.catalog.EnvironmentRef;

/** POST events: updates or creates each profile that the events name. Data plane. */
final class UpsertBatch implements Route {
  private final ExperienceEngine engine;

  UpsertBatch(ExperienceEngine engine) {
    this.engine = engine;
  }

  @Override
  public void answer(EngineWorker worker, RoutedRequest request, RoutedAnswer answer) {
    EnvironmentRef environment = request.environment(engine);
    answer.sequence(
        worker.upsertProfiles(
            environment,
            request.body(),
            request.bodyOffset(),
            request.bodyLength(),
            request.isPreflight(),
            answer.body()));
  }
}
