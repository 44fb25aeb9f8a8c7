package dev.kitsune.engine.store;

import static dev.kitsune.engine.TestClient.audienceCount;
import static dev.kitsune.engine.TestClient.id;
import static dev.kitsune.engine.TestClient.ids;
import static dev.kitsune.engine.TestEvent.identify;
import static dev.kitsune.engine.TestEvent.page;
import static dev.kitsune.engine.TestEvent.track;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
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

/** Merging; profiles.md, identify, rules 4 to 8. Both stores alike. */
class MergeContractTest {
  private static final String ENVIRONMENT = TestEnvironments.counting(40);
  private static final String MERGING =
      "{\"settings\":{\"merge\":\"always\"}," + ENVIRONMENT.substring(1);
  private static final long MINUTE_MS = 60_000;

  private TestEngine engine = new TestEngine(StoreKind.HEAP, 3_000, ENVIRONMENT);
  private TestClient client = engine.client();

  private void use(StoreKind kind) {
    use(new TestEngine(kind, 3_000, ENVIRONMENT));
  }

  private void use(TestEngine other) {
    engine.close();
    engine = other;
    client = engine.client();
  }

  @AfterEach
  void closeEngine() {
    engine.close();
  }

  private void pass(long ms) {
    engine.clockMs.addAndGet(ms);
  }

  private static String traits(JsonNode data) {
    return data.at("/profile/traits").toString();
  }

  private static int sessions(JsonNode data) {
    return data.at("/profile/session/count").asInt();
  }

  @ParameterizedTest
  @EnumSource
  void anAnonymousProfileIsMergedIntoTheOneThatHasTheAlias(StoreKind kind) {
    use(kind);
    JsonNode target = client.update("t", track("t"), identify("u", "{\"a\":1,\"b\":1}"));
    pass(1);
    JsonNode current =
        client.update("c", page("/c"), track("t"), track("t"), identify("", "{\"b\":2,\"c\":2}"));
    pass(1);
    JsonNode merged = client.update("c", identify("u", "{\"c\":3,\"d\":3}"), track("t"));
    assertEquals("t", id(merged));
    assertEquals("t", merged.at("/profile/stableId").asText());
    assertEquals(target.at("/profile/random"), merged.at("/profile/random"));
    assertEquals("{\"a\":1,\"b\":2,\"c\":3,\"d\":3}", traits(merged));
    assertEquals(4, audienceCount(merged, "n"));
    assertEquals(current.at("/profile/session/id"), merged.at("/profile/session/id"));
    assertEquals("/c", merged.at("/profile/session/landingPage/path").asText());
    for (String id : new String[] {"t", "c", "u"}) {
      assertEquals(merged, client.get(id), id);
    }
    assertEquals(1, engine.profileCount());
    assertEquals(2, engine.aliasCount());
    assertEquals("t", id(client.update("c", track("t"))));
    assertEquals("t", ids(client.batch(track("t").from("c"), track("t").from("u"))));
    assertEquals(7, audienceCount(client.get("t"), "n"));
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
  void theNewerWriteOfATraitWinsWhateverItsTimestamp(StoreKind kind) {
    use(kind);
    client.update("c", identify("", "{\"k\":\"c\",\"l\":\"c\"}"));
    pass(1);
    client.update("t", identify("u", "{\"k\":\"t\"}").at(engine.clockMs.get() - MINUTE_MS));
    pass(1);
    client.update("c", identify("", "{\"l\":\"c2\"}").at(engine.clockMs.get() - 2 * MINUTE_MS));
    assertEquals("{\"k\":\"t\",\"l\":\"c2\"}", traits(client.update("c", identify("u", "{}"))));
  }

  @ParameterizedTest
  @EnumSource
  void sessionsAddUpAndOneThatGoesOnCountsOnce(StoreKind kind) {
    use(kind);
    long startMs = engine.clockMs.get();
    for (long gapMs : new long[] {30 * MINUTE_MS - 1, 30 * MINUTE_MS, 30 * MINUTE_MS + 1}) {
      String t = "t" + gapMs;
      String c = "c" + gapMs;
      engine.clockMs.set(startMs);
      client.update(t, identify("u" + gapMs, "{}"));
      pass(10_000);
      client.update(t, track("t"));
      pass(gapMs);
      client.update(c, track("t"));
      pass(20_000);
      client.update(c, track("t"));
      JsonNode merged = client.update(c, identify("u" + gapMs, "{}"));
      assertEquals(gapMs > 30 * MINUTE_MS ? 2 : 1, sessions(merged), "gap " + gapMs);
      assertEquals(20, merged.at("/profile/session/activeSessionLength").asInt());
      assertEquals(
          gapMs > 30 * MINUTE_MS ? 15 : 30,
          merged.at("/profile/session/averageSessionLength").asInt());
    }
  }

  @ParameterizedTest
  @EnumSource
  void theClockOfTheMoreActiveProfileIsNotTurnedBack(StoreKind kind) {
    use(kind);
    client.update("c", track("t"));
    pass(5_000);
    client.update("c", track("t"));
    pass(20 * MINUTE_MS);
    client.update("t", identify("u", "{}"));
    pass(20 * MINUTE_MS);
    JsonNode merged =
        client.update("c", identify("u", "{}").at(engine.clockMs.get() - 20 * MINUTE_MS));
    assertEquals(2, sessions(merged));
    assertEquals(5, merged.at("/profile/session/activeSessionLength").asInt());
    pass(10 * MINUTE_MS);
    assertEquals(2, sessions(client.update("c", track("t"))));
  }

  @ParameterizedTest
  @EnumSource
  void theLocationGivenLaterIsKept(StoreKind kind) {
    use(kind);
    TestEvent bern = located("Bern");
    client.update("t1", bern, identify("u1", "{}"));
    client.update("c2", located("Rome"));
    pass(1);
    client.update("c1", located("Rome"));
    client.update("t2", bern, identify("u2", "{}"));
    assertEquals("Rome", city(client.update("c1", identify("u1", "{}"))));
    assertEquals("Bern", city(client.update("c2", identify("u2", "{}"))));
    client.update("c3", track("t"));
    assertEquals("Rome", city(client.update("c3", identify("u1", "{}"))));
    pass(1);
    client.update("c4", located(""));
    assertEquals("", city(client.update("c4", identify("u1", "{}"))));
  }

  private static TestEvent located(String city) {
    TestEvent event = track("t");
    return new TestEvent(
        event
            .members()
            .replace("\"library\":", "\"location\":{\"city\":\"" + city + "\"},\"library\":"));
  }

  private static String city(JsonNode data) {
    return data.at("/profile/location/city").asText();
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

  @ParameterizedTest
  @EnumSource
  void aPreflightOfAMergeStoresNothing(StoreKind kind) {
    use(kind);
    client.update("t", track("t"), identify("u", "{}"));
    client.update("c", track("t"));
    byte[] t = engine.stored("t").bytes();
    byte[] c = engine.stored("c").bytes();
    JsonNode asked = client.preflight().update("c", identify("u", "{\"a\":1}"));
    assertEquals("t", id(asked));
    assertEquals(2, audienceCount(asked, "n"));
    assertArrayEquals(t, engine.stored("t").bytes());
    assertArrayEquals(c, engine.stored("c").bytes());
    assertEquals("c", id(client.get("c")));
    assertEquals(1, engine.aliasCount());
  }

  @ParameterizedTest
  @EnumSource
  void aMergeForWhichTheStoreHasNoRoomLeavesNothing(StoreKind kind) {
    use(new TestEngine(kind, 2, ENVIRONMENT));
    client.update("t", track("t"), identify("u", "{}"), identify("v", "{}"));
    client.update("c", track("t"), identify("", "{\"c\":\"" + "x".repeat(3_000) + "\"}"));
    byte[] t = engine.stored("t").bytes();
    byte[] c = engine.stored("c").bytes();
    client.assertRefused(
        ErrorCode.UNAVAILABLE, () -> client.update("c", track("t"), identify("u", "{}")));
    assertArrayEquals(t, engine.stored("t").bytes());
    assertArrayEquals(c, engine.stored("c").bytes());
    assertEquals("c", id(client.get("c")));
    assertEquals(2, engine.profileCount());
    assertEquals(2, engine.aliasCount());
  }

  @ParameterizedTest
  @EnumSource
  void aMergingRequestThatComesAgainChangesNothing(StoreKind kind) {
    use(kind);
    client.update("t", track("t"), identify("u", "{}"));
    TestEvent[] run = {track("t"), identify("u", "{\"a\":1}"), track("t")};
    client.update("c", track("t"));
    JsonNode first = client.update("c", run);
    String truth = engine.stored("t").truth();
    pass(40 * MINUTE_MS);
    assertEquals(first, client.update("c", run));
    assertEquals(first, client.update("t", run));
    assertEquals(first, client.update("c", run[0]));
    assertEquals(first, client.update("u", run[2]));
    assertEquals(truth, engine.stored("t").truth());
  }

  @ParameterizedTest
  @EnumSource
  void eventsOfBothProfilesAreKnownAfterTheMerge(StoreKind kind) {
    use(kind);
    TestEvent ofT = track("t");
    TestEvent ofC = track("t");
    client.update("t", ofT, identify("u", "{}"));
    client.update("c", ofC);
    client.update("c", identify("u", "{}"));
    assertEquals(2, audienceCount(client.update("t", ofC), "n"));
    assertEquals(2, audienceCount(client.update("c", ofT), "n"));
    assertEquals(2, audienceCount(client.update("c", ofT, ofC), "n"));
    assertNotEquals(2, audienceCount(client.update("c", track("t")), "n"));
  }

  @ParameterizedTest
  @EnumSource
  void aMergeKeepsTheNewest16Events(StoreKind kind) {
    use(kind);
    TestEvent[] old = new TestEvent[10];
    TestEvent[] young = new TestEvent[10];
    for (int i = 0; i < 10; i++) {
      old[i] = track("t");
      young[i] = track("t");
      client.update("c", old[i]);
    }
    pass(1);
    for (TestEvent event : young) {
      client.update("t", event);
    }
    client.update("c", identify("t", "{}"));
    assertEquals(20, audienceCount(client.update("t", old[9]), "n"));
    assertEquals(20, audienceCount(client.update("t", young[0]), "n"));
    assertEquals(20, audienceCount(client.update("t", old[5]), "n"));
    assertEquals(21, audienceCount(client.update("t", old[4]), "n"));
  }
}
