package dev.kitsune.engine.store;

import static dev.kitsune.engine.TestClient.audienceCount;
import static dev.kitsune.engine.TestClient.id;
import static dev.kitsune.engine.TestClient.ids;
import static dev.kitsune.engine.TestEvent.identify;
import static dev.kitsune.engine.TestEvent.page;
import static dev.kitsune.engine.TestEvent.track;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kitsune.engine.EngineConfig.StoreKind;
import dev.kitsune.engine.TestClient;
import dev.kitsune.engine.TestEngine;
import dev.kitsune.engine.TestEnvironments;
import dev.kitsune.engine.TestEvent;
import dev.kitsune.engine.error.ErrorCode;
import dev.kitsune.engine.error.ExperienceException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whose an event is: ids, aliases, batches; profiles.md, identify. Both stores alike. */
class ProfileExecutorContractTest {
  private static final String ENVIRONMENT = TestEnvironments.counting(30);

  private TestEngine engine = open(StoreKind.HEAP);
  private TestClient client = engine.client();

  private static TestEngine open(StoreKind kind) {
    return new TestEngine(kind, 1_000, ENVIRONMENT);
  }

  private void use(StoreKind kind) {
    engine.close();
    engine = open(kind);
    client = engine.client();
  }

  @AfterEach
  void closeEngine() {
    engine.close();
  }

  @ParameterizedTest
  @EnumSource
  void createMakesANewProfileWhateverTheEventsSay(StoreKind kind) {
    use(kind);
    JsonNode first = client.create(track("t").from("c"));
    JsonNode second = client.create(track("t").from("c"));
    assertTrue(id(first).matches("[0-9a-f]{64}"), () -> id(first));
    assertNotEquals(id(first), id(second));
    assertEquals(2, engine.profileCount());
    client.assertUnknown("c");
    assertEquals(first, client.get(id(first)));
  }

  @ParameterizedTest
  @EnumSource
  void updateMakesAProfileOfAnUnknownId(StoreKind kind) {
    use(kind);
    client.assertUnknown("c");
    JsonNode made = client.update("c", track("t"));
    assertEquals("c", id(made));
    assertEquals("c", made.at("/profile/stableId").asText());
    assertEquals(made, client.get("c"));
    assertEquals(1, engine.profileCount());
  }

  @ParameterizedTest
  @EnumSource
  void scopesIdsAndAliasesByEnvironment(StoreKind kind) {
    use(kind);
    client.update("c", identify("u", "{\"a\":1}"));
    TestClient other = engine.client("other");
    other.assertUnknown("c");
    other.assertUnknown("u");
    assertEquals("u", id(other.update("u", track("t"))));
    assertEquals("{\"a\":1}", client.get("u").at("/profile/traits").toString());
    assertEquals("{}", other.get("u").at("/profile/traits").toString());
    assertEquals(2, engine.profileCount());
  }

  @ParameterizedTest
  @EnumSource
  void takesAnEmptyUserIdAsTraitsOnly(StoreKind kind) {
    use(kind);
    assertEquals(
        "{\"a\":1}",
        client.update("c", identify("", "{\"a\":1}")).at("/profile/traits").toString());
    assertEquals(0, engine.aliasCount());
    assertFalse(engine.stored("c").record().isSelfIdentified());
  }

  @ParameterizedTest
  @EnumSource
  void resolvesAnAliasWhereverAnIdIsAccepted(StoreKind kind) {
    use(kind);
    client.update("c", track("t"));
    assertEquals("c", id(client.update("c", identify("u", "{}"))));
    assertEquals(1, engine.aliasCount());
    assertEquals("c", id(client.get("u")));
    assertEquals(2, audienceCount(client.update("u", track("t")), "n"));
    assertEquals("c", ids(client.batch(track("t").from("u"))));
    assertEquals(3, audienceCount(client.get("c"), "n"));
    assertEquals(1, engine.profileCount());
  }

  @ParameterizedTest
  @EnumSource
  void resolvesAnAliasOfAnAliasedProfileNamedByAlias(StoreKind kind) {
    use(kind);
    client.update("c", identify("u1", "{}"));
    assertEquals("c", id(client.update("u1", identify("u2", "{\"a\":1}"))));
    assertEquals(client.get("c"), client.get("u2"));
    assertEquals(2, engine.aliasCount());
  }

  @ParameterizedTest
  @EnumSource
  void tellsTheSameIdInOtherEscapes(StoreKind kind) {
    use(kind);
    client.update("c", identify("\\u00e9\\/", "{}"));
    assertEquals("c", id(client.get("é/")));
    assertEquals("c", ids(client.batch(track("t").from("\\u00E9/"))));
  }

  @ParameterizedTest
  @EnumSource
  void takesItsOwnAliasAsTraitsOnly(StoreKind kind) {
    use(kind);
    client.update("c", identify("u", "{\"a\":1}"));
    JsonNode again = client.update("c", identify("u", "{\"b\":2}"));
    assertEquals("{\"a\":1,\"b\":2}", again.at("/profile/traits").toString());
    assertEquals(1, engine.aliasCount());
  }

  @ParameterizedTest
  @EnumSource
  void marksAProfileIdentifiedByItsOwnId(StoreKind kind) {
    use(kind);
    JsonNode answer = client.batch(identify("c", "{\"a\":1}").from("c"), track("t").from("c"));
    assertEquals("c", ids(answer));
    assertTrue(engine.stored("c").record().isSelfIdentified());
    assertEquals(0, engine.aliasCount());
    client.update("d", identify("d", "{}"));
    assertTrue(engine.stored("d").record().isSelfIdentified());
  }

  @ParameterizedTest
  @EnumSource
  void claimsSeveralUserIdsInOneRequest(StoreKind kind) {
    use(kind);
    client.update("c", identify("u", "{}"), identify("v", "{}"), identify("u", "{}"));
    assertEquals(2, engine.aliasCount());
    assertEquals("c", id(client.get("u")));
    assertEquals("c", id(client.get("v")));
  }

  @ParameterizedTest
  @EnumSource
  void findsAnAliasThatTheSameBatchMade(StoreKind kind) {
    use(kind);
    JsonNode answer =
        client.batch(identify("u", "{}").from("c"), track("t").from("u"), track("t").from("c"));
    assertEquals("c", ids(answer));
    assertEquals(1, engine.profileCount());
    assertEquals(2, audienceCount(client.get("u"), "n"));
    assertEquals("c", id(client.get("u")));
  }

  @ParameterizedTest
  @EnumSource
  void givesAUserIdOfAnotherProfileItsEventAndTheLaterOnes(StoreKind kind) {
    use(kind);
    client.update("t", track("t"), identify("u", "{\"a\":1}"));
    client.update("c", identify("own", "{}"));
    JsonNode answer =
        client.update("c", track("t"), identify("u", "{\"b\":2}"), track("t"), page("/x"));
    assertEquals("t", id(answer));
    assertEquals(2, audienceCount(answer, "n"));
    assertEquals("{\"a\":1,\"b\":2}", answer.at("/profile/traits").toString());
    assertEquals(answer, client.get("t"));
    JsonNode left = client.get("c");
    assertEquals("c", id(left));
    assertEquals(1, audienceCount(left, "n"));
    assertEquals("{}", left.at("/profile/traits").toString());
    assertEquals(2, engine.aliasCount());
    assertEquals("c", id(client.update("c", track("t"))));
  }

  @ParameterizedTest
  @EnumSource
  void takesAnotherProfilesIdAsUserIdLikeItsAlias(StoreKind kind) {
    use(kind);
    client.update("t", track("t"));
    client.update("c", track("t"), identify("own", "{}"));
    assertEquals("t", id(client.update("c", identify("t", "{\"a\":1}"))));
    assertEquals("{}", client.get("c").at("/profile/traits").toString());
    assertEquals(1, engine.aliasCount());
  }

  @ParameterizedTest
  @EnumSource
  void leavesABatchsOtherProfilesWhereTheyAre(StoreKind kind) {
    use(kind);
    client.update("t", identify("u", "{}"));
    client.update("c", identify("own", "{}"));
    JsonNode answer =
        client.batch(
            track("t").from("d"),
            identify("u", "{}").from("c"),
            track("t").from("c"),
            track("t").from("d"));
    assertEquals("d t", ids(answer));
    assertEquals(2, audienceCount(client.get("d"), "n"));
    assertEquals(1, audienceCount(client.get("t"), "n"));
    assertEquals(0, audienceCount(client.get("c"), "n"));
  }

  @ParameterizedTest
  @EnumSource
  void answersABatchsProfilesOnceInOrderOfFirstAppearance(StoreKind kind) {
    use(kind);
    client.update("b", identify("alias-b", "{}"));
    JsonNode answer =
        client.batch(
            track("t").from("z"),
            track("t").from("alias-b"),
            track("t").from("a"),
            track("t").from("b"),
            track("t").from("z"));
    assertEquals("z b a", ids(answer));
    assertEquals(2, audienceCount(client.get("z"), "n"));
    assertEquals(2, audienceCount(client.get("b"), "n"));
  }

  @ParameterizedTest
  @EnumSource
  void takes32AliasesAndRefusesThe33rd(StoreKind kind) {
    use(kind);
    for (int i = 1; i <= 31; i++) {
      client.update("c", identify("u" + i, "{}"));
    }
    ExperienceException refused =
        client.assertRefused(
            ErrorCode.INVALID_DATA,
            () -> client.update("c", track("t"), identify("u32", "{}"), identify("u33", "{}")));
    assertTrue(refused.detail().startsWith("events[2].userId "), refused::detail);
    assertEquals(31, engine.aliasCount());
    client.assertUnknown("u32");
    assertEquals(0, audienceCount(client.get("c"), "n"));
    client.update("c", identify("u32", "{}"));
    client.assertRefused(ErrorCode.INVALID_DATA, () -> client.update("c", identify("u33", "{}")));
    client.update("c", identify("u1", "{\"a\":1}"));
    assertEquals(32, engine.aliasCount());
  }

  @ParameterizedTest
  @EnumSource
  void takes50ProfilesPerBatchAndRefusesThe51st(StoreKind kind) {
    use(kind);
    TestEvent[] events = new TestEvent[51];
    for (int i = 0; i < events.length; i++) {
      events[i] = track("t").from("p" + i);
    }
    ExperienceException refused =
        client.assertRefused(ErrorCode.INVALID_DATA, () -> client.batch(events));
    assertTrue(refused.detail().contains("50"), refused::detail);
    assertEquals(0, engine.profileCount());
    events[50] = identify("alias", "{}").from("p0");
    assertEquals(50, client.batch(events).get("profiles").size());
    assertEquals(50, engine.profileCount());
    assertEquals(1, engine.aliasCount());
  }

  @ParameterizedTest
  @EnumSource
  void neverTurnsARecordsClockBack(StoreKind kind) {
    use(kind);
    long startMs = engine.clockMs.get();
    client.update("c", track("t"));
    engine.clockMs.set(startMs + 20 * 60_000);
    client.update("c", identify("", "{\"a\":1}"));
    engine.clockMs.set(startMs - 24 * 3_600_000);
    JsonNode back = client.update("c", track("t"), identify("", "{\"a\":2}"));
    assertEquals(1, back.at("/profile/session/count").asInt());
    assertEquals(20 * 60, back.at("/profile/session/activeSessionLength").asInt());
    assertEquals(2, back.at("/profile/traits/a").asInt());
    assertEquals(2, audienceCount(back, "n"));
    assertEquals(startMs + 20 * 60_000, engine.stored("c").record().lastReceiptMs());
    engine.clockMs.set(startMs + 50 * 60_000);
    assertEquals(1, client.update("c", track("t")).at("/profile/session/count").asInt());
  }
}
