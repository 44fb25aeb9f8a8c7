package dev.kitsune.server.route;

import dev.kitsune.engine.EngineWorker;
import dev.kitsune.engine.ExperienceEngine;
import dev.kitsune.engine.catalog.EnvironmentRef;

/** POST profiles/{id}: updates a profile, or creates it. Data plane. */
final class UpdateProfile implements Route {
  private final ExperienceEngine engine;

  UpdateProfile(ExperienceEngine engine) {
    this.engine = engine;
  }

  @Override
  public void answer(EngineWorker worker, RoutedRequest request, RoutedAnswer answer) {
    EnvironmentRef environment = request.environment(engine);
    answer.sequence(
        worker.updateProfile(
            environment,
            request.path().profileId(),
            request.body(),
            request.bodyOffset(),
            request.bodyLength(),
            request.isPreflight(),
            answer.body()));
  }
}
