package dev.kitsune.engine.journal;

import java.util.Arrays;

/**
 * Which entry of a run of segments is the newest of each record: 32 bytes of heap per record and
 * half as much again. Filled by one thread, then read by any. Control plane.
 */
final class NewestIndex {
  private static final int STRIDE = 3;
  private static final int OFFSET_BITS = 28;
  private static final int SEGMENT_BITS = 30;
  private static final long REMOVED = 1L << (OFFSET_BITS + SEGMENT_BITS);
  private static final long LINK = REMOVED << 1;
  private static final long TAKEN = LINK << 1;

  private long[] places;
  private long capacity;
  private long count;

  NewestIndex() {
    capacity = 1_024;
    places = new long[(int) capacity * STRIDE];
  }

  /** Notes an entry, newer than all before it. */
  void put(EntryCursor entry, int segment) {
    put(entry.table(), entry.keyHigh(), entry.keyLow(), place(entry, segment));
  }

  /** Whether this entry is the newest of its record. */
  boolean isNewest(EntryCursor entry, int segment) {
    int at = find(entry.table(), entry.keyHigh(), entry.keyLow());
    return places[at + 2] == place(entry, segment);
  }

  /** Whether any entry, of a record or of its end, was noted. */
  boolean contains(JournalTable table, long keyHigh, long keyLow) {
    return places[find(table, keyHigh, keyLow) + 2] != 0;
  }

  long count() {
    return count;
  }

  private static long place(EntryCursor entry, int segment) {
    return TAKEN
        | tableBit(entry.table())
        | (entry.isRemoval() ? REMOVED : 0)
        | (long) segment << OFFSET_BITS
        | entry.offset() / EntryLayout.ALIGNMENT;
  }

  private static long tableBit(JournalTable table) {
    return table == JournalTable.LINKS ? LINK : 0;
  }

  private void put(JournalTable table, long keyHigh, long keyLow, long place) {
    int at = find(table, keyHigh, keyLow);
    if (places[at + 2] == 0) {
      if (count * 3 > capacity * 2) {
        grow();
        at = find(table, keyHigh, keyLow);
      }
      count++;
    }
    places[at] = keyHigh;
    places[at + 1] = keyLow;
    places[at + 2] = place;
  }

  /* Keys are hashes, so their bits do. */
  private int find(JournalTable table, long keyHigh, long keyLow) {
    long bit = tableBit(table);
    long slot = (keyHigh ^ bit) & (capacity - 1);
    while (true) {
      int at = (int) slot * STRIDE;
      long place = places[at + 2];
      if (place == 0
          || (places[at] == keyHigh && places[at + 1] == keyLow && (place & LINK) == bit)) {
        return at;
      }
      slot = (slot + 1) & (capacity - 1);
    }
  }

  private void grow() {
    long[] old = places;
    capacity *= 2;
    if (capacity * STRIDE > Integer.MAX_VALUE - 16) {
      throw new IllegalStateException("too many records changed since the last snapshot: " + count);
    }
    places = new long[(int) capacity * STRIDE];
    Arrays.fill(places, 0);
    for (int at = 0; at < old.length; at += STRIDE) {
      if (old[at + 2] != 0) {
        JournalTable table = (old[at + 2] & LINK) != 0 ? JournalTable.LINKS : JournalTable.PROFILES;
        int to = find(table, old[at], old[at + 1]);
        System.arraycopy(old, at, places, to, STRIDE);
      }
    }
  }
}
