package dev.kitsune.engine.audience;

import java.util.Arrays;

/** Which of some numbered conditions hold: a bit each. Owned by one thread, reused. Data plane. */
final class HeldConditions {
  private long[] words = new long[4];

  /** Forgets all, for this many conditions. */
  void clear(int count) {
    int wordCount = (count + 63) >>> 6;
    if (words.length < wordCount) {
      words = new long[wordCount];
    } else {
      Arrays.fill(words, 0, wordCount, 0L);
    }
  }

  void hold(int condition) {
    words[condition >>> 6] |= 1L << condition;
  }

  boolean isHolding(int condition) {
    return (words[condition >>> 6] & (1L << condition)) != 0;
  }

  /** The conditions that hold, of those numbered from 64 times {@code index} on. */
  long word(int index) {
    return words[index];
  }
}
