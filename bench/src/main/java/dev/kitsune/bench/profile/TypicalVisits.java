package dev.kitsune.bench.profile;

import dev.kitsune.testdata.EventGenerator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The visits that typical visitors make: a few of them, shared by many profiles, of which each has
 * an id of its own. Immutable.
 */
public final class TypicalVisits {
  /** When measured requests are received, in epoch milliseconds; {@code page.json} says so. */
  public static final long NOW_MS = 1_793_612_110_000L;

  /** How many visits there are. */
  public static final int COUNT = 64;

  private static final long BEFORE_MS = 10 * 60_000L;

  private final List<List<byte[]>> visits;

  private TypicalVisits(long seed, long startMs) {
    EventGenerator generator = new EventGenerator(seed);
    visits =
        IntStream.range(0, COUNT)
            .mapToObj(i -> generator.typicalVisit("visitor-" + i, startMs))
            .toList();
  }

  /** Ten minutes before the measured requests, which thus belong to the same session. */
  public static TypicalVisits justBefore() {
    return new TypicalVisits(3, NOW_MS - BEFORE_MS);
  }

  /** Other visits, a day before. */
  public static TypicalVisits dayBefore() {
    return new TypicalVisits(4, NOW_MS - 24 * 60 * 60_000L);
  }

  /** The requests of one profile's visit, in their order; not to be written to. */
  public List<byte[]> of(int profile) {
    return visits.get(profile % COUNT);
  }
}
