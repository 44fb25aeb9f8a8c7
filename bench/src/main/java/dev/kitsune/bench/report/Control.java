package dev.kitsune.bench.report;

/**
 * What the constant-work control loop took while the rest was measured: it does the same each time,
 * so that its tail is the machine's, not ours.
 */
public record Control(Curve curve) {
  /** How far apart its times are. */
  ControlSpread spread() {
    return ControlSpread.of(curve.at(50), curve.at(99.9), curve.meanNs());
  }
}
