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
import org.junit.jupiter.api.Test;

/** Memberships that time alone ends, or begins, in the answers of gets and updates. */
class LapseTest {
  private static final long DAY_MS = 86_400_000;
  private static final String TWICE = windowed("twice", 2, 7);

  private final TestEngine engine = new TestEngine(StoreKind.CHRONICLE, 1_000, environment(TWICE));
  private final TestClient client = engine.client();
  private final long startMs = engine.clockMs.get();

  @AfterEach
  void close() {
    engine.close();
  }

  @Test
  void aGetKnowsThatAWindowLapsed() {
    client.update("v", TestEvent.track("e"), TestEvent.track("e"));
    assertEquals("twice", audiences(getAt(7 * DAY_MS - 1_000)));
    assertEquals("", audiences(getAt(7 * DAY_MS)));
    assertEquals("", audiences(getAt(8 * DAY_MS)));
  }

  @Test
  void anUpdateKnowsThatAWindowLapsed() {
    client.update("v", TestEvent.track("e"));
    engine.clockMs.addAndGet(DAY_MS);
    client.update("v", TestEvent.track("e"));
    engine.clockMs.set(startMs + 7 * DAY_MS - 1);
    assertEquals("twice", audiences(client.update("v", TestEvent.track("other"))));
    engine.clockMs.set(startMs + 7 * DAY_MS);
    assertEquals("", audiences(client.update("v", TestEvent.track("other"))));
    assertEquals("twice", audiences(client.update("v", TestEvent.track("e"))));
  }

  @Test
  void aReplayedUpdateKnowsItToo() {
    TestEvent first = TestEvent.track("e");
    client.update("v", first, TestEvent.track("e"));
    engine.clockMs.addAndGet(7 * DAY_MS);
    assertEquals("", audiences(client.update("v", first)));
  }

  /* An event of before the last decision, and then a merge that moves the clock behind it. */
  @Test
  void aMergeWithAProfileWhoseClockIsAheadKnowsWhatAnEarlierEventDid() {
    engine.configure(environment(windowed("once", 1, 1)));
    long beginMs = startMs / 1_000 * 1_000;
    engine.clockMs.set(beginMs);
    client.update("t", TestEvent.identify("u", "{}"), TestEvent.track("e"));
    engine.clockMs.set(beginMs + DAY_MS + 1_000);
    assertEquals("", audiences(client.get("t")));
    engine.clockMs.set(beginMs + DAY_MS + 3_000);
    client.update("c", TestEvent.track("other"));
    engine.clockMs.set(beginMs + DAY_MS - 2_000);
    client.batch(TestEvent.track("e").from("t"), TestEvent.identify("u", "{}").from("c"));
    assertEquals("once", audiences(client.get("t")));
  }

  @Test
  void timesAreWholeSecondsRoundedDown() {
    engine.clockMs.set(startMs + 999);
    client.update("v", TestEvent.track("e"), TestEvent.track("e"));
    assertEquals("twice", audiences(getAt(7 * DAY_MS - 1)));
    assertEquals("", audiences(getAt(7 * DAY_MS)));
  }

  @Test
  void windowsGoByEventTimeAlsoOfLateEvents() {
    client.update("v", TestEvent.track("e"));
    client.update("v", TestEvent.track("e").at(startMs - 6 * DAY_MS));
    assertEquals("twice", audiences(getAt(DAY_MS - 1_000)));
    assertEquals("", audiences(getAt(DAY_MS)));
    client.update("w", TestEvent.track("e"));
    assertEquals("", audiences(client.update("w", TestEvent.track("e").at(startMs - 6 * DAY_MS))));
  }

  @Test
  void aMatchUpTo5MinutesAheadCounts() {
    client.update("v", TestEvent.track("e").at(startMs + 300_000), TestEvent.track("e"));
    assertEquals("twice", audiences(client.get("v")));
    assertEquals("", audiences(getAt(7 * DAY_MS)));
  }

  @Test
  void aNewMatchLetsTheMembershipLastLonger() {
    client.update("v", TestEvent.track("e"), TestEvent.track("e"));
    engine.clockMs.addAndGet(DAY_MS);
    client.update("v", TestEvent.track("e"));
    assertEquals("twice", audiences(getAt(7 * DAY_MS - 1_000)));
    assertEquals("", audiences(getAt(7 * DAY_MS)));
    client.update("v", TestEvent.track("e"));
    assertEquals("twice", audiences(client.get("v")));
    assertEquals("twice", audiences(getAt(8 * DAY_MS - 1_000)));
    assertEquals("", audiences(getAt(8 * DAY_MS)));
  }

  @Test
  void fewerThanSoManyBeginsByTimeAlone() {
    String rare = windowed("rare", 2, 1).replace("greaterThanInclusive", "lessThan");
    engine.configure(environment(rare));
    assertEquals("rare", audiences(client.update("v", TestEvent.track("e"))));
    assertEquals("", audiences(client.update("v", TestEvent.track("e"))));
    assertEquals("", audiences(getAt(DAY_MS - 1_000)));
    assertEquals("rare", audiences(getAt(DAY_MS)));
  }

  @Test
  void otherAudiencesFollowOneThatLapses() {
    engine.configure(
        environment(TWICE + "," + without("aNot", "twice") + "," + without("b", "aNot")));
    client.update("v", TestEvent.track("e"));
    assertEquals("b,twice", audiences(client.update("v", TestEvent.track("e"))));
    assertEquals("aNot", audiences(getAt(7 * DAY_MS)));
  }

  @Test
  void experiencesFollowAnAudienceThatLapses() {
    engine.configure(
        "{\"audiences\":["
            + TWICE
            + "],\"experiences\":[{\"id\":\"x\",\"type\":\"nt_experiment\",\"audience\":\"twice\","
            + "\"config\":{\"traffic\":1}}]}");
    client.update("v", TestEvent.track("e"), TestEvent.track("e"));
    assertEquals(1, getAt(DAY_MS).at("/experiences").size());
    assertEquals(0, getAt(7 * DAY_MS).at("/experiences").size());
  }

  @Test
  void agesGrowByWholeDays() {
    engine.configure(
        environment(
            clock("newcomer", "firstSeen", "lessThan", "2")
                + ","
                + clock("gone", "lastSeen", "greaterThanInclusive", "1.5")));
    assertEquals("newcomer", audiences(client.update("v", TestEvent.track("e"))));
    assertEquals("newcomer", audiences(getAt(2 * DAY_MS - 1_000)));
    assertEquals("gone", audiences(getAt(2 * DAY_MS)));
    assertEquals("", audiences(client.update("v", TestEvent.track("e"))));
    assertEquals("gone", audiences(getAt(4 * DAY_MS)));
  }

  @Test
  void aClockThatRanBackwardsIsNotFollowedAfterAnUpdate() {
    client.update("v", TestEvent.track("e"), TestEvent.track("e"));
    engine.clockMs.addAndGet(7 * DAY_MS);
    assertEquals("", audiences(client.update("v", TestEvent.track("other"))));
    assertEquals("", audiences(getAt(DAY_MS)));
    assertEquals("", audiences(client.update("v", TestEvent.track("e"))));
    assertEquals("twice", audiences(client.update("v", TestEvent.track("e"))));
  }

  @Test
  void aGetInTheFutureBindsNoLaterOne() {
    client.update("v", TestEvent.track("e"), TestEvent.track("e"));
    assertEquals("", audiences(getAt(7 * DAY_MS)));
    assertEquals("twice", audiences(getAt(DAY_MS)));
    assertEquals("", audiences(getAt(7 * DAY_MS)));
  }

  @Test
  void windowsSurviveReloadsThatKeepTheirRuleAndAreDroppedOtherwise() {
    client.update("v", TestEvent.track("e"), TestEvent.track("e"), TestEvent.track("e"));
    engine.configure(environment(windowed("longer", 2, 30)));
    assertEquals("longer", audiences(client.get("v")));
    assertEquals("longer", audiences(client.update("v", TestEvent.track("other"))));
    engine.configure(environment(windowed("thrice", 3, 30)));
    assertEquals("", audiences(client.get("v")), "the ring kept the newest two");
    engine.configure(environment(clock("newcomer", "firstSeen", "lessThan", "2")));
    client.update("v", TestEvent.track("e"));
    engine.configure(environment(windowed("once", 1, 30)));
    assertEquals("", audiences(client.get("v")), "the ring was dropped");
  }

  @Test
  void aReadBetweenAReloadAndAWriteDropsNothingLess() {
    client.update("v", TestEvent.track("e"), TestEvent.track("e"));
    int withRing = truthLength();
    engine.configure(environment(clock("newcomer", "firstSeen", "lessThan", "2")));
    client.get("v");
    assertEquals(withRing, truthLength());
    client.update("v", TestEvent.track("e"));
    assertEquals(withRing - (12 + 2 * 4), truthLength(), "no ring; the digest found room");
  }

  @Test
  void aMergeJoinsWindows() {
    client.update("u", TestEvent.identify("me", "{}"), TestEvent.track("e"));
    engine.clockMs.addAndGet(DAY_MS);
    client.update("v", TestEvent.track("e"), TestEvent.track("e"));
    assertEquals(
        "twice", audiences(client.update("v", TestEvent.identify("me", "{}"))), "and is u now");
    assertEquals("twice", audiences(get("u", 8 * DAY_MS - 1_000)));
    assertEquals("", audiences(get("u", 8 * DAY_MS)));
  }

  private int truthLength() {
    return engine.stored("v").truth().length() / 2;
  }

  private JsonNode getAt(long afterStartMs) {
    return get("v", afterStartMs);
  }

  private JsonNode get(String id, long afterStartMs) {
    engine.clockMs.set(startMs + afterStartMs);
    return client.get(id);
  }

  private static String audiences(JsonNode data) {
    return data.at("/profile/audiences").toString().replaceAll("[\\[\\]\"]", "");
  }

  private static String windowed(String id, int count, int days) {
    return audience(
        id,
        "{\"type\":\"track\",\"value\":\"e\",\"count\":%d,\"operator\":\"greaterThanInclusive\",\"withinDays\":%d}"
            .formatted(count, days));
  }

  private static String without(String id, String other) {
    return audience(
        id, "{\"type\":\"audience\",\"operator\":\"notEqual\",\"value\":\"" + other + "\"}");
  }

  private static String clock(String id, String type, String operator, String days) {
    return audience(
        id, "{\"type\":\"%s\",\"operator\":\"%s\",\"value\":%s}".formatted(type, operator, days));
  }
}
