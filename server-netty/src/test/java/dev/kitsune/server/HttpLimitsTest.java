package dev.kitsune.server;

import static dev.kitsune.server.TestServer.BASE;
import static dev.kitsune.server.TestServer.PROFILES;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kitsune.engine.EngineConfig;
import dev.kitsune.server.RawConnection.Answer;
import dev.kitsune.server.ServerConfig.AdminPort;
import dev.kitsune.server.rate.ProfileRates;
import dev.kitsune.server.rate.RateLimit;
import java.io.IOException;
import java.util.StringJoiner;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The contract's limits over HTTP, each at n-1, n and n+1. Those of ids are in HttpAnswersTest,
 * too, those of the body in HttpConnectionTest, those of heads in MalformedHttpTest.
 */
final class HttpLimitsTest {
  private final AtomicLong nowMs = new AtomicLong(1_700_000_000_000L);
  private final TestServer server;
  private final RawConnection connection;

  HttpLimitsTest() throws IOException {
    EngineConfig config =
        TestServer.engineConfig()
            .withClockAndEntropy(nowMs::get, new java.util.Random(1)::nextLong)
            .withAdmission(new ProfileRates(RateLimit.DEFAULT));
    server = TestServer.start(config, TestServer.config(0, AdminPort.OFF, HttpLimits.DEFAULT));
    connection = server.connect();
  }

  @AfterEach
  void stop() throws IOException {
    connection.close();
    server.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {PROFILES, PROFILES + "/a", BASE + "/events", BASE + "/import/events"})
  void takes200EventsAndNoMore(String target) throws IOException {
    assertLimit(target, 200, i -> track("a"), "events must have 1 to 200 elements, has 201");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/events", "/import/events"})
  void takes50IdentifiesOfABatchAndNoMore(String path) throws IOException {
    String detail = "events must have at most 50 identify events, has 51";
    assertLimit(BASE + path, 50, i -> identify("a"), detail);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/events", "/import/events"})
  void takes50ProfilesOfABatchAndNoMore(String path) throws IOException {
    String detail = "events must name at most 50 different anonymousIds, name 51";
    assertLimit(BASE + path, 50, i -> track("p" + i), detail);
  }

  @ParameterizedTest
  @CsvSource({"anonymousId, /events", "anonymousId, /import/events", "userId, /profiles/a"})
  void takesIdsOf256BytesAndNoLonger(String member, String path) throws IOException {
    assertEquals(200, post(BASE + path, withId(member, "i".repeat(255))).status());
    assertEquals(200, post(BASE + path, withId(member, "j".repeat(256))).status());
    assertEquals(200, post(BASE + path, withId(member, "\u00e9".repeat(128))).status());
    for (String tooLong : new String[] {"i".repeat(257), "\u00e9".repeat(128) + "i"}) {
      Answer refused = post(BASE + path, withId(member, tooLong));
      String detail = "events[0]." + member + " must be at most 256 bytes of UTF-8";
      assertInvalid(detail, refused);
    }
  }

  @Test
  void takesABurstOf200EventsToAProfileAndNoMore() throws IOException {
    assertEquals(200, post(PROFILES + "/a", events(199, i -> track("a"))).status());
    assertEquals(200, post(PROFILES + "/a", events(1, i -> track("a"))).status());
    String before = connection.send(RawConnection.get(PROFILES + "/a")).read().body();
    Answer refused = post(PROFILES + "/a", events(1, i -> track("a")));
    assertOverload("1", refused);
    assertOverload("4", post(BASE + "/import/events", events(200, i -> track("a"))));
    assertOverload("1", post(BASE + "/events", events(2, i -> track(i == 0 ? "b" : "a"))));
    assertEquals(before, connection.send(RawConnection.get(PROFILES + "/a")).read().body());
    assertEquals(404, connection.send(RawConnection.get(PROFILES + "/b")).read().status());
    nowMs.addAndGet(20);
    assertEquals(200, post(PROFILES + "/a", events(1, i -> track("a"))).status());
    assertOverload("1", post(PROFILES + "/a", events(1, i -> track("a"))));
  }

  private void assertLimit(String target, int most, IntFunction<String> event, String detail)
      throws IOException {
    for (int count : new int[] {most - 1, most}) {
      nowMs.addAndGet(10_000); // the buckets are full again
      Answer answer = post(target, events(count, event));
      assertEquals(200, answer.status(), answer.body());
    }
    nowMs.addAndGet(10_000);
    long profileCount = server.engine.profileCount();
    assertInvalid(detail, post(target, events(most + 1, event)));
    assertEquals(profileCount, server.engine.profileCount());
  }

  private static void assertInvalid(String detail, Answer answer) {
    assertEquals(400, answer.status(), answer.body());
    String message = "{\"message\":\"Missing or invalid data. " + detail + "\"";
    assertTrue(answer.body().startsWith(message), answer.body());
  }

  private static void assertOverload(String retryAfter, Answer answer) {
    assertEquals(429, answer.status(), answer.body());
    assertEquals(retryAfter, answer.header("retry-after"));
    assertTrue(answer.body().contains("\"ERR_PROFILE_OVERLOAD\""), answer.body());
  }

  private Answer post(String target, String body) throws IOException {
    return connection.send(RawConnection.post(target, body)).read();
  }

  private static String events(int count, IntFunction<String> event) {
    StringJoiner events = new StringJoiner(",", "{\"events\":[", "]}");
    for (int i = 0; i < count; i++) {
      events.add(event.apply(i).replace("\"messageId\":\"", "\"messageId\":\"" + count + "-" + i));
    }
    return events.toString();
  }

  private static String withId(String member, String id) {
    String event = member.equals("userId") ? identify("a") : track("a");
    String with = event.replaceFirst("\"" + member + "\":\"[^\"]*\"", "\"" + member + "\":\"@\"");
    return "{\"events\":[" + with.replace("@", id) + "]}";
  }

  private static String track(String anonymousId) {
    return event(anonymousId, "\"type\":\"track\",\"event\":\"e\"");
  }

  private static String identify(String anonymousId) {
    return event(anonymousId, "\"type\":\"identify\",\"userId\":\"\",\"traits\":{}");
  }

  private static String event(String anonymousId, String more) {
    return "{\"channel\":\"web\",\"messageId\":\"m\",\"anonymousId\":\""
        + anonymousId
        + "\","
        + more
        + ",\"context\":{\"library\":{\"name\":\"t\",\"version\":\"1\"}}}";
  }
}
