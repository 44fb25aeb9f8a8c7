package dev.kitsune.engine.kernel;

import static dev.kitsune.engine.TestEnvironments.audience;
import static dev.kitsune.engine.TestEnvironments.environment;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kitsune.engine.EngineConfig.StoreKind;
import dev.kitsune.engine.TestClient;
import dev.kitsune.engine.TestEngine;
import dev.kitsune.engine.TestEvent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of counters whose rules leave the configuration and come back. */
class RecordDeriverTest {
  private static final String A = counting("a");
  private static final String B = counting("b");

  private final TestEngine engine = new TestEngine(StoreKind.HEAP, 100, environment(A + "," + B));
  private final TestClient client = engine.client();
  private String id = "";

  @BeforeEach
  void sendsBothEvents() {
    id = TestClient.id(client.create(TestEvent.track("a"), TestEvent.track("b")));
    assertEquals("[\"a\",\"b\"]", audiences(client.get(id)));
  }

  @AfterEach
  void close() {
    engine.close();
  }

  @Test
  void aWriteDropsCountersThatNoRuleUses() {
    engine.configure(environment(B));
    assertEquals("[\"b\"]", audiences(client.update(id, TestEvent.track("c"))));
    engine.configure(environment(A + "," + B));
    assertEquals("[\"b\"]", audiences(client.get(id)));
    assertEquals("[\"a\",\"b\"]", audiences(client.update(id, TestEvent.track("a"))));
  }

  @Test
  void aReadDropsNothing() {
    engine.configure(environment(B));
    assertEquals("[\"b\"]", audiences(client.get(id)));
    engine.configure(environment(A + "," + B));
    assertEquals("[\"a\",\"b\"]", audiences(client.get(id)));
  }

  @Test
  void aPreflightDropsNothing() {
    engine.configure(environment(B));
    assertEquals("[\"b\"]", audiences(client.preflight().update(id, TestEvent.track("c"))));
    engine.configure(environment(A + "," + B));
    assertEquals("[\"a\",\"b\"]", audiences(client.get(id)));
  }

  private static String audiences(JsonNode data) {
    return data.at("/profile/audiences").toString();
  }

  /** An audience of those who sent this event. */
  private static String counting(String event) {
    return audience(
        event,
        "{\"type\":\"track\",\"value\":\"%s\",\"count\":1,\"operator\":\"greaterThanInclusive\"}"
            .formatted(event));
  }
}
