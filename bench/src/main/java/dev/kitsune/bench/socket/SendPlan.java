package dev.kitsune.bench.socket;

/**
 * When each request is to be sent: at equal distances, whatever became of those before. Immutable.
 *
 * @param startNs when the first is due, by the clock of the run
 * @param count how many are planned
 */
public record SendPlan(long startNs, int ratePerS, long count) {
  private static final double NS_PER_S = 1e9;

  /** The plan for so many milliseconds. */
  public static SendPlan forMs(long startNs, int ratePerS, int durationMs) {
    return new SendPlan(startNs, ratePerS, (long) ratePerS * durationMs / 1_000);
  }

  /** When a request is due. */
  public long dueNs(long index) {
    return startNs + (long) (index * (NS_PER_S / ratePerS));
  }

  /** When the plan ends: when one more would be due. */
  public long endNs() {
    return dueNs(count);
  }
}
