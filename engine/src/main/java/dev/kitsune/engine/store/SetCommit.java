package dev.kitsune.engine.store;

import dev.kitsune.engine.bytes.ByteSink;
import dev.kitsune.engine.bytes.ByteSlice;
import dev.kitsune.engine.catalog.EnvironmentRef;
import dev.kitsune.engine.journal.Journal;
import dev.kitsune.engine.journal.JournalGroup;
import dev.kitsune.engine.journal.JournalTable;
import dev.kitsune.engine.kernel.IdLinks;
import dev.kitsune.engine.kernel.ProfileSlot;
import dev.kitsune.engine.kernel.RecordSet;
import dev.kitsune.engine.profile.ProfileRecord;
import org.jspecify.annotations.Nullable;

/**
 * Makes one command's changes final: one group in the journal, if there is one, then the stores. If
 * the journal does not take it the stores are untouched; if a store has no room, what it holds goes
 * into the journal once more, so that both say the same. Owned by one thread, who holds the
 * stripes. Data plane.
 */
final class SetCommit {
  private final @Nullable Journal journal;
  private final RecordStore profiles;
  private final RecordStore aliases;
  private final KeyHash hash;
  private final SetPublisher publisher;
  private final JournalGroup group = new JournalGroup();
  private final ByteSink stored = new ByteSink(640);
  private final ByteSlice name = new ByteSlice();
  private final ByteSlice id = new ByteSlice();

  SetCommit(LocalProfileExecutor executor, KeyHash hash) {
    journal = executor.journal();
    profiles = executor.profiles();
    aliases = executor.aliases();
    this.hash = hash;
    publisher = new SetPublisher(profiles, aliases, hash);
  }

  /**
   * Refuses a change that the journal would not take, before the kernel works for it.
   *
   * @throws dev.kitsune.engine.error.ExperienceException UNAVAILABLE if so
   */
  void requireTaking() {
    if (journal != null) {
      journal.requireTaking();
    }
  }

  /**
   * Commits the set.
   *
   * @return the sequence number that must be durable before the command is acknowledged; what
   *     changes nothing may repeat a command that is not durable yet
   * @throws dev.kitsune.engine.error.ExperienceException UNAVAILABLE if a store is full or the
   *     journal takes nothing; all is then as it was
   */
  long commit(RecordSet set, EnvironmentRef environment) {
    if (journal == null) {
      publisher.publish(set, environment);
      return 0;
    }
    return commit(journal, set, environment);
  }

  /** Keeps a derived part that a read brought up to date, unless all must stand still. */
  void keepDerived(ProfileSlot slot) {
    if (journal == null || journal.isTaking()) {
      publisher.publishDerived(slot);
    }
  }

  private long commit(Journal log, RecordSet set, EnvironmentRef environment) {
    group.clear();
    addProfiles(set);
    addLinks(set, environment);
    long sequence = group.isEmpty() ? log.sequence() : log.append(group);
    try {
      publisher.publish(set, environment);
    } catch (RuntimeException | Error refused) {
      takeBack(log, set, environment);
      throw refused;
    }
    return sequence;
  }

  private void addProfiles(RecordSet set) {
    for (int i = 0; i < set.slotCount(); i++) {
      ProfileSlot slot = set.slot(i);
      if (slot.isRemoved()) {
        if (!slot.isNew()) {
          group.remove(JournalTable.PROFILES, slot.keyHigh(), slot.keyLow());
        }
      } else if (slot.isTouched()) {
        group.put(
            JournalTable.PROFILES,
            slot.keyHigh(),
            slot.keyLow(),
            slot.record().bytes().array(),
            0,
            slot.record().truthLength());
      }
    }
  }

  private void addLinks(RecordSet set, EnvironmentRef environment) {
    IdLinks links = set.links();
    for (int i = 0; i < links.count(); i++) {
      links.id(i, name);
      hash.hash(environment, name);
      if (links.to(i) == RecordSet.NOBODY) {
        group.remove(JournalTable.LINKS, hash.high(), hash.low());
      } else {
        set.slot(set.survivor(links.to(i))).record().id(id);
        AliasEntry.write(name, id, stored);
        put(JournalTable.LINKS, hash.high(), hash.low(), stored.length());
      }
    }
  }

  private void put(JournalTable table, long keyHigh, long keyLow, int length) {
    group.put(table, keyHigh, keyLow, stored.array(), 0, length);
  }

  /* The stores are as before the command; a second group says so. */
  private void takeBack(Journal log, RecordSet set, EnvironmentRef environment) {
    if (group.isEmpty()) {
      return;
    }
    group.clear();
    try {
      addStored(set, environment);
      log.append(group);
    } catch (RuntimeException | Error failed) {
      log.fenceInDoubt("a refused command could not be taken back", failed);
    }
  }

  private void addStored(RecordSet set, EnvironmentRef environment) {
    for (int i = 0; i < set.slotCount(); i++) {
      ProfileSlot slot = set.slot(i);
      if (slot.isRemoved() || slot.isTouched()) {
        addStored(JournalTable.PROFILES, profiles, slot.keyHigh(), slot.keyLow());
      }
    }
    for (int i = 0; i < set.links().count(); i++) {
      hash.hash(environment, set.links().id(i, name));
      addStored(JournalTable.LINKS, aliases, hash.high(), hash.low());
    }
  }

  private void addStored(JournalTable table, RecordStore store, long keyHigh, long keyLow) {
    if (store.read(keyHigh, keyLow, stored)) {
      int length =
          table == JournalTable.PROFILES ? ProfileRecord.truthLength(stored) : stored.length();
      put(table, keyHigh, keyLow, length);
    } else {
      group.remove(table, keyHigh, keyLow);
    }
  }
}
