package dev.kitsune.bench.journal;

import java.util.Arrays;

/** When updates were due, and when they were done. Owned by one thread. */
final class SentUpdates {
  private long[] dueNs = new long[1 << 20];
  private long[] doneNs = new long[1 << 20];
  private int count;

  void add(long due, long done) {
    if (count == dueNs.length) {
      dueNs = Arrays.copyOf(dueNs, 2 * count);
      doneNs = Arrays.copyOf(doneNs, 2 * count);
    }
    dueNs[count] = due;
    doneNs[count++] = done;
  }

  void clear() {
    count = 0;
  }

  int count() {
    return count;
  }

  long dueNs(int index) {
    return dueNs[index];
  }

  long doneNs(int index) {
    return doneNs[index];
  }
}
