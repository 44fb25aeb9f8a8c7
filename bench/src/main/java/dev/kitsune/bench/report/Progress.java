package dev.kitsune.bench.report;

import java.io.PrintWriter;
import java.util.function.LongSupplier;

/** Says on a line each what runs now, and how long the rest will take. Owned by one thread. */
final class Progress {
  private static final double NS_PER_S = 1e9;

  private final PrintWriter out;
  private final LongSupplier clockNs;
  private final long startNs;
  private final int count;
  private final double plannedS;
  private int begun;
  private double doneS;

  /**
   * @param count how many steps there are
   * @param plannedS how long they are thought to take altogether
   */
  Progress(PrintWriter out, LongSupplier clockNs, int count, double plannedS) {
    this.out = out;
    this.clockNs = clockNs;
    this.count = count;
    this.plannedS = plannedS;
    startNs = clockNs.getAsLong();
  }

  double elapsedS() {
    return (clockNs.getAsLong() - startNs) / NS_PER_S;
  }

  /** Begins a step. */
  void begin(String title) {
    begun++;
    out.printf(
        "[%d/%d] %s elapsed, about %s left: %s%n",
        begun, count, Figures.duration(elapsedS()), Figures.duration(leftS()), title);
    out.flush();
  }

  /** Ends a step that was thought to take so long. */
  void end(double stepPlannedS) {
    doneS += stepPlannedS;
  }

  /** How long a step will take that is thought to take so long, by what the others took. */
  double expectedS(double stepPlannedS) {
    return stepPlannedS * pace();
  }

  private double leftS() {
    return (plannedS - doneS) * pace();
  }

  private double pace() {
    return doneS == 0 ? 1 : elapsedS() / doneS;
  }
}
