package dev.kitsune.server.route;

import dev.kitsune.engine.EngineWorker;
import java.util.function.Supplier;

/** GET metrics on the operators' port: Prometheus text. Control plane. */
final class Metrics implements Route {
  private final Supplier<byte[]> text;

  Metrics(Supplier<byte[]> text) {
    this.text = text;
  }

  @Override
  public void answer(EngineWorker worker, RoutedRequest request, RoutedAnswer answer) {
    answer.body().put(text.get());
    answer.textBody();
  }
}
