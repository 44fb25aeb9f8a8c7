package dev.kitsune.engine.profile;

import dev.kitsune.engine.bytes.ByteSlice;

/**
 * Merges one profile's record into another's: profiles.md, identify, rule 4. Id, stableId and
 * random are the surviving record's; aliases and redirects are moved by whoever knows the ids'
 * limits. Owned by one thread. Data plane.
 */
public final class ProfileMerge {
  private final TraitTable traits = new TraitTable();
  private final CounterJoin counters = new CounterJoin();
  private final RingJoin rings = new RingJoin();
  private final ByteSlice slice = new ByteSlice();

  /**
   * Merges {@code from}, which stays as it is, into {@code to}, whose derived part stays that of
   * {@code to} alone.
   *
   * @param timeoutMs the time-out of sessions
   * @param listener hears of each trait of {@code to} that gets another value
   */
  public void merge(
      ProfileRecord to, ProfileRecord from, long timeoutMs, TraitMerge.Listener listener) {
    DigestRing.join(to, from);
    if (from.sessionCount() > 0) {
      takeSection(Section.LANDING_PAGE, to, from);
    }
    SessionClock.merge(to, from, timeoutMs);
    mergeTraits(to, from, listener);
    counters.join(to, from);
    rings.join(to, from);
    StickyPicks.join(to, from);
    mergeLocation(to, from);
    mergeDevice(to, from);
    if (from.isSelfIdentified()) {
      to.markSelfIdentified();
    }
    to.receivedAt(from.lastReceiptMs());
  }

  private void mergeTraits(ProfileRecord to, ProfileRecord from, TraitMerge.Listener listener) {
    if (Traits.count(from) > 0) {
      traits.load(to);
      traits.join(from);
      traits.tellChanges(listener);
      traits.store(to);
    }
  }

  private void mergeLocation(ProfileRecord to, ProfileRecord from) {
    if (from.locationReceiptMs() > 0 && from.locationReceiptMs() >= to.locationReceiptMs()) {
      takeSection(Section.LOCATION, to, from);
      to.locationReceiptMs(from.locationReceiptMs());
    }
  }

  private void mergeDevice(ProfileRecord to, ProfileRecord from) {
    if (!StoredDevice.isEmpty(from) && StoredDevice.receiptMs(from) >= StoredDevice.receiptMs(to)) {
      takeSection(Section.DEVICE, to, from);
    }
  }

  private void takeSection(int section, ProfileRecord to, ProfileRecord from) {
    from.section(section, slice);
    to.replaceSection(section, slice.array(), slice.offset(), slice.length());
  }
}
