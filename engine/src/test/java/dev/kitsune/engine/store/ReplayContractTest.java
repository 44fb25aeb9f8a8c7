package dev.kitsune.engine.store;

import static dev.kitsune.engine.TestClient.audienceCount;
import static dev.kitsune.engine.TestClient.id;
import static dev.kitsune.engine.TestClient.ids;
import static dev.kitsune.engine.TestEvent.identify;
import static dev.kitsune.engine.TestEvent.page;
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
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Requests and events that come again; profiles.md, Profile, Replays. Both stores alike. */
class ReplayContractTest {
  private static final String ENVIRONMENT = TestEnvironments.counting(40);
  private static final int KEPT = 16;

  private TestEngine engine = new TestEngine(StoreKind.HEAP, 1_000, ENVIRONMENT);
  private TestClient client = engine.client();

  private void use(StoreKind kind) {
    engine.close();
    engine = new TestEngine(kind, 1_000, ENVIRONMENT);
    client = engine.client();
  }

  @AfterEach
  void closeEngine() {
    engine.close();
  }

  private long count(String id) {
    return audienceCount(client.get(id), "n");
  }

  private static TestEvent[] tracks(int count) {
    TestEvent[] events = new TestEvent[count];
    Arrays.setAll(events, i -> track("t"));
    return events;
  }

  @ParameterizedTest
  @EnumSource
  void aRunThatComesAgainChangesNothing(StoreKind kind) {
    use(kind);
    TestEvent[] run = {track("t"), page("/x"), identify("u", "{\"a\":1}"), track("t")};
    client.update("c", run);
    client.update("c", identify("", "{\"a\":2}"));
    JsonNode before = client.get("c");
    String truth = engine.stored("c").truth();
    engine.clockMs.addAndGet(24 * 3_600_000);
    assertEquals(before, client.update("c", run));
    assertEquals(before, client.update("u", run));
    assertEquals(truth, engine.stored("c").truth());
    assertEquals(1, engine.aliasCount());
  }

  @ParameterizedTest
  @EnumSource
  void anEventThatComesAgainAmongNewOnesChangesNothing(StoreKind kind) {
    use(kind);
    TestEvent old = track("t");
    client.update("c", old, track("t"));
    assertEquals(3, audienceCount(client.update("c", old, track("t"), old), "n"));
    assertEquals(3, count("c"));
  }

  @ParameterizedTest
  @EnumSource
  void dropsNothingWithinOneRequest(StoreKind kind) {
    use(kind);
    TestEvent same = track("t");
    TestEvent[] five = {same, same, same, same, same};
    assertEquals(5, audienceCount(client.update("c", five), "n"));
    assertEquals(5, audienceCount(client.update("c", five), "n"));
    assertEquals(5, audienceCount(client.update("c", same), "n"));
    assertEquals("d e", ids(client.batch(same.from("d"), same.from("e"), same.from("d"))));
    assertEquals(2, count("d"));
    assertEquals(1, count("e"));
  }

  @ParameterizedTest
  @EnumSource
  void keeps16EventsAndForgetsThe17th(StoreKind kind) {
    use(kind);
    TestEvent[] events = tracks(KEPT + 1);
    for (TestEvent event : events) {
      client.update("c", event);
    }
    String truth = engine.stored("c").truth();
    for (int i = KEPT; i >= 1; i--) {
      assertEquals(KEPT + 1, audienceCount(client.update("c", events[i]), "n"), "event " + i);
    }
    assertEquals(truth, engine.stored("c").truth());
    assertEquals(KEPT + 2, audienceCount(client.update("c", events[0]), "n"));
  }

  @ParameterizedTest
  @EnumSource
  void keeps16RunsAndForgetsThe17th(StoreKind kind) {
    use(kind);
    TestEvent[] first = tracks(KEPT + 4);
    client.update("c", first);
    for (TestEvent event : tracks(KEPT - 1)) {
      client.update("c", event);
    }
    long known = 2 * KEPT + 3;
    assertEquals(known, audienceCount(client.update("c", first), "n"));
    client.update("c", track("t"));
    assertEquals(known + 1, count("c"));
    client.update("c", Arrays.copyOf(first, 2));
    assertEquals(known + 3, count("c"));
  }

  @ParameterizedTest
  @EnumSource
  void knowsTheLast16EventsOfALongerRun(StoreKind kind) {
    use(kind);
    TestEvent[] run = tracks(KEPT + 4);
    client.update("c", run);
    assertEquals(KEPT + 4, audienceCount(client.update("c", run[4]), "n"));
    assertEquals(KEPT + 5, audienceCount(client.update("c", run[3]), "n"));
  }

  @ParameterizedTest
  @EnumSource
  void knowsEachProfilesEventsOnly(StoreKind kind) {
    use(kind);
    TestEvent event = track("t");
    client.update("c", event);
    assertEquals(1, audienceCount(client.update("d", event), "n"));
    assertEquals(1, audienceCount(engine.client("other").update("c", event), "n"));
    JsonNode first = client.create(event);
    assertNotEquals(id(first), id(client.create(event)));
  }

  /* A profile keeps the newest 16 events: of 16 before the identify the first is kept no more. */
  @ParameterizedTest
  @EnumSource
  void aCreateOfAnyLengthThatComesAgainLeavesNoProfile(StoreKind kind) {
    use(kind);
    int profileCount = 0;
    for (int beforeCount : List.of(1, 14, 15, 16, 17, 40, 198)) {
      TestEvent[] events = tracks(beforeCount + 2);
      events[beforeCount] = identify("u" + beforeCount, "{}");
      JsonNode first = client.create(events);
      assertEquals(first, client.create(events), beforeCount + " events before the identify");
      TestEvent[] others = Arrays.copyOf(events, events.length);
      others[0] = track("t");
      client.create(others); // not the same: what is not known is new
      profileCount += 2;
      assertEquals(profileCount, engine.profileCount());
    }
  }

  @ParameterizedTest
  @EnumSource
  void aCreateThatNamesTwoVisitorsAndComesAgainLeavesNoProfile(StoreKind kind) {
    use(kind);
    client.update("w", identify("user-w", "{}"));
    TestEvent[] events = tracks(50);
    events[20] = identify("user-new", "{}");
    events[40] = identify("user-w", "{}");
    client.create(events);
    String truth = engine.stored("w").truth();
    assertEquals(2, engine.profileCount());
    client.create(events);
    assertEquals(2, engine.profileCount());
    assertEquals(truth, engine.stored("w").truth());
    assertEquals(39, count("user-new"));
    assertEquals(9, count("w"));
  }

  @ParameterizedTest
  @EnumSource
  void aRetriedBatchChangesNothingAndAnswersItsProfiles(StoreKind kind) {
    use(kind);
    TestEvent[] batch = {
      track("t").from("c"),
      identify("u", "{\"a\":1}").from("d"),
      track("t").from("u"),
      track("t").from("c")
    };
    JsonNode first = client.batch(batch);
    String truth = engine.stored("c").truth() + engine.stored("d").truth();
    engine.clockMs.addAndGet(24 * 3_600_000);
    assertEquals(first, client.batch(batch));
    assertEquals(truth, engine.stored("c").truth() + engine.stored("d").truth());
    assertEquals(2, engine.profileCount());
  }

  @ParameterizedTest
  @EnumSource
  void aBatchMayBePartlyNew(StoreKind kind) {
    use(kind);
    TestEvent forC = track("t").from("c");
    client.batch(forC, track("t").from("d"));
    String truth = engine.stored("c").truth();
    assertEquals("c d", ids(client.batch(forC, track("t").from("d"))));
    assertEquals(truth, engine.stored("c").truth());
    assertEquals(2, count("d"));
  }

  @ParameterizedTest
  @EnumSource
  void aRunThatWentOverToAnotherProfileChangesNeitherAgain(StoreKind kind) {
    use(kind);
    client.update("t", identify("u", "{}"));
    client.update("c", identify("own", "{}"));
    TestEvent[] run = {track("t"), identify("u", "{\"a\":1}"), track("t"), track("t")};
    JsonNode first = client.update("c", run);
    String truth = engine.stored("c").truth() + engine.stored("t").truth();
    assertEquals(first, client.update("c", run));
    assertEquals(truth, engine.stored("c").truth() + engine.stored("t").truth());
    assertEquals(1, count("c"));
    assertEquals(2, count("t"));
  }

  @ParameterizedTest
  @EnumSource
  void anEventThatWentOverIsKnownToWhoGotIt(StoreKind kind) {
    use(kind);
    client.update("t", identify("u", "{}"));
    client.update("c", identify("own", "{}"));
    TestEvent before = track("t");
    TestEvent after = track("t");
    client.update("c", before, identify("u", "{}"), after);
    assertEquals(1, audienceCount(client.update("c", before), "n"));
    assertEquals(1, audienceCount(client.update("t", after), "n"));
    assertEquals(2, audienceCount(client.update("t", before), "n"));
    assertEquals(2, audienceCount(client.update("c", after), "n"));
  }

  @ParameterizedTest
  @EnumSource
  void whatWasRefusedOrOnlyAskedForIsNoReplay(StoreKind kind) {
    use(kind);
    TestEvent event = track("t");
    client.preflight().update("c", event);
    client.update("c", track("t"));
    client.preflight().update("c", event);
    client.assertRefused(
        ErrorCode.INVALID_DATA, () -> client.update("c", event, TestEvent.of("pgae")));
    assertEquals(2, audienceCount(client.update("c", event), "n"));
  }

  @ParameterizedTest
  @EnumSource
  void aPreflightOfAReplayAnswersTheCurrentState(StoreKind kind) {
    use(kind);
    TestEvent event = track("t");
    JsonNode first = client.update("c", event);
    assertEquals(first, client.preflight().update("c", event));
  }

  @ParameterizedTest
  @EnumSource
  void aReplayAfterAReloadIsOneStillAndIsAnsweredByTheNewVersion(StoreKind kind) {
    use(kind);
    TestEvent event = track("t");
    client.update("c", event);
    String truth = engine.stored("c").truth();
    engine.configure(
        TestEnvironments.environment(
            TestEnvironments.audience(
                    "never",
                    "{\"type\":\"track\",\"value\":\"*\",\"operator\":\"equal\",\"count\":0}")
                + ","
                + TestEnvironments.audience(
                    "once",
                    "{\"type\":\"track\",\"value\":\"*\",\"operator\":\"equal\",\"count\":1}")));
    JsonNode again = client.update("c", event);
    assertEquals("[\"once\"]", again.at("/profile/audiences").toString());
    assertEquals(truth, engine.stored("c").truth());
  }
}
