package dev.kitsune.engine.store;

import dev.kitsune.engine.bytes.ByteSink;
import dev.kitsune.engine.bytes.ByteSlice;
import dev.kitsune.engine.catalog.EnvironmentRef;
import dev.kitsune.engine.kernel.IdLinks;
import dev.kitsune.engine.kernel.RecordSet;
import java.util.Arrays;

/**
 * Writes which profile an id leads to, as a record set changed it: aliases and redirects alike.
 * Owned by one thread, who holds the stripes of all the ids. Data plane.
 */
final class LinkPublisher {
  private final RecordStore aliases;
  private final KeyHash hash;
  private final ByteSink entry = new ByteSink(640);
  private final ByteSlice name = new ByteSlice();
  private final ByteSlice id = new ByteSlice();
  private boolean[] isWritten = {};

  LinkPublisher(RecordStore aliases, KeyHash hash) {
    this.aliases = aliases;
    this.hash = hash;
  }

  /** Begins a set, of which nothing is written yet. */
  void begin(RecordSet set) {
    int count = set.links().count();
    if (isWritten.length < count) {
      isWritten = new boolean[count * 2];
    }
    Arrays.fill(isWritten, 0, count, false);
  }

  /**
   * Lets ids lead to their profiles.
   *
   * @param isGrowing whether to write the entries that need room, or the others
   */
  void write(RecordSet set, EnvironmentRef environment, boolean isGrowing) {
    IdLinks links = set.links();
    for (int i = 0; i < links.count(); i++) {
      if (links.to(i) != RecordSet.NOBODY && grows(set, i) == isGrowing) {
        writeEntry(set, environment, i, set.survivor(links.to(i)));
        isWritten[i] = true;
      }
    }
  }

  /** Lets ids lead nowhere that led somewhere. */
  void remove(RecordSet set, EnvironmentRef environment) {
    IdLinks links = set.links();
    for (int i = 0; i < links.count(); i++) {
      if (links.to(i) == RecordSet.NOBODY) {
        isWritten[i] = true;
        removeEntry(links, environment, i);
      }
    }
  }

  /** Lets all ids lead where they led before; returns how many found no room. */
  int takeBack(RecordSet set, EnvironmentRef environment) {
    IdLinks links = set.links();
    int lostCount = 0;
    for (int i = links.count() - 1; i >= 0; i--) {
      if (isWritten[i] && !isTakenBack(set, environment, i)) {
        lostCount++;
      }
    }
    return lostCount;
  }

  private boolean isTakenBack(RecordSet set, EnvironmentRef environment, int index) {
    int from = set.links().from(index);
    if (from == RecordSet.NOBODY) {
      removeEntry(set.links(), environment, index);
      return true;
    }
    try {
      writeEntry(set, environment, index, from);
      return true;
    } catch (StoreFullException full) {
      return false;
    }
  }

  private boolean grows(RecordSet set, int index) {
    int from = set.links().from(index);
    int to = set.survivor(set.links().to(index));
    return from == RecordSet.NOBODY || idLength(set, to) >= idLength(set, from);
  }

  private int idLength(RecordSet set, int slot) {
    return set.slot(slot).record().id(id).length();
  }

  private void writeEntry(RecordSet set, EnvironmentRef environment, int index, int slot) {
    set.links().id(index, name);
    set.slot(slot).record().id(id);
    AliasEntry.write(name, id, entry);
    hash.hash(environment, name);
    aliases.write(hash.high(), hash.low(), entry.array(), 0, entry.length());
  }

  private void removeEntry(IdLinks links, EnvironmentRef environment, int index) {
    hash.hash(environment, links.id(index, name));
    aliases.remove(hash.high(), hash.low());
  }
}
