package dev.kitsune.engine.profile;

import dev.kitsune.engine.bytes.ByteSink;
import dev.kitsune.engine.bytes.LittleEndian;

/** Adds one record's {@link Counters} to another's. Owned by one thread. Data plane. */
final class CounterJoin {
  private final ByteSink joined = new ByteSink(256);

  /** Adds {@code from}'s counts to {@code to}'s; a sum stays at 2^31-1. */
  void join(ProfileRecord to, ProfileRecord from) {
    if (from.sectionLength(Section.COUNTERS) == 0) {
      return;
    }
    joined.clear();
    int at = to.sectionOffset(Section.COUNTERS);
    int end = at + to.sectionLength(Section.COUNTERS);
    int fromAt = from.sectionOffset(Section.COUNTERS);
    int fromEnd = fromAt + from.sectionLength(Section.COUNTERS);
    while (at < end || fromAt < fromEnd) {
      int order = at == end ? 1 : fromAt == fromEnd ? -1 : compare(to, at, from, fromAt);
      joined.put(
          order <= 0 ? to.array() : from.array(), order <= 0 ? at : fromAt, Counters.ENTRY_LENGTH);
      if (order == 0) {
        addToLast(LittleEndian.getInt(from.array(), fromAt + Long.BYTES));
      }
      at += order <= 0 ? Counters.ENTRY_LENGTH : 0;
      fromAt += order >= 0 ? Counters.ENTRY_LENGTH : 0;
    }
    to.replaceSection(Section.COUNTERS, joined.array(), 0, joined.length());
  }

  private static int compare(ProfileRecord one, int oneAt, ProfileRecord other, int otherAt) {
    return Long.compareUnsigned(
        LittleEndian.getLong(one.array(), oneAt), LittleEndian.getLong(other.array(), otherAt));
  }

  private void addToLast(int matches) {
    int at = joined.length() - Integer.BYTES;
    long count = (long) LittleEndian.getInt(joined.array(), at) + matches;
    LittleEndian.putInt(joined.array(), at, (int) Math.min(count, Integer.MAX_VALUE));
  }
}
