package dev.kitsune.engine.store;

import static dev.kitsune.engine.TestClient.audienceCount;
import static dev.kitsune.engine.TestClient.id;
import static dev.kitsune.engine.TestEvent.identify;
import static dev.kitsune.engine.TestEvent.track;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kitsune.engine.EngineConfig.StoreKind;
import dev.kitsune.engine.TestClient;
import dev.kitsune.engine.TestEngine;
import dev.kitsune.engine.TestEnvironments;
import dev.kitsune.engine.TestEvent;
import dev.kitsune.engine.error.ErrorCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Deleting; profiles.md, identify, rule 7. Both stores alike. */
class DeleteContractTest {
  private static final String ENVIRONMENT = TestEnvironments.counting(10);
  private static final String EMPTY = "{\"message\":\"ok\",\"data\":{},\"error\":null}";

  private TestEngine engine = new TestEngine(StoreKind.HEAP, 100, ENVIRONMENT);
  private TestClient client = engine.client();

  private void use(StoreKind kind) {
    engine.close();
    engine = new TestEngine(kind, 100, ENVIRONMENT);
    client = engine.client();
  }

  @AfterEach
  void closeEngine() {
    engine.close();
  }

  @ParameterizedTest
  @EnumSource
  void removesAProfile(StoreKind kind) {
    use(kind);
    client.update("c", track("t"));
    client.update("d", track("t"));
    assertEquals(EMPTY, client.delete("c"));
    client.assertUnknown("c");
    assertEquals(1, engine.profileCount());
    assertEquals("d", id(client.get("d")));
  }

  @ParameterizedTest
  @EnumSource
  void removesEveryAlias(StoreKind kind) {
    use(kind);
    client.update("c", identify("u", "{}"), identify("v", "{}"));
    client.update("d", identify("w", "{}"));
    assertEquals(EMPTY, client.delete("c"));
    client.assertUnknown("c");
    client.assertUnknown("u");
    client.assertUnknown("v");
    assertEquals("d", id(client.get("w")));
    assertEquals(1, engine.profileCount());
    assertEquals(1, engine.aliasCount());
  }

  @ParameterizedTest
  @EnumSource
  void findsTheProfileByItsAlias(StoreKind kind) {
    use(kind);
    client.update("c", identify("u", "{}"), identify("v", "{}"));
    assertEquals(EMPTY, client.delete("v"));
    client.assertUnknown("c");
    assertEquals(0, engine.profileCount());
    assertEquals(0, engine.aliasCount());
  }

  @ParameterizedTest
  @EnumSource
  void refusesAnIdThatNobodyHas(StoreKind kind) {
    use(kind);
    client.update("c", track("t"));
    client.assertRefused(ErrorCode.PROFILE_NOT_FOUND, () -> client.delete("d"));
    client.delete("c");
    client.assertRefused(ErrorCode.PROFILE_NOT_FOUND, () -> client.delete("c"));
    client.assertRefused(ErrorCode.INVALID_DATA, () -> client.delete(""));
    client.assertRefused(ErrorCode.INVALID_DATA, () -> client.delete("x".repeat(257)));
    client.assertRefused(ErrorCode.PROFILE_NOT_FOUND, () -> client.delete("x".repeat(256)));
  }

  @ParameterizedTest
  @EnumSource
  void staysInItsEnvironment(StoreKind kind) {
    use(kind);
    client.update("c", identify("u", "{}"));
    TestClient other = engine.client("other");
    other.update("c", identify("u", "{}"));
    client.delete("u");
    assertEquals("c", id(other.get("u")));
    assertEquals(1, engine.profileCount());
    assertEquals(1, engine.aliasCount());
  }

  @ParameterizedTest
  @EnumSource
  void letsIdAndAliasesStartAfresh(StoreKind kind) {
    use(kind);
    TestEvent event = track("t");
    JsonNode before = client.update("c", event, identify("u", "{\"a\":1}"));
    client.delete("c");
    JsonNode after = client.update("c", event);
    assertEquals(1, audienceCount(after, "n"));
    assertEquals("{}", after.at("/profile/traits").toString());
    assertEquals(1, after.at("/profile/session/count").asInt());
    assertNotEquals(before.at("/profile/random"), after.at("/profile/random"));
    assertEquals("u", id(client.update("u", event)));
    assertEquals(2, engine.profileCount());
    assertEquals(0, engine.aliasCount());
  }
}
