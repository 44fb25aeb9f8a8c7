package dev.kitsune.engine.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import net.openhft.chronicle.bytes.BytesStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PlaceIndexTest {
  private static final int ENTRY_LENGTH = 16 * 1024;

  private final RecordMapSizing sizing = RecordMapSizing.main(100, 1_024, 100_000);
  private final PlaceIndex places = new PlaceIndex(sizing, 100);
  private final BytesStore<?, Void> entries = BytesStore.nativeStore(40 * ENTRY_LENGTH);

  @AfterEach
  void free() {
    places.close();
    entries.releaseLast();
  }

  @Test
  void findsAValueOfEveryNumberOfChunks() {
    for (int chunks = 1; chunks <= sizing.chunksPerEntryMax(); chunks++) {
      long address = entry(0, 5, chunks, sizing.valueSize(chunks));
      places.put(5, chunks, address, sizing.valueSize(chunks));
      long place = places.find(5, chunks);
      assertEquals(address, PlaceIndex.address(place), "chunks: " + chunks);
      assertEquals(sizing.valueSize(chunks), places.valueSize(place));
      places.remove(5, chunks);
      assertEquals(PlaceIndex.NONE, places.find(5, chunks));
    }
  }

  @Test
  void forgetsOneKeyWhereNineShareALine() {
    int known = 0;
    for (int key = 0; key < 9; key++) {
      places.put(7, key, entry(key, 7, key, sizing.valueSize(3)), sizing.valueSize(3));
    }
    for (int key = 0; key < 9; key++) {
      long place = places.find(7, key);
      if (place != PlaceIndex.NONE) {
        assertEquals(address(key, sizing.valueSize(3)), PlaceIndex.address(place));
        known++;
      }
    }
    assertEquals(8, known);
  }

  @Test
  void findsNothingWhereAnotherKeyStandsByNow() {
    long address = entry(0, 7, 1, sizing.valueSize(3));
    places.put(7, 1, address, sizing.valueSize(3));
    entry(0, 7, 2, sizing.valueSize(3));
    assertEquals(PlaceIndex.NONE, places.find(7, 1));
    entry(0, 6, 1, sizing.valueSize(3));
    assertEquals(PlaceIndex.NONE, places.find(7, 1));
  }

  @Test
  void doesNotKeepAPlaceThatTheKeyDoesNotStandBefore() {
    long address = entry(0, 7, 1, sizing.valueSize(3));
    places.put(7, 1, address + 1, sizing.valueSize(3));
    assertEquals(PlaceIndex.NONE, places.find(7, 1));
    places.put(7, 1, address, sizing.valueSize(3));
    assertEquals(address, PlaceIndex.address(places.find(7, 1)));
  }

  @Test
  void keepsOtherKeysWhenOneIsRemoved() {
    long valueSize = sizing.valueSize(2);
    places.put(7, 1, entry(1, 7, 1, valueSize), valueSize);
    places.put(7, 2, entry(2, 7, 2, valueSize), valueSize);
    places.remove(7, 1);
    assertEquals(PlaceIndex.NONE, places.find(7, 1));
    assertEquals(address(2, valueSize), PlaceIndex.address(places.find(7, 2)));
  }

  /** Writes what Chronicle has before a value: the key, and the size by seven bits to the byte. */
  private long entry(int index, long keyHigh, long keyLow, long valueSize) {
    long at = (long) index * ENTRY_LENGTH;
    entries.writeLong(at, keyHigh);
    entries.writeLong(at + Long.BYTES, keyLow);
    return address(index, valueSize);
  }

  private long address(int index, long valueSize) {
    int sizeLength = valueSize < 1 << 7 ? 1 : valueSize < 1 << 14 ? 2 : 3;
    return entries.addressForRead((long) index * ENTRY_LENGTH) + 2 * Long.BYTES + sizeLength;
  }
}
