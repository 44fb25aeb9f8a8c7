package dev.kitsune.engine.store;

import dev.kitsune.engine.bytes.ByteSink;
import dev.kitsune.engine.catalog.EnvironmentRef;
import dev.kitsune.engine.error.ErrorCode;
import dev.kitsune.engine.error.ExperienceException;
import dev.kitsune.engine.kernel.ProfileSlot;
import dev.kitsune.engine.kernel.RecordSet;
import java.util.Arrays;

/**
 * Writes what the kernel changed back into the stores, all of it or nothing. First what may find no
 * room, then what always does: a record that became shorter, or goes. Owned by one thread, who
 * holds the stripes. Data plane.
 */
final class SetPublisher {
  private static final int BEFORE_CAPACITY_KEPT = 64 * 1_024;

  private final RecordStore profiles;
  private final LinkPublisher links;
  private ByteSink[] before = {};
  private boolean[] isWritten = {};

  SetPublisher(RecordStore profiles, RecordStore aliases, KeyHash hash) {
    this.profiles = profiles;
    links = new LinkPublisher(aliases, hash);
  }

  /**
   * Publishes the set.
   *
   * @throws ExperienceException UNAVAILABLE if a store is full; both are then as they were
   */
  void publish(RecordSet set, EnvironmentRef environment) {
    if (set.slotCount() == 1 && set.links().count() == 0 && !set.slot(0).isRemoved()) {
      publishSingle(set.slot(0));
      return;
    }
    keepBefore(set);
    try {
      write(set, environment);
    } catch (StoreFullException full) {
      takeBack(set, environment);
      throw new ExperienceException(ErrorCode.UNAVAILABLE, "");
    } catch (RuntimeException | Error broken) {
      takeBack(set, environment);
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

  private void write(RecordSet set, EnvironmentRef environment) {
    writeSlots(set, true);
    links.write(set, environment, true);
    writeSlots(set, false);
    links.write(set, environment, false);
    links.remove(set, environment);
    for (int i = 0; i < set.slotCount(); i++) {
      ProfileSlot slot = set.slot(i);
      if (slot.isRemoved() && !slot.isNew()) {
        isWritten[i] = true;
        profiles.remove(slot.keyHigh(), slot.keyLow());
      }
    }
  }

  private void writeSlots(RecordSet set, boolean isGrowing) {
    for (int i = 0; i < set.slotCount(); i++) {
      ProfileSlot slot = set.slot(i);
      boolean grows = slot.isNew() || slot.record().bytes().length() >= before[i].length();
      if (slot.isChanged() && !slot.isRemoved() && grows == isGrowing) {
        ByteSink bytes = slot.record().bytes();
        profiles.write(slot.keyHigh(), slot.keyLow(), bytes.array(), 0, bytes.length());
        isWritten[i] = true;
      }
    }
  }

  private void keepBefore(RecordSet set) {
    if (before.length < set.slotCount()) {
      int known = before.length;
      before = Arrays.copyOf(before, set.slotCount());
      isWritten = new boolean[set.slotCount()];
      for (int i = known; i < before.length; i++) {
        before[i] = new ByteSink(1_024);
      }
    }
    links.begin(set);
    for (int i = 0; i < set.slotCount(); i++) {
      ProfileSlot slot = set.slot(i);
      isWritten[i] = false;
      if ((slot.isChanged() || slot.isRemoved()) && !slot.isNew()) {
        profiles.read(slot.keyHigh(), slot.keyLow(), before[i]);
      }
    }
  }

  private void takeBack(RecordSet set, EnvironmentRef environment) {
    int lostCount = links.takeBack(set, environment);
    for (int i = 0; i < set.slotCount(); i++) {
      if (isWritten[i] && !isRestored(set.slot(i), before[i])) {
        lostCount++;
      }
    }
    forgetBefore(set);
    if (lostCount > 0) {
      throw new IllegalStateException("records that could not be taken back: " + lostCount);
    }
  }

  /* What grew always has its old place in its new one; only after a fault can there be no room. */
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

  /* The slot was loaded under the stripes that are still held, as writeBack asks. */
  private void writeBack(ProfileSlot slot) {
    ByteSink bytes = slot.record().bytes();
    profiles.writeBack(slot.keyHigh(), slot.keyLow(), bytes.array(), 0, bytes.length());
  }
}
