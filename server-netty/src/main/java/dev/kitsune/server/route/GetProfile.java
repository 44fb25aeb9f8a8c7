package dev.kitsune.server.route;

import dev.kitsune.engine.EngineWorker;
import dev.kitsune.engine.ExperienceEngine;
import dev.kitsune.engine.catalog.EnvironmentRef;

/** GET profiles/{id}: a profile as it is now. Data plane. */
final class GetProfile implements Route {
  private final ExperienceEngine engine;

  GetProfile(ExperienceEngine engine) {
    this.engine = engine;
  }

  @Override
  public void answer(EngineWorker worker, RoutedRequest request, RoutedAnswer answer) {
    EnvironmentRef environment = request.environment(engine);
    worker.getProfile(environment, request.path().profileId(), answer.body());
  }
}
