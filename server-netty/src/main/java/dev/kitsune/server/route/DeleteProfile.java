package dev.kitsune.server.route;

import dev.kitsune.engine.EngineWorker;
import dev.kitsune.engine.ExperienceEngine;
import dev.kitsune.engine.catalog.EnvironmentRef;

/** DELETE profiles/{id}: removes a profile with all its aliases. Data plane. */
final class DeleteProfile implements Route {
  private final ExperienceEngine engine;

  DeleteProfile(ExperienceEngine engine) {
    this.engine = engine;
  }

  @Override
  public void answer(EngineWorker worker, RoutedRequest request, RoutedAnswer answer) {
    EnvironmentRef environment = request.environment(engine);
    answer.sequence(worker.deleteProfile(environment, request.path().profileId(), answer.body()));
  }
}
