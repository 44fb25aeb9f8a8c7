package dev.kitsune.bench.report;

import java.util.Locale;

/** Every target, in one place. A ratio is of times measured in the same run; lower is better. */
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
  UNTOUCHED("audience step that touches none of 10,000", 100, Unit.NANOSECONDS);

  /** How much of a page update a get may take. */
  static final double GET_SHARE_OF_UPDATE = 0.5;

  /** How much more than its parts a get may take. */
  static final double GET_OVER_FLOOR = 1.3;

  /** How many profiles the targets speak of. */
  static final int PROFILE_COUNT = 1_000_000;

  /** With fewer interleaved pairs of forks a ratio has no verdict. */
  static final int PAIR_COUNT_MIN = 5;

  /** A control loop whose 99.9th percentile is further above its median was disturbed. */
  static final double CONTROL_SPREAD_MAX = 4.0;

  /** What a target is counted in. */
  public enum Unit {
    /** A quotient that may be as large as the bound. */
    RATIO,
    /** Bytes per operation, which must be fewer than the bound. */
    BYTES,
    /** Nanoseconds, which must be fewer than the bound. */
    NANOSECONDS
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
    };
  }

  /** Whether a value keeps to the target. */
  public boolean allows(double value) {
    return unit == Unit.RATIO ? value <= bound : value < bound;
  }
}
