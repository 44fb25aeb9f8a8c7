package dev.kitsune.server.rate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.kitsune.engine.EngineConfig;
import dev.kitsune.engine.EngineConfig.StoreKind;
import dev.kitsune.engine.EngineWorker;
import dev.kitsune.engine.ExperienceEngine;
import dev.kitsune.engine.bytes.ByteSlice;
import dev.kitsune.engine.catalog.EnvironmentRef;
import dev.kitsune.engine.error.ErrorCode;
import dev.kitsune.engine.error.ExperienceException;
import dev.kitsune.engine.response.ResponseSink;
import java.lang.management.ManagementFactory;
import java.util.StringJoiner;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whose tokens a request takes, asked through the engine, with a clock of our own. */
final class ProfileRatesTest {
  private static final int TOKEN_MS = 20;

  private long nowMs = 1_700_000_000_000L;
  private int messageCount;
  private final ExperienceEngine engine =
      ExperienceEngine.open(
          EngineConfig.defaults()
              .withStore(StoreKind.HEAP)
              .withMaxProfiles(10_000)
              .withEnvironment("o", "one", "{\"audiences\":[],\"experiences\":[]}")
              .withEnvironment("o", "two", "{\"audiences\":[],\"experiences\":[]}")
              .withClockAndEntropy(() -> nowMs, new java.util.Random(1)::nextLong)
              .withAdmission(new ProfileRates(RateLimit.DEFAULT)));
  private final EnvironmentRef one = engine.environment("o", "one");
  private final EnvironmentRef two = engine.environment("o", "two");
  private final EngineWorker worker = engine.newWorker();
  private final ResponseSink answer = new ResponseSink();

  @AfterEach
  void close() {
    engine.close();
  }

  @Test
  void admitsTheBurstAndNotOneEventMore() {
    update("a", 199);
    update("a", 1);
    assertOverload(1, () -> update("a", 1));
    nowMs += TOKEN_MS - 1;
    assertOverload(1, () -> update("a", 1));
    nowMs += 1;
    update("a", 1);
  }

  @Test
  void saysHowManySecondsTheMissingTokensTake() {
    update("a", 200);
    assertOverload(4, () -> update("a", 200));
    assertOverload(2, () -> update("a", 51));
    assertOverload(1, () -> update("a", 50));
    nowMs += 3_000;
    assertOverload(1, () -> update("a", 200));
    nowMs += 1_000;
    update("a", 200);
  }

  @Test
  void countsAllIdsOfAProfileAndAllEndpointsTogether() {
    update("a", 100);
    send("a", identify("alias"));
    batch("alias", 50);
    byte[] body = request(49, "a");
    worker.importEvents(one, body, 0, body.length, answer);
    assertOverload(1, () -> update("alias", 1));
    assertOverload(1, () -> batch("a", 1));
  }

  @Test
  void takesTheTokensOfAMergesSurvivor() {
    send("a", identify("alias"));
    update("a", 198);
    update("b", 200);
    nowMs += TOKEN_MS; // one for each
    send("b", identify("alias"));
    update("b", 1);
    assertOverload(1, () -> update("b", 1));
    assertOverload(1, () -> update("a", 1));
  }

  @Test
  void keepsProfilesAndEnvironmentsApart() {
    update("a", 200);
    update("b", 200);
    byte[] body = request(200, "a");
    worker.updateProfile(two, slice("a"), body, 0, body.length, false, answer);
    assertOverload(4, () -> update("a", 200));
  }

  @Test
  void takesNothingForWhatStoresNothing() {
    update("a", 199);
    for (int i = 0; i < 10; i++) {
      worker.getProfile(one, slice("a"), answer);
      byte[] body = request(200, "a");
      worker.updateProfile(one, slice("a"), body, 0, body.length, true, answer);
      byte[] bad = "{\"events\":[{}]}".getBytes(UTF_8);
      assertThrows(
          ExperienceException.class,
          () -> worker.updateProfile(one, slice("a"), bad, 0, bad.length, false, answer));
      assertOverload(1, () -> update("a", 2));
    }
    update("a", 1);
  }

  @Test
  void refusesABatchWholeIfOneProfileIsOverItsLimit() {
    update("a", 200);
    nowMs += TOKEN_MS;
    String events = track("b") + "," + track("a") + "," + track("c") + "," + track("a");
    byte[] body = ("{\"events\":[" + events + "]}").getBytes(UTF_8);
    assertOverload(1, () -> worker.upsertProfiles(one, body, 0, body.length, false, answer));
    assertEquals(1, engine.profileCount());
    update("a", 1);
    update("b", 200);
  }

  @Test
  void allocatesNothingOnTheGoodPath() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    byte[] body = request(1, "a");
    byte[][] ids = new byte[1_000][];
    for (int i = 0; i < ids.length; i++) {
      ids[i] = ("visitor-" + i).getBytes(UTF_8);
    }
    ByteSlice id = new ByteSlice();
    for (int i = 0; i < 20_000; i++) {
      worker.updateProfile(one, id.wrap(ids[i % 1_000]), body, 0, body.length, false, answer);
      nowMs += 1;
    }
    long before = threads.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < 10_000; i++) {
      worker.updateProfile(one, id.wrap(ids[i % 1_000]), body, 0, body.length, false, answer);
      nowMs += 1;
    }
    long allocated = threads.getCurrentThreadAllocatedBytes() - before;
    assertTrue(allocated < 10_000, () -> allocated + " bytes in 10,000 requests");
  }

  private void update(String id, int eventCount) {
    send(id, request(eventCount, id));
  }

  private void send(String id, byte[] body) {
    worker.updateProfile(one, slice(id), body, 0, body.length, false, answer);
  }

  private void batch(String id, int eventCount) {
    byte[] body = request(eventCount, id);
    worker.upsertProfiles(one, body, 0, body.length, false, answer);
  }

  private byte[] request(int eventCount, String anonymousId) {
    StringJoiner events = new StringJoiner(",", "{\"events\":[", "]}");
    for (int i = 0; i < eventCount; i++) {
      events.add(track(anonymousId));
    }
    return events.toString().getBytes(UTF_8);
  }

  private String track(String anonymousId) {
    return event(anonymousId, "\"type\":\"track\",\"event\":\"e\"");
  }

  private byte[] identify(String userId) {
    String more = "\"type\":\"identify\",\"traits\":{},\"userId\":\"" + userId + "\"";
    return ("{\"events\":[" + event("x", more) + "]}").getBytes(UTF_8);
  }

  private String event(String anonymousId, String more) {
    messageCount++;
    return "{\"channel\":\"web\",\"messageId\":\"m%d\",\"anonymousId\":\"%s\",%s,"
            .formatted(messageCount, anonymousId, more)
        + "\"context\":{\"library\":{\"name\":\"t\",\"version\":\"1\"}}}";
  }

  private static void assertOverload(int retryAfterS, Runnable request) {
    ExperienceException refused = assertThrows(ExperienceException.class, request::run);
    assertEquals(ErrorCode.PROFILE_OVERLOAD, refused.code());
    assertEquals(retryAfterS, refused.retryAfterS());
  }

  private static ByteSlice slice(String id) {
    return new ByteSlice().wrap(id.getBytes(UTF_8));
  }
}
