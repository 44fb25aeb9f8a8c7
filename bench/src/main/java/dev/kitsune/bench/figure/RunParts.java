package dev.kitsune.bench.figure;

import java.util.function.LongSupplier;

/** Says on a line each which part of a run begins, and how long it went on. One thread's. */
public final class RunParts {
  private static final long NS_PER_S = 1_000_000_000L;
  private static final int S_PER_MIN = 60;

  private final JudgedFigures figures;
  private final int count;
  private final LongSupplier clockNs;
  private final long startNs;
  private int begun;

  /**
   * @param count how many parts there are
   */
  public RunParts(JudgedFigures figures, int count, LongSupplier clockNs) {
    this.figures = figures;
    this.count = count;
    this.clockNs = clockNs;
    startNs = clockNs.getAsLong();
  }

  /** Begins a part. */
  public void begin(String title) {
    begun++;
    long elapsedS = (clockNs.getAsLong() - startNs) / NS_PER_S;
    figures.note(
        "[%d/%d] after %d:%02d: %s",
        begun, count, elapsedS / S_PER_MIN, elapsedS % S_PER_MIN, title);
  }
}
