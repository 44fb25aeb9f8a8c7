package dev.kitsune.server.route;

import dev.kitsune.engine.EngineWorker;
import dev.kitsune.engine.ExperienceEngine;
import dev.kitsune.engine.catalog.EnvironmentRef;

/** POST profiles: makes a new profile. Data plane. */
final class CreateProfile implements Route {
  private final ExperienceEngine engine;

  CreateProfile(ExperienceEngine engine) {
    this.engine = engine;
  }

  @Override
  public void answer(EngineWorker worker, RoutedRequest request, RoutedAnswer answer) {
    EnvironmentRef environment = request.environment(engine);
    answer.sequence(
        worker.createProfile(
            environment,
            request.body(),
            request.bodyOffset(),
            request.bodyLength(),
            request.isPreflight(),
            answer.body()));
  }
}
