package dev.kitsune.bench.report;

/**
 * Holds memory per profile against its target. One pair of processes has no interval, so that a
 * ratio nearer to the bound than what a process's size differs by from run to run decides nothing.
 * Control plane.
 */
final class MemoryJudge {
  static final LatencyTarget TARGET = LatencyTarget.RESIDENT_OVER_RECORDS;

  /** By how much a ratio differs from run to run: tens of megabytes of more than a thousand. */
  static final double NOISE = 0.05;

  private MemoryJudge() {}

  static TargetRow row(MemoryRow memory) {
    String reason = reason(memory);
    Verdict verdict = TARGET.allows(memory.ratio()) ? Verdict.MET : Verdict.MISSED;
    return new TargetRow(
        TARGET.name(),
        TARGET.title(),
        TARGET.boundText(),
        TARGET.unit(),
        Figures.format(
            "%.0f / %.0f bytes per profile, of one pair of processes, %,d profiles",
            memory.bytesPerProfile(), memory.recordBytes(), memory.profileCount()),
        memory.ratio(),
        null,
        null,
        1,
        reason.isEmpty() ? verdict : Verdict.UNDECIDED,
        reason);
  }

  /* Why the pair gives no verdict; empty if it does. */
  private static String reason(MemoryRow memory) {
    if (memory.profileCount() < LatencyTarget.PROFILE_COUNT) {
      return Figures.format(
          "%,d profiles instead of %,d", memory.profileCount(), LatencyTarget.PROFILE_COUNT);
    }
    if (memory.ratio() < 1) {
      return "less than the records themselves: the pair was disturbed, or pages were not resident";
    }
    return Math.abs(memory.ratio() - TARGET.bound()) <= NOISE
        ? Figures.format("within %.2f x of the target, which one pair's noise may be", NOISE)
        : "";
  }
}
