package dev.kitsune.engine.profile;

/** Times as windows know them: whole seconds since 1970, from 0 to 2^32-1. Data plane. */
public final class EventSeconds {
  /** Later than every time that lapses are known of. */
  public static final long NEVER = 0xFFFF_FFFFL;

  /** Seconds of a day. */
  public static final long DAY = 86_400;

  private EventSeconds() {}

  /** The second that a time in epoch milliseconds is in; the first or last one beyond them. */
  public static long of(long epochMs) {
    return Math.max(0, Math.min(NEVER, Math.floorDiv(epochMs, 1_000L)));
  }
}
