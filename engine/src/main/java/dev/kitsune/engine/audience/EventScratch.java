package dev.kitsune.engine.audience;

import dev.kitsune.engine.bytes.ByteSink;
import dev.kitsune.engine.bytes.ByteSlice;
import java.util.Arrays;

/**
 * What the where conditions need to read one event: the value under test and which conditions hold.
 * Owned by one thread. Data plane.
 */
public final class EventScratch {
  /** Text of the value under test. */
  final ByteSlice text = new ByteSlice();

  /** Whether the field under test has a value; properties have {@link #node} instead. */
  boolean isFound;

  int node;
  final ByteSink decoded = new ByteSink(256);
  private long[] holding = new long[4];

  void clear(int conditionCount) {
    int wordCount = (conditionCount + 63) >>> 6;
    if (holding.length < wordCount) {
      holding = new long[wordCount];
    } else {
      Arrays.fill(holding, 0, wordCount, 0L);
    }
  }

  void hold(int condition) {
    holding[condition >>> 6] |= 1L << condition;
  }

  boolean isHolding(int condition) {
    return (holding[condition >>> 6] & (1L << condition)) != 0;
  }
}
