package dev.kitsune.bench.report;

/**
 * What the constant-work control loop took while the rest was measured: it does the same each time,
 * so that its tail is the machine's, not ours.
 */
public record Control(Curve curve) {
  /** How far apart its times are. */
  ControlSpread spread() {
    double median = curve.at(50);
    return new ControlSpread(curve.at(99.9) / median, Math.max(0, curve.meanNs() / median - 1));
  }
}
