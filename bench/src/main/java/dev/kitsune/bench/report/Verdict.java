package dev.kitsune.bench.report;

/** What a measurement says of a target. */
public enum Verdict {
  /** The whole interval keeps to the target. */
  MET,
  /** The whole interval is beyond the target. */
  MISSED,
  /** The interval straddles the target, or the measurement cannot carry a verdict. */
  UNDECIDED
}
