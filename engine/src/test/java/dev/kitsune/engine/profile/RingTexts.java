package dev.kitsune.engine.profile;

import java.util.List;
import java.util.stream.IntStream;

/** Rings as lists. */
final class RingTexts {
  private RingTexts() {}

  static List<Long> times(ProfileRecord record, long identity) {
    int ring = Rings.find(record, identity);
    return ring == Rings.NONE
        ? List.of()
        : IntStream.range(0, Rings.count(record, ring))
            .mapToObj(index -> Rings.timeS(record, ring, index))
            .toList();
  }
}
