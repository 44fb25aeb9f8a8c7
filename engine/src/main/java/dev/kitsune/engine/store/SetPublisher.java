package dev.kitsune.engine.store;

import dev.kitsune.engine.bytes.ByteSink;
import dev.kitsune.engine.bytes.ByteSlice;
import dev.kitsune.engine.error.ErrorCode;
import dev.kitsune.engine.error.ExperienceException;
import dev.kitsune.engine.kernel.ProfileSlot;
import dev.kitsune.engine.kernel.RecordSet;
import java.util.Arrays;

/**
 * Writes what the kernel changed back into the stores, all of it or nothing. Owned by one thread,
 * who holds the stripes. Data plane.
 */
final class SetPublisher {
  private static final int BEFORE_CAPACITY_KEPT = 64 * 1_024;

  private final RecordStore profiles;
  private final RecordStore aliases;
  private final ByteSink entry = new ByteSink(640);
  private final ByteSlice name = new ByteSlice();
  private final ByteSlice id = new ByteSlice();
  private ByteSink[] before = {};

  SetPublisher(RecordStore profiles, RecordStore aliases) {
    this.profiles = profiles;
    this.aliases = aliases;
  }

  /**
   * Publishes the set.
   *
   * @throws ExperienceException UNAVAILABLE if a store is full; both are then as they were
   */
  void publish(RecordSet set) {
    if (set.slotCount() == 1 && !hasClaims(set)) {
      publishSingle(set.slot(0));
      return;
    }
    int slot = 0;
    int claim = 0;
    keepBefore(set);
    try {
      for (; slot < set.slotCount(); slot++) {
        if (set.slot(slot).isChanged()) {
          write(set.slot(slot));
        }
      }
      for (; claim < set.nameCount(); claim++) {
        if (set.isClaimed(claim)) {
          writeAlias(set, claim);
        }
      }
    } catch (StoreFullException full) {
      takeBack(set, slot, claim);
      throw new ExperienceException(ErrorCode.UNAVAILABLE, "");
    } catch (RuntimeException | Error broken) {
      takeBack(set, slot, claim);
      throw broken;
    }
    forgetBefore(set);
  }

  /** Keeps a derived part that a read brought up to date; where there is no room it is not kept. */
  void publishDerived(ProfileSlot slot) {
    if (slot.isChanged()) {
      try {
        writeBack(slot);
      } catch (StoreFullException full) {
        /* The next read derives it again. */
        return;
      }
    }
  }

  private void publishSingle(ProfileSlot slot) {
    if (slot.isChanged()) {
      try {
        writeBack(slot);
      } catch (StoreFullException full) {
        throw new ExperienceException(ErrorCode.UNAVAILABLE, "");
      }
    }
  }

  private static boolean hasClaims(RecordSet set) {
    for (int i = 0; i < set.nameCount(); i++) {
      if (set.isClaimed(i)) {
        return true;
      }
    }
    return false;
  }

  private void keepBefore(RecordSet set) {
    if (before.length < set.slotCount()) {
      int known = before.length;
      before = Arrays.copyOf(before, set.slotCount());
      for (int i = known; i < before.length; i++) {
        before[i] = new ByteSink(1_024);
      }
    }
    for (int i = 0; i < set.slotCount(); i++) {
      ProfileSlot slot = set.slot(i);
      if (slot.isChanged() && !slot.isNew()) {
        profiles.read(slot.keyHigh(), slot.keyLow(), before[i]);
      }
    }
  }

  private void takeBack(RecordSet set, int writtenSlots, int writtenClaims) {
    int lostCount = 0;
    for (int i = 0; i < writtenClaims; i++) {
      if (set.isClaimed(i)) {
        aliases.remove(set.keyHigh(i), set.keyLow(i));
      }
    }
    for (int i = 0; i < writtenSlots; i++) {
      if (set.slot(i).isChanged() && !isRestored(set.slot(i), before[i])) {
        lostCount++;
      }
    }
    forgetBefore(set);
    if (lostCount > 0) {
      throw new IllegalStateException(
          "records that could not be taken back: " + lostCount + " of " + writtenSlots);
    }
  }

  /* A record that moved when it grew may find its old place taken by another profile's. */
  private boolean isRestored(ProfileSlot slot, ByteSink old) {
    try {
      if (slot.isNew()) {
        profiles.remove(slot.keyHigh(), slot.keyLow());
      } else {
        profiles.write(slot.keyHigh(), slot.keyLow(), old.array(), 0, old.length());
      }
      return true;
    } catch (StoreFullException full) {
      return false;
    }
  }

  private void forgetBefore(RecordSet set) {
    for (int i = 0; i < set.slotCount(); i++) {
      before[i].clearAndShrink(BEFORE_CAPACITY_KEPT);
    }
  }

  private void write(ProfileSlot slot) {
    ByteSink bytes = slot.record().bytes();
    profiles.write(slot.keyHigh(), slot.keyLow(), bytes.array(), 0, bytes.length());
  }

  /* The slot was loaded under the stripes that are still held, as writeBack asks. */
  private void writeBack(ProfileSlot slot) {
    ByteSink bytes = slot.record().bytes();
    profiles.writeBack(slot.keyHigh(), slot.keyLow(), bytes.array(), 0, bytes.length());
  }

  private void writeAlias(RecordSet set, int index) {
    set.slot(set.owner(index)).record().id(id);
    AliasEntry.write(set.id(index, name), id, entry);
    aliases.write(set.keyHigh(index), set.keyLow(index), entry.array(), 0, entry.length());
  }
}
