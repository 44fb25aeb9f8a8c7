package dev.kitsune.engine.audience;

import dev.kitsune.engine.audience.AudienceInputs.CountInput;
import dev.kitsune.engine.audience.AudienceInputs.RingInput;
import dev.kitsune.engine.profile.Counters;
import dev.kitsune.engine.profile.ProfileRecord;
import dev.kitsune.engine.profile.Rings;
import java.util.Arrays;

/**
 * The counters and rings of an environment by their identity: which inputs a record may change that
 * is merged into another. Immutable, for any thread. Data plane.
 */
final class MergedInputs {
  private final long[] counters;
  private final int[] counterInputs;
  private final long[] rings;
  private final int[] ringInputs;

  /**
   * @param counters their identities, ascending, unsigned
   * @param rings likewise
   */
  MergedInputs(AudienceInputs inputs, long[] counters, long[] rings) {
    this.counters = counters;
    this.rings = rings;
    counterInputs = new int[counters.length];
    Arrays.setAll(counterInputs, i -> inputs.numberIfRead(new CountInput(counters[i])));
    ringInputs = new int[rings.length];
    Arrays.setAll(ringInputs, i -> inputs.numberIfRead(new RingInput(rings[i])));
  }

  /** Notes what rules read of the record's counters and rings. */
  void note(ProfileRecord record, ChangedInputs changed) {
    noteCounters(record, changed);
    noteRings(record, changed);
  }

  private void noteCounters(ProfileRecord record, ChangedInputs changed) {
    int next = 0;
    int end = Counters.end(record);
    for (int place = Counters.begin(record); place < end; place += Counters.ENTRY_LENGTH) {
      long identity = Counters.identity(record, place);
      next = Counters.skipBelow(counters, next, identity);
      if (next < counters.length && counters[next] == identity) {
        changed.add(counterInputs[next]);
      }
    }
  }

  private void noteRings(ProfileRecord record, ChangedInputs changed) {
    int next = 0;
    int end = Rings.end(record);
    for (int place = Rings.begin(record); place < end; place = Rings.next(record, place)) {
      long identity = Rings.identity(record, place);
      next = Counters.skipBelow(rings, next, identity);
      if (next < rings.length && rings[next] == identity) {
        changed.add(ringInputs[next]);
      }
    }
  }
}
