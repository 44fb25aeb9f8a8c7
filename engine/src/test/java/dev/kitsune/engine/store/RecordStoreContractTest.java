package dev.kitsune.engine.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kitsune.engine.bytes.ByteSink;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What every RecordStore does. */
class RecordStoreContractTest {
  private static final int AVERAGE_BYTES = 256;
  private static final int MAX_BYTES = 10_000;
  private static final long HIGH = 0x0123_4567_89AB_CDEFL;

  /** The stores under the contract. */
  enum Kind {
    CHRONICLE {
      @Override
      RecordStore open(long maxRecords) {
        return new ChronicleRecordStore(maxRecords, AVERAGE_BYTES, MAX_BYTES);
      }
    },
    HEAP {
      @Override
      RecordStore open(long maxRecords) {
        return new HeapRecordStore(maxRecords, MAX_BYTES);
      }
    };

    abstract RecordStore open(long maxRecords);
  }

  private final List<RecordStore> opened = new ArrayList<>();
  private final ByteSink sink = new ByteSink(16);

  @AfterEach
  void closeStores() {
    opened.forEach(RecordStore::close);
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void readsWhatWasWritten(Kind kind) {
    RecordStore store = open(kind, 10);
    byte[] record = {9, 1, 2, 3, 9};
    store.write(HIGH, 7, record, 1, 3);
    record[1] = 77;
    assertArrayEquals(new byte[] {1, 2, 3}, read(store, 7));
    assertEquals(1, store.count());
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void addsRecordsOfEveryLength(Kind kind) {
    RecordStore store = open(kind, 1_000);
    SplittableRandom random = new SplittableRandom(2);
    List<byte[]> records = new ArrayList<>();
    for (int length : lengths()) {
      byte[] record = bytes(random, length);
      store.add(HIGH, length, record, 0, length);
      records.add(record);
      assertArrayEquals(record, read(store, length));
      assertTrue(length < 200 || store.remove(HIGH, length));
    }
    assertEquals(200, store.count());
    store.write(HIGH, 7, records.get(9), 0, 9);
    assertArrayEquals(records.get(9), read(store, 7));
    assertEquals(200, store.count());
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void refusesToAddWhatHasNoRoom(Kind kind) {
    RecordStore store = open(kind, 2);
    store.add(HIGH, 1, new byte[] {1}, 0, 1);
    store.add(HIGH, 2, new byte[] {2}, 0, 1);
    assertThrows(StoreFullException.class, () -> store.add(HIGH, 3, new byte[] {3}, 0, 1));
    assertEquals(2, store.count());
    assertFalse(store.read(HIGH, 3, sink));
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void emptiesTheTargetWhenThereIsNoRecord(Kind kind) {
    RecordStore store = open(kind, 10);
    sink.put(new byte[] {1, 2, 3});
    assertFalse(store.read(HIGH, 1, sink));
    assertEquals(0, sink.length());
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void tellsKeysApartByEachHalf(Kind kind) {
    RecordStore store = open(kind, 10);
    store.write(1, 2, new byte[] {12}, 0, 1);
    store.write(2, 1, new byte[] {21}, 0, 1);
    store.write(1, 1, new byte[] {11}, 0, 1);
    assertTrue(store.read(2, 1, sink));
    assertArrayEquals(new byte[] {21}, sink.toBytes());
    assertFalse(store.read(2, 2, sink));
    assertEquals(3, store.count());
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void keepsRecordsOfEveryLengthWhenInsertedAndWhenReplaced(Kind kind) {
    RecordStore store = open(kind, 1_000);
    SplittableRandom random = new SplittableRandom(1);
    for (int length : lengths()) {
      byte[] record = bytes(random, length);
      store.write(HIGH, length, record, 0, length);
      assertArrayEquals(record, read(store, length));
      store.write(HIGH, -1, record, 0, length);
      assertArrayEquals(record, read(store, -1));
      assertTrue(length < 200 || store.remove(HIGH, length));
    }
    assertEquals(200 + 1, store.count());
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void writesBackWhatWasReadAtEveryChangeOfLength(Kind kind) {
    RecordStore store = open(kind, 100);
    SplittableRandom random = new SplittableRandom(11);
    Map<Long, byte[]> model = new HashMap<>();
    for (int round = 0; round < 20_000; round++) {
      long key = random.nextInt(20);
      boolean isThere = store.load(HIGH, key, sink);
      assertArrayEquals(model.get(key), isThere ? sink.toBytes() : null);
      if (random.nextInt(10) == 0) {
        store.load(HIGH, random.nextInt(20), sink);
      }
      byte[] record = bytes(random, random.nextInt(random.nextInt(8) == 0 ? MAX_BYTES : 900));
      store.writeBack(HIGH, key, record, 0, record.length);
      model.put(key, record);
    }
    assertEquals(model.size(), store.count());
    model.forEach(
        (key, record) -> {
          assertTrue(store.read(HIGH, key, sink));
          assertArrayEquals(record, sink.toBytes());
        });
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void writesBackNothingLongerThanTheMaximum(Kind kind) {
    RecordStore store = open(kind, 10);
    byte[] record = bytes(new SplittableRandom(12), MAX_BYTES + 1);
    store.write(HIGH, 1, record, 0, MAX_BYTES);
    assertTrue(store.load(HIGH, 1, sink));
    assertThrows(
        StoreFullException.class, () -> store.writeBack(HIGH, 1, record, 0, MAX_BYTES + 1));
    assertTrue(store.read(HIGH, 1, sink));
    assertEquals(MAX_BYTES, sink.length());
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void takesRecordsUpToTheMaximumLength(Kind kind) {
    RecordStore store = open(kind, 10);
    byte[] record = bytes(new SplittableRandom(2), MAX_BYTES + 1);
    store.write(HIGH, 1, record, 0, MAX_BYTES - 1);
    assertEquals(MAX_BYTES - 1, read(store, 1).length);
    store.write(HIGH, 1, record, 0, MAX_BYTES);
    assertEquals(MAX_BYTES, read(store, 1).length);
    assertThrows(StoreFullException.class, () -> store.write(HIGH, 1, record, 0, MAX_BYTES + 1));
    assertThrows(StoreFullException.class, () -> store.write(HIGH, 2, record, 0, MAX_BYTES + 1));
    assertEquals(MAX_BYTES, read(store, 1).length);
    assertEquals(1, store.count());
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void growsAndShrinksARecordStepByStep(Kind kind) {
    RecordStore store = open(kind, 10);
    byte[] record = bytes(new SplittableRandom(3), MAX_BYTES);
    store.write(HIGH, 2, record, 0, 100);
    for (int length = 0; length <= MAX_BYTES; length += 37) {
      store.write(HIGH, 1, record, 0, length);
      assertEquals(length, read(store, 1).length);
    }
    for (int length = MAX_BYTES; length >= 0; length -= 41) {
      store.write(HIGH, 1, record, 1, Math.max(0, length - 1));
      assertEquals(Math.max(0, length - 1), read(store, 1).length);
    }
    assertEquals(2, store.count());
    assertEquals(100, read(store, 2).length);
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void removesShortAndLongRecordsOnce(Kind kind) {
    RecordStore store = open(kind, 10);
    byte[] record = new byte[MAX_BYTES];
    store.write(HIGH, 1, record, 0, 10);
    store.write(HIGH, 2, record, 0, MAX_BYTES);
    assertTrue(store.remove(HIGH, 1));
    assertTrue(store.remove(HIGH, 2));
    assertFalse(store.remove(HIGH, 1));
    assertFalse(store.remove(HIGH, 2));
    assertFalse(store.read(HIGH, 1, sink));
    assertFalse(store.read(HIGH, 2, sink));
    assertEquals(0, store.count());
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void refusesOneRecordMoreThanTheMaximum(Kind kind) {
    RecordStore store = open(kind, 1_000);
    byte[] record = bytes(new SplittableRandom(4), AVERAGE_BYTES);
    for (int key = 0; key < 1_000; key++) {
      store.write(HIGH, key, record, 0, record.length);
    }
    assertEquals(1_000, store.count());
    StoreFullException full =
        assertThrows(StoreFullException.class, () -> store.write(HIGH, 1_000, record, 0, 1));
    assertTrue(full.toString().contains("maxRecords=1000"), full.toString());
    assertFalse(store.read(HIGH, 1_000, sink));
    assertEquals(1_000, store.count());
    store.write(HIGH, 5, record, 0, 17);
    assertEquals(17, read(store, 5).length);
    assertTrue(store.remove(HIGH, 6));
    store.write(HIGH, 1_000, record, 0, 1);
    assertEquals(1_000, store.count());
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void agreesWithAHashMapOverRandomOperations(Kind kind) {
    RecordStore store = open(kind, 300);
    Map<Long, byte[]> model = new HashMap<>();
    SplittableRandom random = new SplittableRandom(5);
    for (int step = 0; step < 40_000; step++) {
      long key = random.nextInt(400);
      int action = random.nextInt(10);
      if (action < 6) {
        writeBoth(store, model, key, bytes(random, length(random)));
      } else if (action < 8) {
        boolean isThere = action == 6 ? store.read(HIGH, key, sink) : store.load(HIGH, key, sink);
        assertArrayEquals(model.get(key), isThere ? sink.toBytes() : null);
      } else {
        assertEquals(model.remove(key) != null, store.remove(HIGH, key));
      }
      assertEquals(model.size(), store.count());
    }
    model.forEach((key, record) -> assertArrayEquals(record, read(store, key)));
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void servesManyThreadsOnTheirOwnKeys(Kind kind) throws Exception {
    RecordStore store = open(kind, 8 * 64);
    ExecutorService threads = Executors.newFixedThreadPool(8);
    List<Future<?>> runs = new ArrayList<>();
    for (int thread = 0; thread < 8; thread++) {
      int own = thread;
      runs.add(threads.submit(() -> writeAndReadBack(store, own)));
    }
    for (Future<?> run : runs) {
      run.get(20, TimeUnit.SECONDS);
    }
    threads.shutdown();
    assertEquals(8 * 64, store.count());
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void servesAnInterruptedThread(Kind kind) {
    RecordStore store = open(kind, 10);
    Thread.currentThread().interrupt();
    try {
      store.write(HIGH, 1, new byte[] {1}, 0, 1);
      store.write(HIGH, 1, new byte[500], 0, 500);
      assertEquals(500, read(store, 1).length);
      assertTrue(store.remove(HIGH, 1));
    } finally {
      assertTrue(Thread.interrupted());
    }
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void refusesEveryCallOnceClosed(Kind kind) {
    RecordStore store = open(kind, 10);
    store.write(HIGH, 1, new byte[] {1}, 0, 1);
    store.close();
    assertDoesNotThrow(store::close);
    assertThrows(IllegalStateException.class, () -> store.read(HIGH, 1, sink));
    assertThrows(IllegalStateException.class, () -> store.load(HIGH, 1, sink));
    assertThrows(IllegalStateException.class, () -> store.write(HIGH, 1, new byte[1], 0, 1));
    assertThrows(IllegalStateException.class, () -> store.remove(HIGH, 1));
    assertThrows(IllegalStateException.class, store::count);
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void keepsTwoStoresOfOneJvmApart(Kind kind) {
    RecordStore first = open(kind, 10);
    RecordStore second = open(kind, 10);
    first.write(HIGH, 1, new byte[] {1}, 0, 1);
    second.write(HIGH, 1, new byte[] {2}, 0, 1);
    first.close();
    assertArrayEquals(new byte[] {2}, read(second, 1));
    assertEquals(1, second.count());
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void freesItsMemoryOnlyAfterTheLastCallWhenClosedInMidFlight(Kind kind) throws Exception {
    for (int round = 0; round < 20; round++) {
      RecordStore store = open(kind, 1_000);
      ExecutorService threads = Executors.newFixedThreadPool(6);
      List<Future<?>> runs = new ArrayList<>();
      for (int thread = 0; thread < 6; thread++) {
        int own = thread;
        runs.add(threads.submit(() -> callUntilClosed(store, own)));
      }
      read(store, 0, 1_000);
      Future<?> twin = threads.submit(store::close);
      store.close();
      for (Future<?> run : runs) {
        run.get(20, TimeUnit.SECONDS);
      }
      twin.get(20, TimeUnit.SECONDS);
      threads.shutdown();
    }
  }

  private void read(RecordStore store, long key, int times) {
    for (int time = 0; time < times; time++) {
      store.read(HIGH, key, sink);
    }
  }

  /** Ends when a call is refused; anything but a refusal fails the test through the future. */
  private static void callUntilClosed(RecordStore store, int thread) {
    ByteSink target = new ByteSink(MAX_BYTES);
    byte[] record = new byte[MAX_BYTES];
    try {
      for (int step = 0; ; step++) {
        long key = thread + 6L * (step % 50);
        store.write(HIGH, key, record, 0, step * 31 % MAX_BYTES);
        assertTrue(store.load(HIGH, key, target));
        store.remove(HIGH, key);
      }
    } catch (IllegalStateException closed) {
      assertEquals("The store is closed.", closed.getMessage());
    }
  }

  private static void writeAndReadBack(RecordStore store, int thread) {
    SplittableRandom random = new SplittableRandom(thread);
    ByteSink target = new ByteSink(MAX_BYTES);
    Map<Long, byte[]> model = new HashMap<>();
    for (int step = 0; step < 3_000; step++) {
      long key = thread + 8L * (step % 64);
      byte[] expected = model.get(key);
      assertArrayEquals(expected, store.load(HIGH, key, target) ? target.toBytes() : null);
      byte[] record = bytes(random, length(random));
      store.write(HIGH, key, record, 0, record.length);
      model.put(key, record);
    }
  }

  private static void writeBoth(
      RecordStore store, Map<Long, byte[]> model, long key, byte[] record) {
    if (model.size() < 300 || model.containsKey(key)) {
      store.write(HIGH, key, record, 0, record.length);
      model.put(key, record);
    } else {
      assertThrows(
          StoreFullException.class, () -> store.write(HIGH, key, record, 0, record.length));
    }
  }

  /** Mostly around the average, now and then long. */
  private static int length(SplittableRandom random) {
    int bound = random.nextInt(20) == 0 ? MAX_BYTES + 1 : 2 * AVERAGE_BYTES;
    return random.nextInt(bound);
  }

  /** Each length of the first steps, then those around powers of two and steps of both maps. */
  private static List<Integer> lengths() {
    List<Integer> lengths = new ArrayList<>();
    for (int length = 0; length <= 300; length++) {
      lengths.add(length);
    }
    for (int step = 512; step < MAX_BYTES; step += 256) {
      for (int length = step - 26; length <= step + 2; length++) {
        lengths.add(length);
      }
    }
    return lengths;
  }

  private static byte[] bytes(SplittableRandom random, int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  private byte[] read(RecordStore store, long key) {
    assertTrue(store.read(HIGH, key, sink), () -> "no record of key " + key);
    return sink.toBytes();
  }

  private RecordStore open(Kind kind, long maxRecords) {
    RecordStore store = kind.open(maxRecords);
    opened.add(store);
    return store;
  }
}
