package dev.kitsune.engine.profile;

import static dev.kitsune.engine.profile.ProfileTexts.blank;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kitsune.engine.bytes.ByteSlice;
import java.util.SplittableRandom;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class SessionClockTest {
  private static final long T = 1_665_412_611_262L;
  private static final long TIMEOUT_MS = 30 * 60_000L;

  private final SplittableRandom entropy = new SplittableRandom(1);
  private final ProfileRecord record = blank("visitor");

  @Test
  void opensTheFirstSessionWithTheFirstEvent() {
    assertTrue(activity(T));
    assertEquals(1, record.sessionCount());
    assertEquals(T, record.firstSeenMs());
    assertEquals(T, record.lastEventMs());
    assertEquals(T, record.sessionStartMs());
    assertEquals(0, SessionClock.activeSessionS(record));
    assertEquals(0, record.pastSessionsS());
  }

  @Test
  void goesOnForExactly30Minutes() {
    activity(T);
    assertFalse(activity(T + TIMEOUT_MS));
    assertEquals(1, record.sessionCount());
    assertFalse(activity(T + 2 * TIMEOUT_MS));
    assertEquals(1, record.sessionCount());
    assertEquals(3_600, SessionClock.activeSessionS(record));
  }

  @Test
  void endsAMillisecondLater() {
    activity(T);
    assertFalse(activity(T + TIMEOUT_MS - 1));
    UUID first = sessionId();
    long last = T + TIMEOUT_MS - 1;
    assertTrue(activity(last + TIMEOUT_MS + 1));
    assertEquals(2, record.sessionCount());
    assertEquals(last + TIMEOUT_MS + 1, record.sessionStartMs());
    assertEquals(0, SessionClock.activeSessionS(record));
    assertEquals(1_799, record.pastSessionsS());
    assertEquals(T, record.firstSeenMs());
    assertNotEquals(first, sessionId());
  }

  @Test
  void keepsToTheTimeoutItIsGiven() {
    SessionClock.activity(record, T, 1_000, entropy::nextLong);
    assertFalse(SessionClock.activity(record, T + 1_000, 1_000, entropy::nextLong));
    assertTrue(SessionClock.activity(record, T + 2_001, 1_000, entropy::nextLong));
    assertFalse(SessionClock.activity(record, T + 2_001 + TIMEOUT_MS, TIMEOUT_MS, () -> 0));
  }

  @Test
  void isNotMovedByALateEvent() {
    activity(T);
    activity(T + 10_000);
    UUID id = sessionId();
    for (long lateMs : new long[] {T + 10_000, T + 9_999, T, T - 1, T - 100 * TIMEOUT_MS, 0}) {
      assertFalse(activity(lateMs));
      assertEquals(1, record.sessionCount());
      assertEquals(T, record.sessionStartMs());
      assertEquals(T + 10_000, record.lastEventMs());
      assertEquals(id, sessionId());
    }
    assertEquals(10, SessionClock.activeSessionS(record));
    assertFalse(activity(T + 10_000 + TIMEOUT_MS));
  }

  @Test
  void measuresFromAnEventAheadOfTheClock() {
    long ahead = T + 5 * 60_000;
    activity(ahead);
    assertFalse(activity(T));
    assertEquals(ahead, record.lastEventMs());
    assertFalse(activity(ahead + TIMEOUT_MS));
    assertTrue(activity(ahead + 2 * TIMEOUT_MS + 1));
  }

  @Test
  void countsLengthsInWholeSeconds() {
    activity(T);
    activity(T + 999);
    assertEquals(0, SessionClock.activeSessionS(record));
    activity(T + 1_000);
    assertEquals(1, SessionClock.activeSessionS(record));
    activity(T + 1_999);
    assertEquals(1, SessionClock.activeSessionS(record));
  }

  @Test
  void addsUpTheLengthsOfEndedSessions() {
    long start = T;
    for (int session = 1; session <= 5; session++) {
      assertTrue(activity(start));
      assertFalse(activity(start + session * 60_000L));
      start += session * 60_000L + TIMEOUT_MS + 1;
    }
    assertEquals(5, record.sessionCount());
    assertEquals((1 + 2 + 3 + 4) * 60, record.pastSessionsS());
    assertEquals(5 * 60, SessionClock.activeSessionS(record));
  }

  @Test
  void forgetsTheLandingPageWithItsSession() {
    activity(T);
    byte[] page = "{\"path\":\"/\"}".getBytes(UTF_8);
    record.landingPage(page, 0, page.length);
    activity(T + TIMEOUT_MS);
    assertEquals("{\"path\":\"/\"}", record.landingPage(new ByteSlice()).toString());
    activity(T + 2 * TIMEOUT_MS + 1);
    assertEquals("", record.landingPage(new ByteSlice()).toString());
    assertEquals("visitor", record.id(new ByteSlice()).toString());
  }

  @Test
  void namesEverySessionByARandomUuid() {
    UUID before = new UUID(0, 0);
    for (int session = 0; session < 200; session++) {
      activity(T + session * (TIMEOUT_MS + 1));
      UUID id = sessionId();
      assertNotEquals(before, id);
      assertEquals(4, id.version());
      assertEquals(2, id.variant());
      before = id;
    }
    ProfileRecord allBits = blank("other");
    SessionClock.activity(allBits, T, TIMEOUT_MS, () -> -1L);
    assertEquals(
        "ffffffff-ffff-4fff-bfff-ffffffffffff",
        new UUID(allBits.sessionIdHigh(), allBits.sessionIdLow()).toString());
  }

  private boolean activity(long eventMs) {
    return SessionClock.activity(record, eventMs, TIMEOUT_MS, entropy::nextLong);
  }

  private UUID sessionId() {
    return new UUID(record.sessionIdHigh(), record.sessionIdLow());
  }
}
