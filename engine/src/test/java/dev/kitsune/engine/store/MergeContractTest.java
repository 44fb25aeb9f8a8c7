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

/** What a merge makes of two profiles; profiles.md, identify, rule 4. Both stores alike. */
class MergeContractTest {
  private static final String ENVIRONMENT = TestEnvironments.counting(40);
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
