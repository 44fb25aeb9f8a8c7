package dev.kitsune.engine.kernel;

import dev.kitsune.engine.bytes.ByteSlice;
import dev.kitsune.engine.bytes.Hash64;
import dev.kitsune.engine.bytes.LittleEndian;
import dev.kitsune.engine.catalog.Environment;
import dev.kitsune.engine.event.EventBatch;
import dev.kitsune.engine.profile.DigestRing;
import dev.kitsune.engine.profile.IdList;
import dev.kitsune.engine.profile.ProfileRecord;
import java.util.function.LongSupplier;

/**
 * The function that is the engine: a record set and a command in, the changed set out. No store, no
 * clock, no randomness of its own, so that every outcome can be replayed from its inputs. If it
 * throws, the set is void and nothing may be written back. Holds scratch memory only; owned by one
 * thread. Data plane.
 */
public final class ProfileKernel {
  private final ProfileLimits limits;
  private final EventRouter router = new EventRouter();
  private final EventApplier applier;
  private final SlotMerge merger;
  private final RecordDeriver deriver = new RecordDeriver();
  private final OverriddenDeriver overriddenDeriver = new OverriddenDeriver();
  private final byte[] chainScratch = new byte[2 * Long.BYTES];
  private final EventCounts counts = new EventCounts();
  private final ByteSlice id = new ByteSlice();

  public ProfileKernel(ProfileLimits limits) {
    this.limits = limits;
    applier = new EventApplier(limits);
    merger = new SlotMerge(limits);
  }

  /**
   * Settles which of the set's profiles each event goes to and which profiles are merged; {@link
   * #apply} is to follow, or the set to be loaded again.
   *
   * @param entropy where new profiles' random numbers come from
   */
  public void plan(RecordSet set, Command command, LongSupplier entropy) {
    router.route(set, command, entropy);
  }

  /**
   * Whether ids other than its own that lead to a slot's profile may come to lead elsewhere, by the
   * plan.
   */
  public boolean movesLinks(RecordSet set, int slot) {
    if (!router.hasMerges()) {
      return false;
    }
    return set.slot(slot).survivor() != slot || dropsRedirects(set, slot);
  }

  /* Counts the whole group, so that it may say yes where nothing is dropped in the end. */
  private boolean dropsRedirects(RecordSet set, int survivor) {
    int count = 0;
    for (int slot = 0; slot < set.slotCount(); slot++) {
      if (set.survivor(slot) == survivor) {
        count += 1 + IdList.REDIRECTS.count(set.slot(slot).record());
      }
    }
    return count - 1 > limits.redirectCountMax();
  }

  /**
   * Gives the planned command's events to the set's profiles and brings their derived parts up to
   * date.
   *
   * @param entropy where session ids come from, in the order in which the events need them
   * @throws dev.kitsune.engine.error.ExperienceException INVALID_DATA if a profile would exceed a
   *     limit
   */
  public void apply(RecordSet set, Command command, LongSupplier entropy) {
    EventBatch events = command.events();
    begin(set, command);
    readRuns(set, events);
    for (int event = 0; event < events.count(); event++) {
      if (isFresh(set, event)) {
        apply(set, command, event, entropy);
      }
    }
    for (int slot = 0; slot < set.slotCount(); slot++) {
      finish(set.slot(slot), command);
    }
    keepDigests(set, events);
  }

  private void apply(RecordSet set, Command command, int event, LongSupplier entropy) {
    int slot = set.eventSlot(event);
    int merged = router.merged(event);
    if (merged != RecordSet.NOBODY) {
      merger.merge(set, merged, slot, command, event);
      DeviceKeeper.noteMerge(set.slot(merged), set.slot(slot));
    }
    DeviceKeeper.note(set.slot(slot), command, event);
    applier.apply(set, slot, command, event, router.isClaim(event), entropy);
  }

  /** How many events each profile was given by the last {@link #apply}; valid until the next. */
  public EventCounts eventCounts(RecordSet set) {
    counts.clear();
    for (int slot = 0; slot < set.slotCount(); slot++) {
      ProfileSlot counted = set.slot(slot);
      if (counted.eventCount() > 0) {
        counts.add(counted.keyHigh(), counted.keyLow(), counted.eventCount());
      }
    }
    return counts;
  }

  /** Whether other ids than its own lead to the profile. */
  public boolean hasLinks(ProfileSlot slot) {
    return !IdList.ALIASES.isEmpty(slot.record()) || !IdList.REDIRECTS.isEmpty(slot.record());
  }

  /** Removes the profile that has the set's only name, and every id that leads to it. */
  public void delete(RecordSet set) {
    int owner = set.owner(0);
    set.slot(owner).markRemoved();
    unlink(set, owner, IdList.ALIASES);
    unlink(set, owner, IdList.REDIRECTS);
  }

  private void unlink(RecordSet set, int owner, IdList list) {
    ProfileRecord record = set.slot(owner).record();
    int end = list.end(record);
    for (int at = list.begin(record); at < end; ) {
      at = list.read(record, at, id);
      set.links().add(id, owner, RecordSet.NOBODY);
    }
  }

  /**
   * Makes a new profile of a record whose id is the set's first name; every other name leads to it.
   */
  public void adopt(RecordSet set, ProfileRecord record) {
    int slot = set.addNew(0);
    set.slot(slot).record().copyFrom(record);
    set.slot(slot).markTouched();
    for (int name = 1; name < set.nameCount(); name++) {
      set.links().add(set.id(name, id), RecordSet.NOBODY, slot);
    }
  }

  /** Brings a record that is only read up to date with the environment and the time. */
  public void refresh(ProfileSlot slot, Environment environment, long nowMs) {
    if (deriver.refresh(slot.record(), environment, nowMs)) {
      slot.markChanged();
    }
  }

  /**
   * Lets the set's copy of the answer's profile be what the command forces; to be called once
   * nothing is stored any more.
   */
  public void override(RecordSet set, Command command) {
    if (command.overrides().isGiven()) {
      ProfileRecord record = set.slot(set.finalOwner(0)).record();
      overriddenDeriver.derive(record, command.environment(), command.overrides());
    }
  }

  private static void begin(RecordSet set, Command command) {
    int inputCount = command.environment().audiences().inputCount();
    for (int slot = 0; slot < set.slotCount(); slot++) {
      set.slot(slot).changed().clear(inputCount);
    }
  }

  /**
   * Finds out which runs of events are replays. Profiles that become one in this request get one
   * run, so that the same request is known when it comes again; where that is a replay, nothing is
   * merged.
   */
  private void readRuns(RecordSet set, EventBatch events) {
    for (int event = 0; event < events.count(); event++) {
      ProfileSlot run = set.slot(set.survivor(set.eventSlot(event)));
      run.eventCount(run.eventCount() + 1);
      run.runDigest(runDigest(run.eventCount(), run.runDigest(), events.digest(event)));
    }
    for (int slot = 0; slot < set.slotCount(); slot++) {
      ProfileSlot run = set.slot(set.survivor(slot));
      if (run.eventCount() > 0
          && DigestRing.RUNS.contains(set.slot(slot).record(), run.runDigest())) {
        run.markReplay();
      }
    }
    if (router.retold() != RecordSet.NOBODY) {
      readRetoldRun(set, events, router.retold(), set.survivor(router.retoldAs()));
    }
    if (router.hasMerges()) {
      keepReplaysApart(set);
    }
  }

  /** Finds out whether a new profile's events and those of the one it names were one run. */
  private void readRetoldRun(RecordSet set, EventBatch events, int retold, int named) {
    long digest = 0;
    int count = 0;
    for (int event = 0; event < events.count(); event++) {
      int slot = set.survivor(set.eventSlot(event));
      if (slot == retold || slot == named) {
        count++;
        digest = runDigest(count, digest, events.digest(event));
      }
    }
    if (DigestRing.RUNS.contains(set.slot(named).record(), digest)) {
      set.slot(retold).markReplay();
      set.slot(named).markReplay();
    }
  }

  private static void keepReplaysApart(RecordSet set) {
    for (int slot = 0; slot < set.slotCount(); slot++) {
      if (set.slot(set.survivor(slot)).isReplay()) {
        set.slot(slot).markReplay();
      }
    }
    for (int slot = 0; slot < set.slotCount(); slot++) {
      if (set.slot(slot).isReplay()) {
        set.slot(slot).survivor(slot);
      }
    }
  }

  private boolean isFresh(RecordSet set, int event) {
    return router.isFresh(event) && !set.slot(set.eventSlot(event)).isReplay();
  }

  /** A run's digest with one more event, its {@code count}th; that of one event is the event's. */
  private long runDigest(int count, long runDigest, long eventDigest) {
    return count == 1 ? eventDigest : chain(runDigest, eventDigest);
  }

  private long chain(long runDigest, long eventDigest) {
    LittleEndian.putLong(chainScratch, 0, runDigest);
    LittleEndian.putLong(chainScratch, Long.BYTES, eventDigest);
    return Hash64.hash(chainScratch, 0);
  }

  private void finish(ProfileSlot slot, Command command) {
    if (slot.isRemoved() || slot.isAbsent()) {
      return;
    }
    if (slot.isTouched()) {
      if (DeviceKeeper.keep(slot, command)) {
        command.environment().audiences().noteDevice(slot.changed());
      }
      slot.record().receivedAt(command.nowMs());
    }
    if (deriver.update(slot, command.environment(), command.nowMs())) {
      slot.markChanged();
    }
  }

  /* Only after all events were applied: within one request nothing counts as a replay. */
  private void keepDigests(RecordSet set, EventBatch events) {
    for (int event = 0; event < events.count(); event++) {
      ProfileRecord record = set.slot(set.survivor(set.eventSlot(event))).record();
      if (isFresh(set, event) && !DigestRing.EVENTS.contains(record, events.digest(event))) {
        DigestRing.EVENTS.add(record, events.digest(event));
      }
    }
    for (int slot = 0; slot < set.slotCount(); slot++) {
      ProfileSlot run = set.slot(slot);
      if (run.isTouched() && !run.isRemoved()) {
        DigestRing.RUNS.add(run.record(), run.runDigest());
      }
    }
  }
}
