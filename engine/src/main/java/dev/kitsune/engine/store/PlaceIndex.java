package dev.kitsune.engine.store;

import net.openhft.chronicle.bytes.BytesStore;
import net.openhft.chronicle.core.Memory;
import net.openhft.chronicle.core.OS;

/**
 * Where the values of a {@link RecordMap} stand, so that most loads touch one line of this index
 * and the record instead of asking Chronicle. It forgets when a bucket overflows, and is never
 * wrong: a word is only written by the thread that is alone with the key, the same that clears it
 * before the value moves or goes, and the key that stands before the value is compared on each
 * find. Threads with other keys may overwrite a bucket's words at any time; a word lost that way
 * costs a search, nothing else.
 *
 * <p>A bucket is a line of eight words; a word is 0 or a place:
 *
 * <pre>
 *  63              16 15         10 9     0
 *  +-----------------+-------------+-------+
 *  | value's address | chunks - 1  | tag   |
 *  +-----------------+-------------+-------+
 * </pre>
 *
 * Off the heap, 16 to 32 bytes per place, all of it touched at once. Safe for any thread under the
 * rule above; not to be used once closed. Data plane.
 */
final class PlaceIndex {
  /** Says that the place is not known. */
  static final long NONE = 0;

  private static final Memory MEMORY = OS.memory();
  private static final int WORD_COUNT = 8;
  private static final int LINE_LENGTH = WORD_COUNT * Long.BYTES;
  private static final int RECORDS_PER_LINE = 4;
  private static final long LINE_COUNT_MAX = 1L << 32;
  private static final int ADDRESS_SHIFT = 16;
  private static final int CHUNKS_SHIFT = 10;
  private static final int CHUNKS_MASK = 63;
  private static final int TAG_MASK = (1 << CHUNKS_SHIFT) - 1;
  private static final int STOP_BITS = 7;

  private final RecordMapSizing sizing;
  private final BytesStore<?, Void> store;
  private final long lines;
  private final long lineMask;

  /**
   * @param placeCount of how many records places are kept, give or take; 0 for a few
   */
  PlaceIndex(RecordMapSizing sizing, long placeCount) {
    this.sizing = sizing;
    long lineCount = lineCount(placeCount);
    lineMask = lineCount - 1;
    store = BytesStore.nativeStore((lineCount + 1) * LINE_LENGTH);
    lines = (store.addressForRead(0) + LINE_LENGTH - 1) & -LINE_LENGTH;
  }

  /** The place of a key's value, to be taken apart below, or {@link #NONE}. */
  long find(long keyHigh, long keyLow) {
    long line = line(keyHigh);
    long tag = tag(keyLow);
    for (long at = line; at < line + LINE_LENGTH; at += Long.BYTES) {
      long place = MEMORY.readLong(at);
      if ((place & TAG_MASK) == tag && place != NONE && isKeyAt(place, keyHigh, keyLow)) {
        return place;
      }
    }
    return NONE;
  }

  /**
   * Notes where a key's value stands, found or written just now by the thread that is alone with
   * the key and had not found it here. Does nothing where the key does not stand before the value
   * as expected, as may be in another version of Chronicle Map.
   */
  void put(long keyHigh, long keyLow, long address, long valueSize) {
    long place = place(keyLow, address, valueSize);
    if (!isKeyAt(place, keyHigh, keyLow)) {
      return;
    }
    long line = line(keyHigh);
    for (long at = line; at < line + LINE_LENGTH; at += Long.BYTES) {
      if (MEMORY.readLong(at) == NONE) {
        MEMORY.writeLong(at, place);
        return;
      }
    }
    MEMORY.writeLong(line + (keyHigh >>> 61) * Long.BYTES, place);
  }

  /** Forgets a key, before its value moves or goes. */
  void remove(long keyHigh, long keyLow) {
    long line = line(keyHigh);
    long tag = tag(keyLow);
    for (long at = line; at < line + LINE_LENGTH; at += Long.BYTES) {
      long place = MEMORY.readLong(at);
      if ((place & TAG_MASK) == tag && place != NONE && isKeyAt(place, keyHigh, keyLow)) {
        MEMORY.writeLong(at, NONE);
      }
    }
  }

  /** Where the value begins. */
  static long address(long place) {
    return place >>> ADDRESS_SHIFT;
  }

  /** Bytes of the value, room to grow included. */
  long valueSize(long place) {
    return sizing.valueSize(((int) place >>> CHUNKS_SHIFT & CHUNKS_MASK) + 1);
  }

  /** Frees the memory. */
  void close() {
    store.releaseLast();
  }

  private long place(long keyLow, long address, long valueSize) {
    long chunks = sizing.chunksOf(valueSize);
    return address << ADDRESS_SHIFT | (chunks - 1) << CHUNKS_SHIFT | tag(keyLow);
  }

  /** Before a value stand its key and, seven bits to the byte, its size. */
  private boolean isKeyAt(long place, long keyHigh, long keyLow) {
    int sizeLength = 1;
    for (long rest = valueSize(place) >>> STOP_BITS; rest != 0; rest >>>= STOP_BITS) {
      sizeLength++;
    }
    long key = address(place) - sizeLength - RecordCall.KEY_LENGTH;
    return MEMORY.readLong(key) == keyHigh && MEMORY.readLong(key + Long.BYTES) == keyLow;
  }

  private long line(long keyHigh) {
    return lines + (keyHigh & lineMask) * LINE_LENGTH;
  }

  private static long tag(long keyLow) {
    return keyLow >>> (Long.SIZE - CHUNKS_SHIFT);
  }

  private static long lineCount(long records) {
    long atLeast = Math.min(LINE_COUNT_MAX, Math.max(1, records / RECORDS_PER_LINE));
    return Long.highestOneBit(2 * atLeast - 1);
  }
}
