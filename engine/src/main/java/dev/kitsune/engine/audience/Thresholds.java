package dev.kitsune.engine.audience;

import it.unimi.dsi.fastutil.longs.LongRBTreeSet;
import it.unimi.dsi.fastutil.longs.LongSortedSet;

/**
 * The values of one number at which a comparison comes out another way than at the value before;
 * ascending, all of them above 0. Immutable, for any thread; made by {@link Builder}. Data plane.
 */
final class Thresholds {
  /** Says that there is none. */
  static final long NONE = -1;

  private final long[] values;

  private Thresholds(long[] values) {
    this.values = values;
  }

  boolean isEmpty() {
    return values.length == 0;
  }

  /** Whether a comparison comes out another way at one value than at the other. */
  boolean isCrossed(long one, long other) {
    return upTo(Math.max(one, other)) > Math.min(one, other);
  }

  /** The highest threshold up to a value, or {@link #NONE}. */
  long upTo(long value) {
    int count = countUpTo(value);
    return count == 0 ? NONE : values[count - 1];
  }

  /** The lowest threshold above a value, or {@link #NONE}. */
  long above(long value) {
    int count = countUpTo(value);
    return count == values.length ? NONE : values[count];
  }

  private int countUpTo(long value) {
    int low = 0;
    int high = values.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (values[middle] <= value) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** Collects thresholds. Control plane. */
  static final class Builder {
    private final LongSortedSet values = new LongRBTreeSet();

    /** Adds those of a comparison of whole numbers from 0 on. */
    Builder add(Operator operator, double comparand) {
      long floor = (long) Math.floor(comparand);
      for (long value = Math.max(1, floor); value <= floor + 1; value++) {
        if (Counts.compare(value, operator, comparand)
            != Counts.compare(value - 1, operator, comparand)) {
          values.add(value);
        }
      }
      return this;
    }

    Thresholds build() {
      return new Thresholds(values.toLongArray());
    }
  }
}
