package dev.kitsune.bench.report;

/**
 * What the constant-work control loop took while the rest was measured: it does the same each time,
 * so that its tail is the machine's, not ours.
 */
public record Control(Curve curve) {
  /** How much further than the median the 99.9th percentile is. */
  public double spread() {
    return curve.at(99.9) / curve.at(50);
  }

  /** Whether the machine was too restless for a verdict about time. */
  public boolean isDisturbed() {
    return spread() > LatencyTarget.CONTROL_SPREAD_MAX;
  }
}
