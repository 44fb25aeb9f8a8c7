package dev.kitsune.server.route;

import dev.kitsune.engine.EngineWorker;
import dev.kitsune.engine.ExperienceEngine;
import dev.kitsune.engine.catalog.EnvironmentRef;
import dev.kitsune.engine.response.Explanation;
import dev.kitsune.engine.response.ExplanationWriter;

/**
 * GET explain on the operators' port: why a profile is in its audiences and gets its experiences.
 * There is no such page of environments whose {@code settings.explain} is not true. Control plane.
 */
final class ExplainProfile implements Route {
  private final ExperienceEngine engine;

  ExplainProfile(ExperienceEngine engine) {
    this.engine = engine;
  }

  @Override
  public void answer(EngineWorker worker, RoutedRequest request, RoutedAnswer answer) {
    request.requireLoopbackHost();
    EnvironmentRef environment = request.environment(engine);
    if (!environment.current().allowsExplain()) {
      ErrorResponse.write(HttpFault.NOT_FOUND, answer);
      return;
    }
    Explanation explanation = worker.explainProfile(environment, request.path().profileId());
    answer.body().environmentVersion(explanation.environmentVersion());
    ExplanationWriter.write(explanation, answer.body());
  }
}
