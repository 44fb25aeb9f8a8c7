package dev.kitsune.engine.profile;

import dev.kitsune.engine.bytes.ByteSink;
import dev.kitsune.engine.bytes.ByteSlice;
import dev.kitsune.engine.bytes.JsonEscapes;
import dev.kitsune.engine.bytes.JsonMinify;
import dev.kitsune.engine.bytes.JsonTape;
import java.util.Arrays;

/**
 * Merges an identify event's traits into a record: shallowly, the newest value of a key wins whole,
 * a known key keeps its place, new ones follow in the request's order; source: profiles.md,
 * Profile. Owned by one thread. Data plane.
 */
public final class TraitMerge {
  /* Beyond these a table is faster than looking each key up in the record. */
  private static final int COMPARISONS_MAX = 1_024;
  private static final int KEYS_MAX = 64;
  private static final byte[] NOTHING = new byte[0];

  /* A bit for each trait of the record that this event brought; with few comparisons it has few. */
  private final long[] brought = new long[(COMPARISONS_MAX + KEYS_MAX) / Long.SIZE];
  private final TraitTable table = new TraitTable();
  private final ByteSink keyScratch = new ByteSink(64);
  private final ByteSink valueScratch = new ByteSink(256);
  private final ByteSlice key = new ByteSlice();
  private final ByteSlice value = new ByteSlice();
  private final ByteSlice old = new ByteSlice();

  /** Hears of each trait whose value a merge changes. */
  public interface Listener {
    /**
     * Called for a trait once, or twice where its key stands several times in one event. The slices
     * are valid during the call only.
     *
     * @param key in canonical escapes
     * @param old the value before: JSON without insignificant white space; empty if there was none
     * @param value the new one, likewise
     */
    void traitChanges(ByteSlice key, ByteSlice old, ByteSlice value);
  }

  /**
   * Merges the members of an object on a tape.
   *
   * @param receivedMs the server's time of receipt, in epoch milliseconds
   */
  public void merge(
      ProfileRecord record, JsonTape tape, int traits, long receivedMs, Listener listener) {
    int keyNode = traits + 1;
    int end = tape.next(traits);
    boolean isMany = (long) tape.count(traits) * Traits.count(record) > COMPARISONS_MAX;
    if (!isMany && tape.count(traits) <= KEYS_MAX) {
      keyNode = mergeFew(record, tape, keyNode, end, receivedMs, listener);
    }
    if (keyNode < end) {
      mergeMany(record, tape, keyNode, end, receivedMs, listener);
    }
  }

  /* Returns the first key that stood before, of which the listener is not to hear each time. */
  private int mergeFew(
      ProfileRecord record, JsonTape tape, int from, int end, long receivedMs, Listener listener) {
    Arrays.fill(brought, 0L);
    int keyNode = from;
    for (; keyNode < end; keyNode = tape.nextKey(keyNode)) {
      readKey(tape, keyNode);
      int index = Traits.find(record, key.array(), key.offset(), key.length(), old);
      int place = index == Traits.NONE ? Traits.count(record) : index;
      if ((brought[place >>> 6] & (1L << place)) != 0) {
        return keyNode;
      }
      brought[place >>> 6] |= 1L << place;
      readValue(tape, keyNode + 1);
      put(record, index, receivedMs, listener);
    }
    return keyNode;
  }

  private void put(ProfileRecord record, int index, long receivedMs, Listener listener) {
    if (index == Traits.NONE) {
      listener.traitChanges(key, old.wrap(NOTHING), value);
      Traits.append(record, key, value, receivedMs);
    } else if (old.isEqual(value.array(), value.offset(), value.length())) {
      Traits.receiptMs(record, index, receivedMs);
    } else {
      listener.traitChanges(key, old, value);
      Traits.replace(record, index, old, value, receivedMs);
    }
  }

  private void mergeMany(
      ProfileRecord record, JsonTape tape, int from, int end, long receivedMs, Listener listener) {
    table.load(record);
    for (int keyNode = from; keyNode < end; keyNode = tape.nextKey(keyNode)) {
      readKey(tape, keyNode);
      readValue(tape, keyNode + 1);
      table.put(key, value, receivedMs);
    }
    table.tellChanges(listener);
    table.store(record);
  }

  private void readKey(JsonTape tape, int node) {
    key.wrap(tape.bytes(), tape.start(node), tape.length(node));
    if (tape.isEscaped(node)) {
      valueScratch.clear();
      JsonEscapes.decode(key.array(), key.offset(), key.length(), valueScratch);
      keyScratch.clear();
      JsonEscapes.encode(valueScratch.array(), 0, valueScratch.length(), keyScratch);
      key.wrap(keyScratch.array(), 0, keyScratch.length());
    }
  }

  private void readValue(JsonTape tape, int node) {
    int kind = tape.kind(node);
    int start = tape.start(node);
    int length = tape.length(node);
    if (kind == JsonTape.STRING) {
      value.wrap(tape.bytes(), start - 1, length + 2);
    } else if (kind == JsonTape.OBJECT || kind == JsonTape.ARRAY) {
      valueScratch.clear();
      JsonMinify.put(tape.bytes(), start, length, valueScratch);
      value.wrap(valueScratch.array(), 0, valueScratch.length());
    } else {
      value.wrap(tape.bytes(), start, length);
    }
  }
}
