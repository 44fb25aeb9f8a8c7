package dev.kitsune.server.rate;

/**
 * A token bucket's measures; one token is one event.
 *
 * @param eventsPerSecond how fast a bucket fills, 1 to 1,000,000
 * @param burst how many tokens a full bucket holds, 1 to 1,000,000; a request of more events than
 *     that never passes
 */
public record RateLimit(int eventsPerSecond, int burst) {
  public static final int MAX = 1_000_000;

  /** The documented one. */
  public static final RateLimit DEFAULT = new RateLimit(50, 200);

  public RateLimit {
    if (!isValid(eventsPerSecond) || !isValid(burst)) {
      throw new IllegalArgumentException(
          "must be 1 to " + MAX + ": eventsPerSecond=" + eventsPerSecond + ", burst=" + burst);
    }
  }

  public static boolean isValid(int number) {
    return number >= 1 && number <= MAX;
  }
}
