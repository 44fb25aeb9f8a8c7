package dev.kitsune.bench.report;

import java.util.Locale;

/**
 * Every target, in one place. A ratio is of times measured in the same run; lower is better, but
 * for gains. Those down to {@link #UNTOUCHED}, {@link #BATCH_OVER_UPDATES} and {@link
 * #MERGE_OVER_PAGE} are judged by the report, the others by the commands that measure them.
 */
public enum LatencyTarget {
  /** Request bytes in, answer bytes out, against what no update can do without. */
  PAGE_UPDATE_OVER_FLOOR("page update / its floor", 1.5, Unit.RATIO),
  /** The same against Jackson reading the same fields of the same bytes. */
  PAGE_UPDATE_OVER_YARDSTICK("page update / the yardstick", 3.0, Unit.RATIO),
  /** What a page update allocates; less than half a byte is none. */
  PAGE_UPDATE_ALLOCATION("page update, allocated", 0.5, Unit.BYTES),
  /** A get, against the larger of the two shares below. */
  GET("get / the larger of 0.5 page updates and 1.3 get floors", 1.0, Unit.RATIO),
  /** Resident bytes of a million typical profiles, against the bytes of their records. */
  RESIDENT_OVER_RECORDS("resident memory / bytes of the records", 1.45, Unit.RATIO),
  /** The same update through the typed door and as bytes. */
  TYPED_OVER_BYTES("typed door / bytes door", 2.0, Unit.RATIO),
  /** The same update in an environment of a hundred times as many audiences. */
  MANY_OVER_FEW("page update, 10,000 audiences / 100", 1.5, Unit.RATIO),
  /** What that update allocates. */
  MANY_ALLOCATION("page update, 10,000 audiences, allocated", 0.5, Unit.BYTES),
  /** The audience step of an event that changes nothing that any of 10,000 audiences reads. */
  UNTOUCHED("audience step that touches none of 10,000", 100, Unit.NANOSECONDS),
  /** From the bytes of a configuration to an environment, by the wall clock. */
  COMPILING("reading and compiling 10,000 audiences in a new JVM", 2, Unit.SECONDS),
  /** Every profile's first update after a reload, against updates when nothing changed. */
  RELOAD_TAIL("p99.9 of first updates after 1 % of the audiences changed / else", 3, Unit.RATIO),
  /** Deciding a rule that backtracking engines die of, CPU time of the thread. */
  EXPRESSION("(a+)+$ on 50,000 bytes", 1_000, Unit.MICROSECONDS),
  /** One thread's updates with a journal at level os, against those without. */
  KEPT_OVER_IN_MEMORY("update with level os / in memory", 1.2, Unit.RATIO),
  /** Events per second at level fsync, many on their way at a time. */
  OUTSTANDING_COMMITS("64 outstanding events of 2 threads / one at a time", 20, Unit.GAIN),
  /** The same with threads that wait each for its own. */
  BLOCKING_COMMITS("64 blocking threads / one at a time", 8, Unit.GAIN),
  /** Updates at a steady rate while the journal is compacted. */
  SNAPSHOT_TAIL("p99.9 of updates while a snapshot is written / else", 2, Unit.RATIO),
  /** A new JVM opens a directory of a million typical profiles, page cache warm. */
  RESTART("a new JVM opens 1,000,000 profiles", 5, Unit.SECONDS),
  /** The same of a tenth of them. */
  RESTART_TENTH("a new JVM opens 100,000 profiles", 1, Unit.SECONDS),
  /** 200 page events over 50 profiles, against the same in 200 updates. */
  BATCH_OVER_UPDATES("batch of 200 events / 200 updates", 0.8, Unit.RATIO_BELOW),
  /** An identify event that merges two profiles, against a page event to one of them. */
  MERGE_OVER_PAGE("merge of two profiles / page update", 5, Unit.RATIO_BELOW);

  /** How much of a page update a get may take. */
  static final double GET_SHARE_OF_UPDATE = 0.5;

  /** How much more than its parts a get may take. */
  static final double GET_OVER_FLOOR = 1.3;

  /** How many profiles the targets speak of. */
  public static final int PROFILE_COUNT = 1_000_000;

  /** How many audiences those of many speak of. */
  public static final int AUDIENCE_COUNT = 10_000;

  /** With fewer interleaved pairs of forks a ratio has no verdict. */
  public static final int PAIR_COUNT_MIN = 5;

  /* Beside a control loop whose 99.9th percentile is more medians than this a tail is not judged. */
  static final double CONTROL_SPREAD_MAX = 4.0;

  /* Beside one whose mean is above its median by a larger share nothing is. */
  static final double CONTROL_LOSS_MAX = 0.1;

  /** What a target is counted in. */
  public enum Unit {
    /** A quotient that may be as large as the bound. */
    RATIO,
    /** Bytes per operation, which must be fewer than the bound. */
    BYTES,
    /** Nanoseconds, which must be fewer than the bound. */
    NANOSECONDS,
    /** Microseconds, which must be fewer than the bound. */
    MICROSECONDS,
    /** Seconds, which must be fewer than the bound. */
    SECONDS,
    /** A quotient that must be less than the bound. */
    RATIO_BELOW,
    /** A quotient that must be as large as the bound; higher is better. */
    GAIN
  }

  private final String title;
  private final double bound;
  private final Unit unit;

  LatencyTarget(String title, double bound, Unit unit) {
    this.title = title;
    this.bound = bound;
    this.unit = unit;
  }

  public String title() {
    return title;
  }

  public double bound() {
    return bound;
  }

  public Unit unit() {
    return unit;
  }

  /** The bound in words. */
  public String boundText() {
    return switch (unit) {
      case RATIO -> String.format(Locale.ROOT, "at most %.2f x", bound);
      case BYTES -> "0 B/op (less than 0.5)";
      case NANOSECONDS -> String.format(Locale.ROOT, "less than %.0f ns", bound);
      case MICROSECONDS -> String.format(Locale.ROOT, "less than %,.0f us", bound);
      case SECONDS -> String.format(Locale.ROOT, "less than %.0f s", bound);
      case RATIO_BELOW -> String.format(Locale.ROOT, "less than %.2f x", bound);
      case GAIN -> String.format(Locale.ROOT, "at least %.0f x", bound);
    };
  }

  /** Whether a value keeps to the target. */
  public boolean allows(double value) {
    return switch (unit) {
      case RATIO -> value <= bound;
      case GAIN -> value >= bound;
      case BYTES, NANOSECONDS, MICROSECONDS, SECONDS, RATIO_BELOW -> value < bound;
    };
  }

  /** Whether it speaks of a tail, which a machine may make that takes little time in all. */
  boolean isOfTail() {
    return this == RELOAD_TAIL || this == SNAPSHOT_TAIL;
  }

  /** Why it has no verdict beside a control loop like this; empty if it may have one. */
  public String disturbance(ControlSpread control) {
    if (control.loss() > CONTROL_LOSS_MAX) {
      return String.format(
          Locale.ROOT, "the control loop's mean is %.1f %% above its median", 100 * control.loss());
    }
    return isOfTail() && control.tail() > CONTROL_SPREAD_MAX
        ? "the control loop has such a tail, too"
        : "";
  }

  /** What an interval says by itself: all of it keeps to the target, or none of it, or neither. */
  public Verdict verdict(MedianInterval interval) {
    boolean allowsLow = allows(interval.low());
    if (allowsLow != allows(interval.high())) {
      return Verdict.UNDECIDED;
    }
    return allowsLow ? Verdict.MET : Verdict.MISSED;
  }
}
