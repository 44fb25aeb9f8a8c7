package dev.kitsune.engine.audience;

import java.util.BitSet;
import java.util.stream.IntStream;

/** A set of code points. Control plane. */
final class CodePoints {
  static final int COUNT = Character.MAX_CODE_POINT + 1;

  /** Where a range of members begins, where it ends, and so on, ascending. */
  private final int[] bounds;

  private CodePoints(int[] bounds) {
    this.bounds = bounds;
  }

  static CodePoints of(int point) {
    return new Builder().add(point, point).build();
  }

  /** The first of each range of members and of each range of others, but 0. */
  int[] bounds() {
    return bounds;
  }

  boolean contains(int point) {
    int count = 0;
    while (count < bounds.length && bounds[count] <= point) {
      count++;
    }
    return (count & 1) == 1;
  }

  /** Collects members. */
  static final class Builder {
    private final BitSet points = new BitSet();

    Builder add(int first, int last) {
      points.set(first, last + 1);
      return this;
    }

    Builder addAll(CodePoints others) {
      for (int i = 0; i < others.bounds.length; i += 2) {
        int end = i + 1 < others.bounds.length ? others.bounds[i + 1] : COUNT;
        points.set(others.bounds[i], end);
      }
      return this;
    }

    /** Makes members of all that are none, and the other way around. */
    Builder negate() {
      points.flip(0, COUNT);
      return this;
    }

    CodePoints build() {
      IntStream.Builder bounds = IntStream.builder();
      for (int first = points.nextSetBit(0); first >= 0; ) {
        bounds.add(first);
        int end = points.nextClearBit(first);
        if (end < COUNT) {
          bounds.add(end);
        }
        first = points.nextSetBit(end);
      }
      return new CodePoints(bounds.build().toArray());
    }
  }
}
