package dev.kitsune.engine.store;

import static dev.kitsune.engine.TestClient.audienceCount;
import static dev.kitsune.engine.TestClient.id;
import static dev.kitsune.engine.TestClient.ids;
import static dev.kitsune.engine.TestEvent.identify;
import static dev.kitsune.engine.TestEvent.page;
import static dev.kitsune.engine.TestEvent.track;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
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

/**
 * Which profile is merged into which, and what ids lead there; profiles.md, identify, rules 4 to 8.
 * Both stores alike.
 */
class MergedIdsContractTest {
  private static final String ENVIRONMENT = TestEnvironments.counting(40);
  private static final String MERGING =
      "{\"settings\":{\"merge\":\"always\"}," + ENVIRONMENT.substring(1);

  private TestEngine engine = new TestEngine(StoreKind.HEAP, 3_000, ENVIRONMENT);
  private TestClient client = engine.client();

  private void use(StoreKind kind) {
    engine.close();
    engine = new TestEngine(kind, 3_000, ENVIRONMENT);
    client = engine.client();
  }

  @AfterEach
  void closeEngine() {
    engine.close();
  }

  private static String traits(JsonNode data) {
    return data.at("/profile/traits").toString();
  }

  @ParameterizedTest
  @EnumSource
  void anIdIsTakenLikeAnAlias(StoreKind kind) {
    use(kind);
    client.update("t", track("t"));
    client.update("c", track("t"));
    assertEquals("t", id(client.update("c", identify("t", "{}"))));
    assertEquals(2, audienceCount(client.get("c"), "n"));
    assertTrue(engine.stored("t").record().isSelfIdentified());
    assertEquals(1, engine.aliasCount());
  }

  @ParameterizedTest
  @EnumSource
  void aFreshIdThatOnlyIdentifiesLeadsThereToo(StoreKind kind) {
    use(kind);
    JsonNode target = client.update("t", page("/t"), identify("u", "{}"));
    JsonNode merged = client.update("fresh", identify("u", "{\"a\":1}"));
    assertEquals("t", id(merged));
    assertEquals(target.at("/profile/session"), merged.at("/profile/session"));
    assertEquals(merged, client.get("fresh"));
    assertEquals("t", ids(client.batch(identify("u", "{}").from("other"))));
    assertEquals("t", id(client.get("other")));
    assertEquals(1, engine.profileCount());
  }

  @ParameterizedTest
  @EnumSource
  void aCreateThatIdentifiesLeavesNoIdBehind(StoreKind kind) {
    use(kind);
    client.update("t", identify("u", "{}"));
    JsonNode merged = client.create(track("t"), identify("u", "{}"));
    assertEquals("t", id(merged));
    assertEquals(1, audienceCount(merged, "n"));
    assertEquals(1, engine.profileCount());
    assertEquals(1, engine.aliasCount());
  }

  @ParameterizedTest
  @EnumSource
  void aCreateThatIdentifiesChangesNothingWhenItComesAgain(StoreKind kind) {
    use(kind);
    client.update("t", identify("u", "{}"));
    TestEvent[] events = {track("t"), track("t"), identify("u", "{}"), track("t")};
    JsonNode merged = client.create(events);
    assertEquals(3, audienceCount(merged, "n"));
    assertEquals(merged, client.create(events));
    assertEquals(merged, client.create(events[1], events[2]));
    assertEquals(1, engine.profileCount());
    assertEquals(1, engine.aliasCount());
  }

  @ParameterizedTest
  @EnumSource
  void aProfileWithAnAliasIsMergedOnlyIfTheConfigurationSaysSo(StoreKind kind) {
    use(kind);
    client.update("t", track("t"), identify("u", "{}"));
    client.update("c", track("t"), identify("own", "{}"));
    assertEquals("t", id(client.update("c", identify("u", "{}"))));
    assertEquals("c", id(client.get("own")));
    engine.configure(MERGING);
    assertEquals("t", id(client.update("c", identify("u", "{\"a\":1}"))));
    for (String id : new String[] {"t", "c", "u", "own"}) {
      assertEquals("t", id(client.get(id)), id);
    }
    assertEquals(2, audienceCount(client.get("own"), "n"));
    assertEquals(1, engine.profileCount());
    assertEquals(3, engine.aliasCount());
  }

  @ParameterizedTest
  @EnumSource
  void aProfileNamedByItsOwnIdIsNotMerged(StoreKind kind) {
    use(kind);
    client.update("t", identify("u", "{}"));
    client.batch(identify("c", "{}").from("c"));
    assertEquals("t", ids(client.batch(identify("u", "{\"a\":1}").from("c"))));
    assertEquals("{}", traits(client.get("c")));
    assertEquals("{\"a\":1}", traits(client.get("t")));
  }

  @ParameterizedTest
  @EnumSource
  void anIdThatWasMergedAwayIsNoNewAlias(StoreKind kind) {
    use(kind);
    client.update("a", track("t"));
    client.update("b", track("t"));
    assertEquals("b", id(client.update("a", identify("b", "{\"k\":1}"))));
    assertEquals("b", id(client.update("b", identify("a", "{\"k\":2}"))));
    assertEquals("b", id(client.update("a", identify("b", "{\"k\":3}"))));
    assertEquals("b", id(client.update("a", identify("a", "{\"k\":4}"))));
    assertEquals("{\"k\":4}", traits(client.get("a")));
    assertEquals(1, engine.aliasCount());
    assertEquals(1, engine.profileCount());
    client.delete("a");
    assertEquals(0, engine.aliasCount());
    assertEquals(0, engine.profileCount());
  }

  @ParameterizedTest
  @EnumSource
  void severalMergesInOneRequestHappenInOrder(StoreKind kind) {
    use(kind);
    client.update("t", track("t"), identify("u", "{\"t\":1}"));
    JsonNode answer =
        client.batch(
            track("t").from("a"),
            track("t").from("b"),
            identify("b", "{\"b\":1}").from("a"),
            track("t").from("a"),
            identify("u", "{}").from("c"),
            track("t").from("c"),
            track("t").from("b"));
    assertEquals("b t", ids(answer));
    assertEquals(4, audienceCount(client.get("a"), "n"));
    assertEquals("b", id(client.get("a")));
    assertEquals("t", id(client.get("c")));
    assertEquals(2, audienceCount(client.get("c"), "n"));
    assertEquals(2, engine.profileCount());
  }

  @ParameterizedTest
  @EnumSource
  void aChainOfMergesInOneRequestLeadsToItsEnd(StoreKind kind) {
    use(kind);
    engine.configure(MERGING);
    client.update("a", track("t"), identify("ua", "{}"));
    client.update("b", track("t"), identify("ub", "{}"));
    client.update("c", track("t"), identify("uc", "{}"));
    JsonNode answer = client.update("a", identify("ub", "{}"), identify("uc", "{}"), track("t"));
    assertEquals("c", id(answer));
    assertEquals(4, audienceCount(answer, "n"));
    for (String id : new String[] {"a", "b", "c", "ua", "ub", "uc"}) {
      assertEquals(answer, client.get(id), id);
    }
    assertEquals(5, engine.aliasCount());
    assertEquals(1, engine.profileCount());
    client.delete("ua");
    assertEquals(0, engine.aliasCount() + engine.profileCount());
  }

  @ParameterizedTest
  @EnumSource
  void aMergeOfMoreThan32AliasesIsRefusedBeforeAnythingIsApplied(StoreKind kind) {
    use(kind);
    engine.configure(MERGING);
    for (int i = 0; i < 16; i++) {
      client.update("t", identify("t" + i, "{}"));
      client.update("c", identify("c" + i, "{}"));
    }
    client.update("d", identify("d", "{}"), identify("d2", "{}"));
    assertEquals("t", id(client.update("c", identify("t3", "{}"))));
    assertEquals("t", id(client.get("c15")));
    byte[] before = engine.stored("t").bytes();
    ExperienceException refused =
        client.assertRefused(
            ErrorCode.INVALID_DATA, () -> client.update("d", track("t"), identify("t3", "{}")));
    assertEquals(
        "events[1].userId would merge profiles of more than the 32 aliases allowed",
        refused.detail());
    assertArrayEquals(before, engine.stored("t").bytes());
    assertEquals(0, audienceCount(client.get("d2"), "n"));
    assertEquals("d", id(client.get("d2")));
  }

  @ParameterizedTest
  @EnumSource
  void keepsTheNewest256RedirectsAndTheOldestStartsAfresh(StoreKind kind) {
    use(kind);
    client.update("t", identify("u", "{}"));
    for (int i = 0; i < 256; i++) {
      client.update("c" + i, track("t"), identify("u", "{}"));
    }
    assertEquals("t", id(client.get("c0")));
    assertEquals(257, engine.aliasCount());
    client.update("c256", identify("u", "{}"));
    client.assertUnknown("c0");
    assertEquals("t", id(client.get("c1")));
    assertEquals("t", id(client.get("c256")));
    assertEquals(257, engine.aliasCount());
    JsonNode afresh = client.update("c0", track("t"));
    assertEquals("c0", id(afresh));
    assertEquals(1, audienceCount(afresh, "n"));
    client.delete("c100");
    assertEquals(0, engine.aliasCount());
    assertEquals(1, engine.profileCount());
  }

  @ParameterizedTest
  @EnumSource
  void aThousandMergesInAChainKeepEveryIdAtTheEnd(StoreKind kind) {
    use(kind);
    engine.configure(MERGING);
    client.update("p0", track("t"));
    for (int i = 1; i <= 1_000; i++) {
      client.update("p" + i, track("t"));
      assertEquals("p" + i, id(client.update("p" + (i - 1), identify("p" + i, "{}"))));
    }
    assertEquals(1, engine.profileCount());
    assertEquals(256, engine.aliasCount());
    assertEquals("p1000", id(client.get("p744")));
    assertEquals("p1000", id(client.get("p999")));
    client.assertUnknown("p743");
    assertEquals(40, audienceCount(client.get("p800"), "n"));
    client.delete("p800");
    assertEquals(0, engine.aliasCount() + engine.profileCount());
  }

  @ParameterizedTest
  @EnumSource
  void deletingRemovesEverythingThatWasMergedAndItMayBeginAgain(StoreKind kind) {
    use(kind);
    client.update("t", track("t"), identify("u", "{\"a\":1}"));
    TestEvent event = identify("u", "{\"b\":1}");
    client.update("c", track("t"), event);
    client.delete("c");
    for (String id : new String[] {"t", "c", "u"}) {
      client.assertUnknown(id);
    }
    JsonNode again = client.update("c", event);
    assertEquals("c", id(again));
    assertEquals("{\"b\":1}", traits(again));
    assertEquals("c", id(client.get("u")));
    client.assertUnknown("t");
  }

  @ParameterizedTest
  @EnumSource
  void hostileIdsOfEveryKindAreMergedAndDeleted(StoreKind kind) {
    use(kind);
    String[] ids = {
      "x".repeat(256), "\u00fc".repeat(128), "../../etc", "a/b?c#d%2F", " ", "\u0001\u0000", "{\"\\"
    };
    for (int i = 0; i < ids.length; i++) {
      String alias = "u" + i;
      client.update("t" + i, identify(alias, "{}"));
      client.update(ids[i], track("t"));
      assertEquals("t" + i, id(client.update(ids[i], identify(alias, "{}"))));
      assertEquals("t" + i, id(client.get(ids[i])));
    }
    for (String id : ids) {
      client.delete(id);
      client.assertUnknown(id);
    }
    assertEquals(0, engine.aliasCount() + engine.profileCount());
  }
}
