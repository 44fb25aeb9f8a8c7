package dev.kitsune.server.route;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import dev.kitsune.engine.EngineConfig;
import dev.kitsune.engine.EngineConfig.StoreKind;
import dev.kitsune.engine.EngineWorker;
import dev.kitsune.engine.ExperienceEngine;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The paths that no request of a real client takes; HttpAnswersTest has the others. */
final class RouteTableTest {
  private final ExperienceEngine engine =
      ExperienceEngine.open(EngineConfig.defaults().withStore(StoreKind.HEAP));
  private final EngineWorker worker = engine.newWorker();
  private final RoutedRequest request = new RoutedRequest();
  private final RoutedAnswer answer = new RoutedAnswer();

  @AfterEach
  void close() {
    engine.close();
  }

  @Test
  void answersABugWith500AndARequestId() {
    answer(
        () -> {
          throw new IllegalStateException("secret");
        });
    assertEquals(HttpStatus.INTERNAL_SERVER_ERROR, answer.status());
    assertNotNull(answer.requestId());
    assertFalse(answer.body().toString().contains("secret"));
  }

  @Test
  void answersAnErrorOfTheJvmAlike() {
    answer(
        () -> {
          throw new StackOverflowError();
        });
    assertEquals(HttpStatus.INTERNAL_SERVER_ERROR, answer.status());
  }

  @Test
  void keepsNothingOfTheAnswerBefore() {
    answer(
        () -> {
          throw new StackOverflowError();
        });
    answer(() -> true);
    assertEquals(HttpStatus.OK, answer.status());
    assertEquals(null, answer.requestId());
    answer(() -> false);
    assertEquals(HttpStatus.SERVICE_UNAVAILABLE, answer.status());
  }

  private void answer(BooleanSupplier ready) {
    request.head("GET", "/health/ready", null, false);
    RouteTable.ofAdmin(engine, ready, () -> new byte[0]).answer(worker, request, answer);
  }
}
