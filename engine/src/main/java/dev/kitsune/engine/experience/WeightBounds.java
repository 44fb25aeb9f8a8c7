package dev.kitsune.engine.experience;

import java.util.List;

/**
 * Weights as adjoining ranges of [0, 1], in their order, bounds included; a share on a bound goes
 * to the lower index. Source: experiences.md, Allocation. Immutable, for any thread. Data plane.
 */
final class WeightBounds {
  /** Says that the share is beyond all weights. */
  static final int NONE = -1;

  private final double[] starts;
  private final double[] ends;

  /* Plain additions from the left: another order would move visitors. */
  WeightBounds(List<Double> weights) {
    starts = new double[weights.size()];
    ends = new double[weights.size()];
    double sum = 0;
    for (int index = 0; index < starts.length; index++) {
      starts[index] = sum;
      sum += weights.get(index);
      ends[index] = sum;
    }
  }

  /** Number of ranges. */
  int count() {
    return starts.length;
  }

  double start(int index) {
    return starts[index];
  }

  double end(int index) {
    return ends[index];
  }

  /** The first index whose range holds {@code share}, or {@link #NONE}. */
  int indexOf(double share) {
    for (int index = 0; index < starts.length; index++) {
      if (starts[index] <= share && share <= ends[index]) {
        return index;
      }
    }
    return NONE;
  }
}
