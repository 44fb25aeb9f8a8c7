package dev.kitsune.engine.profile;

import dev.kitsune.engine.bytes.ByteSink;
import dev.kitsune.engine.bytes.LittleEndian;

/**
 * Joins one record's {@link Rings} with another's: all matches of both, in their order. What is
 * more than a ring may hold goes when the environment's rings are retained. Owned by one thread.
 * Data plane.
 */
final class RingJoin {
  private final ByteSink joined = new ByteSink(256);

  void join(ProfileRecord to, ProfileRecord from) {
    if (from.sectionLength(Section.RINGS) == 0) {
      return;
    }
    joined.clear();
    int at = Rings.begin(to);
    int fromAt = Rings.begin(from);
    int end = Rings.end(to);
    int fromEnd = Rings.end(from);
    while (at < end || fromAt < fromEnd) {
      int order = at == end ? 1 : fromAt == fromEnd ? -1 : compare(to, at, from, fromAt);
      if (order == 0) {
        putBoth(to, at, from, fromAt);
      } else {
        put(order < 0 ? to : from, order < 0 ? at : fromAt);
      }
      at = order <= 0 ? Rings.next(to, at) : at;
      fromAt = order >= 0 ? Rings.next(from, fromAt) : fromAt;
    }
    to.replaceSection(Section.RINGS, joined.array(), 0, joined.length());
  }

  private static int compare(ProfileRecord one, int oneAt, ProfileRecord other, int otherAt) {
    return Long.compareUnsigned(Rings.identity(one, oneAt), Rings.identity(other, otherAt));
  }

  private void put(ProfileRecord record, int place) {
    joined.put(record.array(), place, Rings.next(record, place) - place);
  }

  private void putBoth(ProfileRecord one, int oneAt, ProfileRecord other, int otherAt) {
    int oneCount = Rings.count(one, oneAt);
    int otherCount = Rings.count(other, otherAt);
    int flags =
        Rings.isTruncated(one, oneAt) || Rings.isTruncated(other, otherAt)
            ? Rings.FLAG_TRUNCATED
            : 0;
    putHeader(Rings.identity(one, oneAt), oneCount + otherCount, flags);
    int next = 0;
    int otherNext = 0;
    while (next < oneCount || otherNext < otherCount) {
      boolean isOnes =
          otherNext == otherCount
              || (next < oneCount
                  && Rings.timeS(one, oneAt, next) <= Rings.timeS(other, otherAt, otherNext));
      putTime(isOnes ? Rings.timeS(one, oneAt, next) : Rings.timeS(other, otherAt, otherNext));
      next += isOnes ? 1 : 0;
      otherNext += isOnes ? 0 : 1;
    }
  }

  private void putHeader(long identity, int count, int flags) {
    byte[] array = joined.reserve(Rings.HEADER_LENGTH);
    int at = joined.length();
    LittleEndian.putLong(array, at, identity);
    LittleEndian.putShort(array, at + Long.BYTES, count);
    LittleEndian.putShort(array, at + Long.BYTES + Short.BYTES, flags);
    joined.advance(Rings.HEADER_LENGTH);
  }

  private void putTime(long timeS) {
    LittleEndian.putInt(joined.reserve(Rings.TIME_LENGTH), joined.length(), (int) timeS);
    joined.advance(Rings.TIME_LENGTH);
  }
}
