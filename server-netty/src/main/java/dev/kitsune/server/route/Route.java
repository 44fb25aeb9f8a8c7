package dev.kitsune.server.route;

import dev.kitsune.engine.EngineWorker;

/**
 * What one method does to one resource. Runs on the event loop, never blocks, keeps nothing of the
 * request. Stateless. Data plane.
 */
interface Route {
  /**
   * Writes the answer.
   *
   * @throws dev.kitsune.engine.error.ExperienceException if the request is refused
   */
  void answer(EngineWorker worker, RoutedRequest request, RoutedAnswer answer);
}
