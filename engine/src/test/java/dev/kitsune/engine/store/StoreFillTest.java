package dev.kitsune.engine.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kitsune.engine.bytes.ByteSink;
import it.unimi.dsi.fastutil.ints.IntArrayList;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When a store counts as full: by records or by bytes, with room left for those that are there. */
final class StoreFillTest {
  private static final int AVERAGE_BYTES = 256;
  private static final int MAX_BYTES = 12_000;
  private static final double REFUSING = 0.95;
  private static final int ROUNDS_OF_GROWTH = 5;

  private final SplittableRandom random = new SplittableRandom(20_261_130);
  private final ByteSink sink = new ByteSink(1_024);
  private final byte[] record = new byte[MAX_BYTES];

  @ParameterizedTest(name = "records of {0} to {1} bytes, {2} at most")
  @CsvSource({
    "20, 60, 20000",
    "200, 300, 20000",
    "500, 640, 20000",
    "1000, 1600, 20000",
    "500, 640, 300",
    "1000, 1600, 300",
    "2000, 9000, 20000",
    "5000, 9000, 300"
  })
  void recordsThatAreThereGrowByAQuarterWhenNewOnesAreRefused(int from, int to, int maxRecords) {
    try (RecordStore store = new ChronicleRecordStore(maxRecords, AVERAGE_BYTES, MAX_BYTES)) {
      IntArrayList lengths = fill(store, from, to);
      assertTrue(!lengths.isEmpty() && lengths.size() <= maxRecords, lengths.size() + " records");
      for (int round = 1; round <= ROUNDS_OF_GROWTH; round++) {
        for (int key = 0; key < lengths.size(); key++) {
          int length = grown(lengths.getInt(key), round);
          store.write(key * 0x9E37_79B9_7F4A_7C15L, key, record, 0, length);
        }
      }
      for (int key = 0; key < lengths.size(); key++) {
        assertTrue(store.read(key * 0x9E37_79B9_7F4A_7C15L, key, sink));
        assertEquals(grown(lengths.getInt(key), ROUNDS_OF_GROWTH), sink.length());
      }
    }
  }

  /* By a quarter in the end. */
  private static int grown(int length, int round) {
    return length + (length * round + 4 * ROUNDS_OF_GROWTH - 1) / (4 * ROUNDS_OF_GROWTH);
  }

  @Test
  void shortRecordsFillTheirNumber() {
    try (RecordStore store = new ChronicleRecordStore(1_000, AVERAGE_BYTES, MAX_BYTES)) {
      assertEquals(950, fill(store, 20, 30).size());
    }
  }

  @Test
  void longRecordsCountByThemselves() {
    try (RecordStore store = new ChronicleRecordStore(1_000, AVERAGE_BYTES, MAX_BYTES)) {
      int count = fill(store, 8 * AVERAGE_BYTES, MAX_BYTES).size();
      assertTrue(count > 20 && count < 500, count + " long records");
      assertTrue(store.longFill() >= REFUSING, "long " + store.longFill());
      assertEquals(count / 1_000.0, store.fill());
      assertEquals(store.fill(), store.fill(4 * AVERAGE_BYTES));
      assertEquals(store.longFill(), store.fill(MAX_BYTES));
    }
  }

  @Test
  void usualRecordsLeaveThePlaceOfLongOnesEmpty() {
    try (RecordStore store = new ChronicleRecordStore(1_000, AVERAGE_BYTES, MAX_BYTES)) {
      fill(store, 20, 30);
      assertEquals(0, store.longFill());
      assertEquals(store.fill(), store.fill(MAX_BYTES));
    }
  }

  @Test
  void recordsOfTwiceTheAverageFillHalfTheirNumber() {
    try (RecordStore store = new ChronicleRecordStore(10_000, AVERAGE_BYTES, MAX_BYTES)) {
      int count = fill(store, 2 * AVERAGE_BYTES, 2 * AVERAGE_BYTES + 1).size();
      assertTrue(count > 5_000 && count < 7_000, count + " records");
    }
  }

  @Test
  void onTheHeapBytesAreCountedAsTheyComeAndGo() {
    try (RecordStore store = new HeapRecordStore(10, 100, MAX_BYTES)) {
      store.write(1, 1, record, 0, 400);
      assertEquals(0.4, store.fill());
      store.write(1, 1, record, 0, 500);
      store.write(1, 2, record, 0, 1);
      assertEquals(0.501, store.fill());
      store.write(1, 1, record, 0, 10);
      assertEquals(0.2, store.fill());
      store.write(1, 3, record, 0, 5_000);
      assertEquals(1, store.fill());
      store.remove(1, 3);
      assertEquals(0.2, store.fill());
      store.remove(1, 3);
      store.remove(1, 2);
      store.remove(1, 1);
      assertEquals(0, store.fill());
    }
  }

  @Test
  void onTheHeapWhatWasNotStoredIsNotCounted() {
    try (RecordStore store = new HeapRecordStore(10, 100, 2 * MAX_BYTES)) {
      store.write(1, 1, record, 0, 10);
      for (int key = 1; key <= 2; key++) {
        int low = key;
        assertThrows(
            IndexOutOfBoundsException.class, () -> store.write(1, low, record, 0, MAX_BYTES + 1));
      }
      assertEquals(1, store.count());
      store.remove(1, 1);
      assertEquals(0, store.fill());
    }
  }

  /** Adds records until one is refused; returns their lengths. */
  private IntArrayList fill(RecordStore store, int from, int to) {
    IntArrayList lengths = new IntArrayList();
    for (int length = from; store.fill(length) < REFUSING; length = random.nextInt(from, to)) {
      int key = lengths.size();
      store.add(key * 0x9E37_79B9_7F4A_7C15L, key, record, 0, length);
      lengths.add(length);
    }
    return lengths;
  }
}
