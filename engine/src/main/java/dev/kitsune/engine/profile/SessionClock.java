package dev.kitsune.engine.profile;

import java.util.function.LongSupplier;

/** The rules of sessions; source: profiles.md, Sessions. Stateless; data plane. */
public final class SessionClock {
  private SessionClock() {}

  /**
   * Notes one event's activity: begins the first session, or a new one where the last event is more
   * than the time-out ago. An event older than the last neither opens a session nor turns back a
   * clock.
   *
   * @param entropy where a new session's id comes from
   * @return whether a session began
   */
  public static boolean activity(
      ProfileRecord record, long eventMs, long timeoutMs, LongSupplier entropy) {
    if (record.sessionCount() == 0) {
      record.firstSeenMs(eventMs);
      begin(record, eventMs, entropy);
      return true;
    }
    long lastMs = record.lastEventMs();
    if (eventMs <= lastMs) {
      return false;
    }
    if (eventMs - lastMs > timeoutMs) {
      record.pastSessionsS(record.pastSessionsS() + activeSessionS(record));
      begin(record, eventMs, entropy);
      return true;
    }
    record.lastEventMs(eventMs);
    return false;
  }

  /** Length of the present session: from its first to its last event, in whole seconds. */
  public static long activeSessionS(ProfileRecord record) {
    return (record.lastEventMs() - record.sessionStartMs()) / 1_000;
  }

  private static void begin(ProfileRecord record, long eventMs, LongSupplier entropy) {
    record.sessionStartMs(eventMs);
    record.lastEventMs(eventMs);
    record.sessionCount(record.sessionCount() + 1);
    record.landingPage(record.array(), 0, 0);
    long high = (entropy.getAsLong() & 0xFFFF_FFFF_FFFF_0FFFL) | 0x4000L;
    long low = (entropy.getAsLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
    record.sessionId(high, low);
  }
}
