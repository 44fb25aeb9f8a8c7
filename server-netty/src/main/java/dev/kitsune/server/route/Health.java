package dev.kitsune.server.route;

import dev.kitsune.engine.EngineWorker;
import dev.kitsune.engine.error.ErrorCode;
import dev.kitsune.engine.error.ExperienceException;
import java.nio.charset.StandardCharsets;
import java.util.function.BooleanSupplier;

/** GET health/live and health/ready: 200 while the condition holds, else 503. Data plane. */
final class Health implements Route {
  private static final byte[] OK =
      "{\"message\":\"ok\",\"data\":{},\"error\":null}".getBytes(StandardCharsets.US_ASCII);

  private final BooleanSupplier condition;

  Health(BooleanSupplier condition) {
    this.condition = condition;
  }

  @Override
  public void answer(EngineWorker worker, RoutedRequest request, RoutedAnswer answer) {
    if (!condition.getAsBoolean()) {
      throw new ExperienceException(ErrorCode.UNAVAILABLE, "");
    }
    answer.body().put(OK);
  }
}
