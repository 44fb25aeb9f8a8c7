package dev.kitsune.engine.store;

import dev.kitsune.engine.bytes.ByteSink;
import dev.kitsune.engine.bytes.ByteSlice;
import dev.kitsune.engine.catalog.EnvironmentRef;
import dev.kitsune.engine.kernel.ProfileSlot;
import dev.kitsune.engine.kernel.RecordSet;
import dev.kitsune.engine.profile.IdList;
import dev.kitsune.engine.profile.ProfileRecord;

/**
 * Finds out whose each name of a record set is and copies the records in. Owned by one thread. Data
 * plane.
 */
final class SetLoader {
  private final RecordStore profiles;
  private final RecordStore aliases;
  private final KeyHash hash;
  private final ByteSink entry = new ByteSink(640);
  private final ByteSlice name = new ByteSlice();
  private final ByteSlice id = new ByteSlice();

  SetLoader(RecordStore profiles, RecordStore aliases, KeyHash hash) {
    this.profiles = profiles;
    this.aliases = aliases;
    this.hash = hash;
  }

  /** Loads a set of one name, under its stripe. False if the name is an alias. */
  boolean loadSingle(RecordSet set) {
    return loadProfile(set, 0) || !aliases.read(set.keyHigh(0), set.keyLow(0), entry);
  }

  /**
   * Whether the stripes cover every id that leads to a slot's profile; collects those that are
   * missing.
   */
  boolean coversLinks(ProfileSlot slot, EnvironmentRef environment, StripeSet stripes) {
    boolean coversAliases = coversList(slot.record(), IdList.ALIASES, environment, stripes);
    return coversList(slot.record(), IdList.REDIRECTS, environment, stripes) && coversAliases;
  }

  private boolean coversList(
      ProfileRecord record, IdList list, EnvironmentRef environment, StripeSet stripes) {
    boolean coversAll = true;
    for (int at = list.begin(record); at < list.end(record); ) {
      at = list.read(record, at, id);
      hash.hash(environment, id);
      if (!stripes.covers(hash.low())) {
        stripes.add(hash.low());
        coversAll = false;
      }
    }
    return coversAll;
  }

  /** Collects the stripes of every name and of the profile it leads to at this moment; no locks. */
  void collectStripes(RecordSet set, EnvironmentRef environment, StripeSet stripes) {
    for (int i = 0; i < set.nameCount(); i++) {
      stripes.add(set.keyLow(i));
      if (aliases.read(set.keyHigh(i), set.keyLow(i), entry)) {
        hash.hash(environment, AliasEntry.profileId(entry, id));
        stripes.add(hash.low());
      }
    }
  }

  /**
   * Loads the whole set under the stripes. False if an alias leads to a profile they do not cover.
   */
  boolean load(RecordSet set, EnvironmentRef environment, StripeSet stripes) {
    set.forgetSlots();
    for (int i = 0; i < set.nameCount(); i++) {
      if (!loadProfile(set, i) && !loadAliased(set, i, environment, stripes)) {
        return false;
      }
    }
    return true;
  }

  /** Loads the profile whose id the name is; false if there is none. */
  private boolean loadProfile(RecordSet set, int index) {
    return loadSlot(set, index, set.keyHigh(index), set.keyLow(index), set.id(index, name));
  }

  /** Loads the profile whose alias the name is, if it is one; false if its stripe is not held. */
  private boolean loadAliased(
      RecordSet set, int index, EnvironmentRef environment, StripeSet stripes) {
    if (!aliases.read(set.keyHigh(index), set.keyLow(index), entry)) {
      return true;
    }
    if (!AliasEntry.isOf(entry, set.id(index, name))) {
      throw new IllegalStateException("two aliases have one key");
    }
    AliasEntry.profileId(entry, name);
    hash.hash(environment, name);
    if (!stripes.covers(hash.low())) {
      return false;
    }
    if (!loadSlot(set, index, hash.high(), hash.low(), name)) {
      throw new IllegalStateException("an alias leads to no profile");
    }
    return true;
  }

  private boolean loadSlot(
      RecordSet set, int index, long keyHigh, long keyLow, ByteSlice profileId) {
    int known = set.slotOf(keyHigh, keyLow);
    if (known != RecordSet.NOBODY) {
      set.owner(index, known);
      return true;
    }
    int loaded = set.addLoaded(keyHigh, keyLow);
    ProfileSlot slot = set.slot(loaded);
    if (!profiles.load(keyHigh, keyLow, slot.record().bytes())) {
      set.removeLastSlot();
      return false;
    }
    slot.record().check();
    slot.record().id(id);
    if (!id.isEqual(profileId.array(), profileId.offset(), profileId.length())) {
      throw new IllegalStateException("two profiles have one key");
    }
    set.owner(index, loaded);
    return true;
  }
}
