package dev.kitsune.bench.figure;

import dev.kitsune.bench.report.ControlSpread;
import dev.kitsune.bench.report.LatencyTarget;
import dev.kitsune.bench.report.MedianInterval;
import dev.kitsune.bench.report.Verdict;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/**
 * Tells figures with their intervals, and of those that a target speaks of the target and the
 * verdict. Owned by one thread. Control plane.
 */
public final class JudgedFigures {
  /** The exit code that says that a target is missed. */
  static final int MISSED = 1;

  private final PrintWriter out;
  private boolean isMissed;

  public JudgedFigures(PrintWriter out) {
    this.out = out;
  }

  /** A figure without a target. */
  public void tell(String what, List<Double> values, String unit) {
    println(figure(what, MedianInterval.of(values), unit));
  }

  /** Words of their own. */
  public void note(String pattern, Object... values) {
    println(String.format(Locale.ROOT, pattern, values));
  }

  /**
   * A figure with a target, which it is judged by.
   *
   * @param control what was sampled between the values
   * @param otherwise how the measurement differs from what the target speaks of; empty if it does
   *     not
   */
  public void judge(
      LatencyTarget target, List<Double> values, ControlSamples control, String otherwise) {
    judge(target, target.title(), values, control, otherwise);
  }

  /** The same by another name. */
  public void judge(
      LatencyTarget target,
      String what,
      List<Double> values,
      ControlSamples control,
      String otherwise) {
    String end = "; target: " + target.boundText() + ": ";
    if (values.isEmpty()) {
      println(
          what + end + words(Verdict.UNDECIDED, otherwise.isEmpty() ? "not measured" : otherwise));
      return;
    }
    MedianInterval interval = MedianInterval.of(values);
    String reason = otherwise.isEmpty() ? reason(target, interval, control) : otherwise;
    Verdict verdict = reason.isEmpty() ? target.verdict(interval) : Verdict.UNDECIDED;
    isMissed |= verdict == Verdict.MISSED;
    println(figure(what, interval, unit(target)) + end + words(verdict, reason));
    println(String.format(Locale.ROOT, "  beside a control loop %s", spread(control)));
  }

  private static String reason(
      LatencyTarget target, MedianInterval interval, ControlSamples control) {
    if (interval.count() < LatencyTarget.PAIR_COUNT_MIN) {
      return interval.count() + " values of at least " + LatencyTarget.PAIR_COUNT_MIN;
    }
    if (!interval.isCovering()) {
      return interval.count() + " values have no 95 % interval";
    }
    return control.isEmpty() ? "no control loop beside it" : target.disturbance(control.spread());
  }

  private static String words(Verdict verdict, String reason) {
    return switch (verdict) {
      case MET -> "met";
      case MISSED -> "missed";
      case UNDECIDED ->
          "undecided: " + (reason.isEmpty() ? "the interval straddles the target" : reason);
    };
  }

  private static String unit(LatencyTarget target) {
    return switch (target.unit()) {
      case RATIO, RATIO_BELOW, GAIN -> "x";
      case BYTES -> "B/op";
      case NANOSECONDS -> "ns";
      case MICROSECONDS -> "us";
      case SECONDS -> "s";
    };
  }

  private static String spread(ControlSamples control) {
    if (control.isEmpty()) {
      return "that was not sampled";
    }
    ControlSpread spread = control.spread();
    return String.format(
        Locale.ROOT,
        "whose mean is %.1f %% above its median and whose p99.9 is %.1f x it",
        100 * spread.loss(),
        spread.tail());
  }

  private static String figure(String what, MedianInterval interval, String unit) {
    return String.format(
        Locale.ROOT,
        "%s: %.2f %s (%.2f to %.2f, %d values)",
        what,
        interval.median(),
        unit,
        interval.low(),
        interval.high(),
        interval.count());
  }

  private void println(String line) {
    out.println(line);
    out.flush();
  }

  /** 1 if a target was missed, else 0. */
  public int exitCode() {
    return isMissed ? MISSED : 0;
  }
}
