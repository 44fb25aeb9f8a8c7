package dev.kitsune.server.rate;

import dev.kitsune.engine.catalog.Environment;
import dev.kitsune.engine.error.ErrorCode;
import dev.kitsune.engine.error.ExperienceException;
import dev.kitsune.engine.kernel.EventAdmission;
import dev.kitsune.engine.kernel.EventCounts;

/**
 * A token bucket for each profile: a request takes one token per event, or none at all if one of
 * its profiles lacks some. Takes the same memory however many profiles there are. Safe for any
 * thread: the engine asks while it holds the profiles' locks, so nobody takes a profile's tokens
 * between the look and the taking. Data plane.
 */
public final class ProfileRates implements EventAdmission {
  /* 65,536 places, 1.5 MiB: as many profiles can be short of tokens at once. */
  private static final int SET_COUNT = 8_192;

  private static final long MILLISECOND_US = 1_000;
  private static final long SECOND_US = 1_000_000;

  private final RateTable table;

  public ProfileRates(RateLimit limit) {
    table = new RateTable(limit, SET_COUNT);
  }

  @Override
  public void admit(EventCounts counts, Environment environment, long nowMs) {
    long nowUs = nowMs * MILLISECOND_US;
    long waitUs = waitUs(counts, nowUs);
    if (waitUs > 0) {
      throw new ExperienceException(ErrorCode.PROFILE_OVERLOAD, "", seconds(waitUs));
    }
    for (int i = 0; i < counts.count(); i++) {
      table.take(counts.keyHigh(i), counts.keyLow(i), counts.eventCount(i), nowUs);
    }
  }

  private long waitUs(EventCounts counts, long nowUs) {
    long longestUs = 0;
    for (int i = 0; i < counts.count(); i++) {
      long waitUs = table.waitUs(counts.keyHigh(i), counts.keyLow(i), counts.eventCount(i), nowUs);
      longestUs = Math.max(longestUs, waitUs);
    }
    return longestUs;
  }

  private static int seconds(long us) {
    return (int) Math.min(Integer.MAX_VALUE, (us + SECOND_US - 1) / SECOND_US);
  }
}
