package dev.kitsune.engine.profile;

import dev.kitsune.engine.bytes.ByteSink;
import dev.kitsune.engine.bytes.ByteSlice;
import dev.kitsune.engine.bytes.Hash64;
import dev.kitsune.engine.bytes.LittleEndian;
import java.util.Arrays;

/**
 * A record's traits as a hash table, for events that bring so many that setting them one by one in
 * the record would take time by their square: load, put each, store. Owned by one thread. Data
 * plane.
 */
final class TraitTable {
  private static final int NONE = -1;

  /* Keys and values of all entries, each value appended when it is put. */
  private final ByteSink text = new ByteSink(1_024);
  private final ByteSink section = new ByteSink(1_024);
  private final ByteSlice key = new ByteSlice();
  private final ByteSlice value = new ByteSlice();
  private final ByteSlice old = new ByteSlice();
  private int[] keyOffsets = new int[64];
  private int[] keyLengths = new int[64];
  private int[] valueOffsets = new int[64];
  private int[] valueLengths = new int[64];
  private long[] receiptsMs = new long[64];
  private int[] buckets = new int[256];
  private int count;

  /* What was loaded; values that are replaced stay in the text. */
  private int[] loadedOffsets = new int[64];
  private int[] loadedLengths = new int[64];
  private int loadedCount;

  /** Takes in the record's traits, in their order. */
  void load(ProfileRecord record) {
    text.clear();
    count = 0;
    Arrays.fill(buckets, NONE);
    join(record);
    if (loadedLengths.length < count) {
      loadedOffsets = new int[keyOffsets.length];
      loadedLengths = new int[keyOffsets.length];
    }
    System.arraycopy(valueOffsets, 0, loadedOffsets, 0, count);
    System.arraycopy(valueLengths, 0, loadedLengths, 0, count);
    loadedCount = count;
  }

  /**
   * Takes in another record's traits: of a key that is known, the value that was received later, of
   * both at once the other record's; new ones go to the end, in their order.
   */
  void join(ProfileRecord record) {
    byte[] array = record.array();
    int traitCount = Traits.count(record);
    int entry = record.sectionOffset(Section.TRAITS) + Short.BYTES;
    int at = entry + traitCount * Traits.ENTRY_LENGTH;
    for (int i = 0; i < traitCount; i++, entry += Traits.ENTRY_LENGTH) {
      int keyLength = LittleEndian.getShort(array, entry);
      int valueLength = LittleEndian.getInt(array, entry + Traits.VALUE_LENGTH_OFFSET);
      long receiptMs = LittleEndian.getLong(array, entry + Traits.RECEIPT_OFFSET);
      int valueAt = at + 1 + keyLength + 2;
      key.wrap(array, at + 1, keyLength);
      value.wrap(array, valueAt, valueLength);
      put(key, value, receiptMs);
      at = valueAt + valueLength + 1;
    }
  }

  /** Sets a trait, unless a later value is there; a new one goes to the end. */
  void put(ByteSlice key, ByteSlice value, long receiptMs) {
    int bucket = bucket(key.array(), key.offset(), key.length());
    int index = buckets[bucket];
    if (index == NONE) {
      index = addKey(key, bucket);
    } else if (receiptsMs[index] > receiptMs) {
      return;
    } else if (isValue(index, value)) {
      receiptsMs[index] = receiptMs;
      return;
    }
    valueOffsets[index] = text.length();
    valueLengths[index] = value.length();
    receiptsMs[index] = receiptMs;
    text.put(value.array(), value.offset(), value.length());
  }

  /** Tells of each trait, once, whose value is another than the one loaded, to the byte. */
  void tellChanges(TraitMerge.Listener listener) {
    byte[] array = text.array();
    for (int i = 0; i < count; i++) {
      boolean isNew = i >= loadedCount;
      if (isNew || isReplaced(i)) {
        old.wrap(array, isNew ? 0 : loadedOffsets[i], isNew ? 0 : loadedLengths[i]);
        key.wrap(array, keyOffsets[i], keyLengths[i]);
        value.wrap(array, valueOffsets[i], valueLengths[i]);
        listener.traitChanges(key, old, value);
      }
    }
  }

  /** Replaces the record's traits by the table's. */
  void store(ProfileRecord record) {
    int tableLength = Short.BYTES + count * Traits.ENTRY_LENGTH;
    section.clear();
    byte[] table = section.reserve(tableLength);
    section.advance(tableLength);
    LittleEndian.putShort(table, 0, count);
    int entry = Short.BYTES;
    for (int i = 0; i < count; i++, entry += Traits.ENTRY_LENGTH) {
      LittleEndian.putShort(table, entry, keyLengths[i]);
      LittleEndian.putInt(table, entry + Traits.VALUE_LENGTH_OFFSET, valueLengths[i]);
      LittleEndian.putLong(table, entry + Traits.RECEIPT_OFFSET, receiptsMs[i]);
    }
    for (int i = 0; i < count; i++) {
      putMember(i);
    }
    record.replaceSection(Section.TRAITS, section.array(), 0, section.length());
  }

  private void putMember(int index) {
    if (index > 0) {
      section.put((byte) ',');
    }
    section.put((byte) '"');
    section.put(text.array(), keyOffsets[index], keyLengths[index]);
    section.put((byte) '"');
    section.put((byte) ':');
    section.put(text.array(), valueOffsets[index], valueLengths[index]);
  }

  private int addKey(ByteSlice newKey, int bucket) {
    int index = count++;
    if (index == receiptsMs.length) {
      grow();
    }
    keyOffsets[index] = text.length();
    keyLengths[index] = newKey.length();
    text.put(newKey.array(), newKey.offset(), newKey.length());
    buckets[bucket] = index;
    if (count * 2 > buckets.length) {
      rehash();
    }
    return index;
  }

  /** The bucket that holds the key, or the empty one where it would stand. */
  private int bucket(byte[] keys, int offset, int length) {
    int mask = buckets.length - 1;
    int at = (int) Hash64.hash(keys, offset, length, 0) & mask;
    while (buckets[at] != NONE && !isKey(buckets[at], keys, offset, length)) {
      at = (at + 1) & mask;
    }
    return at;
  }

  private boolean isKey(int index, byte[] keys, int offset, int length) {
    int at = keyOffsets[index];
    return keyLengths[index] == length
        && Arrays.equals(text.array(), at, at + length, keys, offset, offset + length);
  }

  private boolean isReplaced(int index) {
    old.wrap(text.array(), loadedOffsets[index], loadedLengths[index]);
    return valueOffsets[index] != loadedOffsets[index] && !isValue(index, old);
  }

  private boolean isValue(int index, ByteSlice other) {
    return other.isEqual(text.array(), valueOffsets[index], valueLengths[index]);
  }

  private void rehash() {
    buckets = new int[buckets.length * 2];
    Arrays.fill(buckets, NONE);
    for (int i = 0; i < count; i++) {
      buckets[bucket(text.array(), keyOffsets[i], keyLengths[i])] = i;
    }
  }

  private void grow() {
    int capacity = receiptsMs.length * 2;
    keyOffsets = Arrays.copyOf(keyOffsets, capacity);
    keyLengths = Arrays.copyOf(keyLengths, capacity);
    valueOffsets = Arrays.copyOf(valueOffsets, capacity);
    valueLengths = Arrays.copyOf(valueLengths, capacity);
    receiptsMs = Arrays.copyOf(receiptsMs, capacity);
  }
}
