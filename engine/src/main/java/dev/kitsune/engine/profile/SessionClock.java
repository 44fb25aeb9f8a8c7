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

  /**
   * Merges another profile's sessions into a record's: the other's present session becomes the
   * present one, numbers and lengths add; where the record was active within the time-out before
   * that session began, both count as one. No clock is turned back: if the record was active later
   * than the other profile, its present session keeps its length and moves with its end.
   */
  static void merge(ProfileRecord record, ProfileRecord other, long timeoutMs) {
    if (other.sessionCount() == 0) {
      return;
    }
    boolean isFirst = record.sessionCount() == 0;
    long count = (long) record.sessionCount() + other.sessionCount();
    boolean isOne = !isFirst && wasActiveBefore(record, other.sessionStartMs(), timeoutMs);
    long activeMs = other.lastEventMs() - other.sessionStartMs();
    long lastMs =
        isFirst ? other.lastEventMs() : Math.max(record.lastEventMs(), other.lastEventMs());
    record.firstSeenMs(
        isFirst ? other.firstSeenMs() : Math.min(record.firstSeenMs(), other.firstSeenMs()));
    record.pastSessionsS(record.pastSessionsS() + activeSessionS(record) + other.pastSessionsS());
    record.sessionCount((int) Math.min(isOne ? count - 1 : count, Integer.MAX_VALUE));
    record.lastEventMs(lastMs);
    record.sessionStartMs(lastMs - activeMs);
    record.sessionId(other.sessionIdHigh(), other.sessionIdLow());
  }

  private static boolean wasActiveBefore(ProfileRecord record, long startMs, long timeoutMs) {
    return record.sessionStartMs() <= startMs && startMs - record.lastEventMs() <= timeoutMs;
  }

  /** Length of the present session: from its first to its last event, in whole seconds. */
  public static long activeSessionS(ProfileRecord record) {
    return (record.lastEventMs() - record.sessionStartMs()) / 1_000;
  }

  private static void begin(ProfileRecord record, long eventMs, LongSupplier entropy) {
    record.sessionStartMs(eventMs);
    record.lastEventMs(eventMs);
    record.sessionCount((int) Math.min(record.sessionCount() + 1L, Integer.MAX_VALUE));
    record.landingPage(record.array(), 0, 0);
    drawId(record, entropy);
  }

  /** Gives the present session a new id, a random UUID. */
  static void drawId(ProfileRecord record, LongSupplier entropy) {
    long high = (entropy.getAsLong() & 0xFFFF_FFFF_FFFF_0FFFL) | 0x4000L;
    long low = (entropy.getAsLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
    record.sessionId(high, low);
  }
}
