package dev.kitsune.engine.audience;

import dev.kitsune.engine.profile.EventSeconds;
import dev.kitsune.engine.profile.ProfileRecord;
import dev.kitsune.engine.profile.Rings;

/**
 * The inputs that time alone changes: rings of windowed rules, and ages. Immutable, for any thread.
 * Data plane.
 */
final class TimedInputs {
  /* Ascending by identity, unsigned, as records have them. */
  private final Tally.Ring[] rings;
  private final ClockInput firstSeen;
  private final ClockInput lastSeen;

  /**
   * @param rings ascending by identity, unsigned
   */
  TimedInputs(Tally.Ring[] rings, ClockInput firstSeen, ClockInput lastSeen) {
    this.rings = rings;
    this.firstSeen = firstSeen;
    this.lastSeen = lastSeen;
  }

  /** Notes that the last event is another than the one before. */
  void noteLastEvent(long beforeMs, ProfileRecord record, long nowS, ChangedInputs changed) {
    if (!lastSeen.isUnused()) {
      lastSeen.noteMove(beforeMs, record.lastEventMs(), nowS, changed);
    }
  }

  /** Notes that clocks and rings become those of two records. */
  void noteMerge(ChangedInputs changed) {
    firstSeen.noteMerge(changed);
    lastSeen.noteMerge(changed);
    changed.lapsesAt(ChangedInputs.ANY_TIME);
  }

  /** Notes the inputs that time alone changed after {@code sinceS}. */
  void noteLapses(ProfileRecord record, long sinceS, long nowS, ChangedInputs changed) {
    firstSeen.noteLapse(record, sinceS, nowS, changed);
    lastSeen.noteLapse(record, sinceS, nowS, changed);
    int next = 0;
    for (int place = begin(record); place < end(record); place = Rings.next(record, place)) {
      next = skipBelow(next, Rings.identity(record, place));
      if (isRule(next, Rings.identity(record, place))) {
        rings[next].noteLapse(record, place, sinceS, nowS, changed);
      }
    }
  }

  /** From when on time alone may change an input, in {@link EventSeconds}. */
  long lapseS(ProfileRecord record, long nowS) {
    long lapseS = Math.min(firstSeen.lapseS(record, nowS), lastSeen.lapseS(record, nowS));
    int next = 0;
    for (int place = begin(record); place < end(record); place = Rings.next(record, place)) {
      next = skipBelow(next, Rings.identity(record, place));
      if (isRule(next, Rings.identity(record, place))) {
        lapseS = Math.min(lapseS, rings[next].lapseS(record, place, nowS));
      }
    }
    return lapseS;
  }

  /* Without windows nothing of the record is looked at. */
  private int begin(ProfileRecord record) {
    return rings.length == 0 ? 0 : Rings.begin(record);
  }

  private int end(ProfileRecord record) {
    return rings.length == 0 ? 0 : Rings.end(record);
  }

  private boolean isRule(int ring, long identity) {
    return ring < rings.length && rings[ring].identity() == identity;
  }

  /* A record has few rings, an environment may have thousands. */
  private int skipBelow(int from, long identity) {
    int low = from;
    int high = rings.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (Long.compareUnsigned(rings[middle].identity(), identity) < 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
