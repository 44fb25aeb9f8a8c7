package dev.kitsune.engine.audience;

import dev.kitsune.engine.profile.ProfileRecord;
import java.util.Arrays;

/** What is known of each fact while one record is matched. Owned by one thread. Data plane. */
final class FactCache {
  private final FactScratch scratch = new FactScratch();
  private long[] known = new long[4];
  private long[] holding = new long[4];

  /** Begins with another record; see {@link FactScratch#begin}. */
  void begin(int factCount, long[] members, long nowS) {
    clear(factCount);
    scratch.begin(members, nowS);
  }

  private void clear(int factCount) {
    int wordCount = (factCount + 63) >>> 6;
    if (known.length < wordCount) {
      known = new long[wordCount];
      holding = new long[wordCount];
    }
    Arrays.fill(known, 0, wordCount, 0L);
  }

  boolean holds(Fact[] facts, int fact, ProfileRecord record) {
    int word = fact >>> 6;
    long bit = 1L << fact;
    if ((known[word] & bit) == 0) {
      known[word] |= bit;
      if (facts[fact].holds(record, scratch)) {
        holding[word] |= bit;
      } else {
        holding[word] &= ~bit;
      }
    }
    return (holding[word] & bit) != 0;
  }
}
