package dev.kitsune.engine.kernel;

import dev.kitsune.engine.bytes.Hash64;
import dev.kitsune.engine.bytes.LittleEndian;
import dev.kitsune.engine.catalog.Environment;
import dev.kitsune.engine.event.EventBatch;
import dev.kitsune.engine.profile.DigestRing;
import dev.kitsune.engine.profile.RandomNumber;
import java.util.function.LongSupplier;

/**
 * The function that is the engine: a record set and a command in, the changed set out. No store, no
 * clock, no randomness of its own, so that every outcome can be replayed from its inputs. If it
 * throws, the set is void and nothing may be written back. Holds scratch memory only; owned by one
 * thread. Data plane.
 */
public final class ProfileKernel {
  private final EventApplier applier;
  private final RecordDeriver deriver = new RecordDeriver();
  private final byte[] randomScratch = new byte[24];
  private final byte[] chainScratch = new byte[2 * Long.BYTES];
  private long[] digests = new long[8];

  public ProfileKernel(ProfileLimits limits) {
    applier = new EventApplier(limits);
  }

  /**
   * Gives the command's events to the set's profiles and brings their derived parts up to date.
   *
   * @param entropy where ids, random numbers and session ids come from, in the order in which the
   *     events need them
   * @throws dev.kitsune.engine.error.ExperienceException INVALID_DATA if a profile would exceed a
   *     limit
   */
  public void apply(RecordSet set, Command command, LongSupplier entropy) {
    EventBatch events = command.events();
    readRuns(set, command, entropy);
    for (int event = 0; event < events.count(); event++) {
      int slot = set.owner(set.addressedName(event));
      if (isFresh(set.slot(slot), event)) {
        set.slot(slot).markAddressed();
        applier.apply(set, slot, command, event, entropy);
      }
    }
    for (int slot = 0; slot < set.slotCount(); slot++) {
      finish(set.slot(slot), command);
    }
    keepDigests(set, events);
  }

  /** Brings a record that is only read up to date with the environment. */
  public void refresh(ProfileSlot slot, Environment environment) {
    if (deriver.refresh(slot.record(), environment)) {
      slot.markChanged();
    }
  }

  /** Finds or makes the profile of each event, and whether its run of events is a replay. */
  private void readRuns(RecordSet set, Command command, LongSupplier entropy) {
    EventBatch events = command.events();
    if (digests.length < events.count()) {
      digests = new long[events.count()];
    }
    for (int slot = 0; slot < set.slotCount(); slot++) {
      begin(set.slot(slot), command);
    }
    for (int event = 0; event < events.count(); event++) {
      int name = set.addressedName(event);
      int slot = set.owner(name);
      if (slot == RecordSet.NOBODY) {
        slot = set.addNew(name);
        RandomNumber.draw(set.slot(slot).record(), entropy, randomScratch);
        begin(set.slot(slot), command);
      }
      digests[event] = events.digest(event);
      ProfileSlot run = set.slot(slot);
      run.runDigest(chain(run.runDigest(), digests[event]));
    }
    for (int slot = 0; slot < set.slotCount(); slot++) {
      ProfileSlot run = set.slot(slot);
      if (DigestRing.RUNS.contains(run.record(), run.runDigest())) {
        run.markReplay();
      }
    }
  }

  private long chain(long runDigest, long eventDigest) {
    LittleEndian.putLong(chainScratch, 0, runDigest);
    LittleEndian.putLong(chainScratch, Long.BYTES, eventDigest);
    return Hash64.hash(chainScratch, 0);
  }

  private static void begin(ProfileSlot slot, Command command) {
    slot.changed().clear(command.environment().audiences().inputCount());
  }

  private boolean isFresh(ProfileSlot slot, int event) {
    return !slot.isReplay() && !DigestRing.EVENTS.contains(slot.record(), digests[event]);
  }

  private void finish(ProfileSlot slot, Command command) {
    if (slot.isTouched()) {
      slot.record().receivedAt(command.nowMs());
    }
    if (deriver.update(slot.record(), command.environment(), slot.changed())) {
      slot.markChanged();
    }
  }

  /* Only after all events were applied: within one request nothing counts as a replay. */
  private void keepDigests(RecordSet set, EventBatch events) {
    for (int event = 0; event < events.count(); event++) {
      ProfileSlot addressed = set.slot(set.owner(set.addressedName(event)));
      if (isFresh(addressed, event)) {
        DigestRing.EVENTS.add(set.slot(addressed.successor()).record(), digests[event]);
      }
    }
    for (int slot = 0; slot < set.slotCount(); slot++) {
      ProfileSlot run = set.slot(slot);
      if (run.isAddressed()) {
        DigestRing.RUNS.add(set.slot(run.successor()).record(), run.runDigest());
      }
    }
  }
}
