package dev.kitsune.engine.audience;

import dev.kitsune.engine.profile.Counters;
import dev.kitsune.engine.profile.ProfileRecord;
import dev.kitsune.engine.profile.Rings;

/**
 * What a record keeps of the matches of one counted rule. A match that flips no comparison changes
 * nothing that audiences read. Immutable, for any thread. Data plane.
 */
sealed interface Tally {
  /** Takes in a match of the event that the scratch is about. */
  void add(ProfileRecord record, EventScratch scratch, ChangedInputs changed);

  /** How many events matched, ever. */
  final class Count implements Tally {
    private final long identity;
    private final int input;
    private final int[] flips;

    /**
     * @param input the input that the count is
     * @param flips the counts, ascending, at which a comparison comes out another way than at the
     *     count before
     */
    Count(long identity, int input, int[] flips) {
      this.identity = identity;
      this.input = input;
      this.flips = flips;
    }

    @Override
    public void add(ProfileRecord record, EventScratch scratch, ChangedInputs changed) {
      if (isFlip(Counters.increment(record, identity))) {
        changed.add(input);
      }
    }

    private boolean isFlip(int count) {
      for (int flip : flips) {
        if (flip >= count) {
          return flip == count;
        }
      }
      return false;
    }
  }

  /** When the newest events matched. */
  final class Ring implements Tally {
    private final long identity;
    private final int input;
    private final int capacity;
    private final Window[] windows;

    /**
     * @param input the input that the ring is
     * @param capacity the most matches that a comparison needs
     */
    Ring(long identity, int input, int capacity, Window[] windows) {
      this.identity = identity;
      this.input = input;
      this.capacity = capacity;
      this.windows = windows;
    }

    long identity() {
      return identity;
    }

    int capacity() {
      return capacity;
    }

    @Override
    public void add(ProfileRecord record, EventScratch scratch, ChangedInputs changed) {
      long oldestS = oldestS(record);
      int ring = Rings.add(record, identity, scratch.happenedS, capacity);
      if (ring == Rings.NONE) {
        return;
      }
      for (Window window : windows) {
        if (window.isCrossedBy(record, ring, scratch.happenedS, oldestS, scratch.nowS)) {
          changed.add(input);
        }
        changed.lapsesAt(window.lapseS(record, ring, scratch.nowS));
      }
    }

    /* The match that goes when a newer one comes. */
    private long oldestS(ProfileRecord record) {
      int ring = Rings.find(record, identity);
      int excess = ring == Rings.NONE ? -1 : Rings.count(record, ring) - capacity;
      return excess < 0 ? Window.NOTHING : Rings.timeS(record, ring, excess);
    }

    /** Notes the ring if a comparison came out another way by time alone after {@code sinceS}. */
    void noteLapse(ProfileRecord record, int ring, long sinceS, long nowS, ChangedInputs changed) {
      for (Window window : windows) {
        if (window.isLapsed(record, ring, sinceS, nowS)) {
          changed.add(input);
        }
      }
    }

    /** When a comparison comes out another way by time alone. */
    long lapseS(ProfileRecord record, int ring, long nowS) {
      long lapseS = Long.MAX_VALUE;
      for (Window window : windows) {
        lapseS = Math.min(lapseS, window.lapseS(record, ring, nowS));
      }
      return lapseS;
    }
  }
}
