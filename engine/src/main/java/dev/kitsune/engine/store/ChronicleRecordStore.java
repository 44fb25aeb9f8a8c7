package dev.kitsune.engine.store;

import dev.kitsune.engine.bytes.ByteSink;
import dev.kitsune.engine.store.RecordMap.Replacement;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;

/**
 * Records off the heap, in Chronicle Map; lost when the process ends. Records of up to four to
 * eight times the average stand in a main map, longer ones in a smaller map of larger chunks, which
 * also takes what a full segment of the main map has no place for. A record is in one of the two.
 * Data plane.
 *
 * <p>Each thread that calls keeps about 10 kB of its own (contexts of the maps) until it ends: call
 * from a bounded number of threads, not from a new virtual thread per request. Needs the JVM flags
 * that {@link ChronicleFlags} checks.
 */
public final class ChronicleRecordStore implements RecordStore {
  private record Key(long high, long low) {}

  private static final int RECORD_BYTES_MAX = 16 * 1024 * 1024;

  private final CallGate gate = new CallGate();
  private final AtomicLong count = new AtomicLong();
  private final AtomicLong largeCount = new AtomicLong();
  private final ThreadLocal<RecordCall> calls = ThreadLocal.withInitial(RecordCall::new);
  private final long maxRecords;
  private final int maxRecordBytes;
  private final RecordMap main;
  private final RecordMap large;
  private final long mainLengthMax;
  private final long largeLengthMax;
  private boolean freed;

  /**
   * Reserves address space; memory is used as records come.
   *
   * @param maxRecords how many records the store takes
   * @param averageRecordBytes what most records need; the main map is laid out for it
   * @param maxRecordBytes the longest record, up to 16 MiB
   * @throws IllegalStateException if the JVM lacks a flag (the message is the line to add), or the
   *     machine has no such memory
   */
  public ChronicleRecordStore(long maxRecords, int averageRecordBytes, int maxRecordBytes) {
    this(maxRecords, averageRecordBytes, maxRecordBytes, true);
  }

  private ChronicleRecordStore(
      long maxRecords, int averageRecordBytes, int maxRecordBytes, boolean isLoaded) {
    check(maxRecords, averageRecordBytes, maxRecordBytes);
    this.maxRecords = maxRecords;
    this.maxRecordBytes = maxRecordBytes;
    ChronicleFlags.check();
    ChronicleNotices.silence();
    ChronicleClasses.define();
    RecordMapSizing mainSizing =
        RecordMapSizing.main(maxRecords, averageRecordBytes, maxRecordBytes);
    RecordMapSizing largeSizing =
        RecordMapSizing.large(maxRecords, averageRecordBytes, maxRecordBytes);
    long laidOut = RecordMapSizing.laidOutLength(maxRecords, averageRecordBytes);
    mainLengthMax = laidOut + (mainSizing.reservedLength() - laidOut) / 3;
    largeLengthMax = largeSizing.reservedLength() / 2;
    main = open("main", mainSizing, isLoaded ? maxRecords : 0);
    large = openLarge(largeSizing);
  }

  /** A store that is read and written, hardly loaded: it keeps no index of places. */
  public static ChronicleRecordStore ofRareLoads(
      long maxRecords, int averageRecordBytes, int maxRecordBytes) {
    return new ChronicleRecordStore(maxRecords, averageRecordBytes, maxRecordBytes, false);
  }

  @Override
  public boolean read(long keyHigh, long keyLow, ByteSink target) {
    target.clear();
    int cell = gate.enter();
    try {
      RecordCall call = calls.get().key(keyHigh, keyLow);
      return main.read(call, target) || (hasLarge() && large.read(call, target));
    } finally {
      gate.leave(cell);
    }
  }

  @Override
  public boolean load(long keyHigh, long keyLow, ByteSink target) {
    target.clear();
    int cell = gate.enter();
    try {
      RecordCall call = calls.get().key(keyHigh, keyLow);
      return main.load(call, target) || (hasLarge() && large.read(call, target));
    } finally {
      gate.leave(cell);
    }
  }

  @Override
  public void write(long keyHigh, long keyLow, byte[] record, int offset, int length) {
    int cell = gate.enter();
    try {
      write(calls.get().key(keyHigh, keyLow), record, offset, length);
    } finally {
      gate.leave(cell);
    }
  }

  @Override
  public void add(long keyHigh, long keyLow, byte[] record, int offset, int length) {
    int cell = gate.enter();
    try {
      RecordCall call = calls.get().key(keyHigh, keyLow);
      call.record().wrap(record, offset, length);
      if (length > maxRecordBytes) {
        throw tooLong(call);
      }
      insertNew(call, length <= main.recordLengthMax());
    } finally {
      gate.leave(cell);
    }
  }

  @Override
  public void writeBack(long keyHigh, long keyLow, byte[] record, int offset, int length) {
    int cell = gate.enter();
    try {
      RecordCall call = calls.get();
      call.record().wrap(record, offset, length);
      if (!call.isHolding(keyHigh, keyLow) || !main.writeHeld(call)) {
        write(call.key(keyHigh, keyLow), record, offset, length);
      }
    } finally {
      gate.leave(cell);
    }
  }

  @Override
  public boolean remove(long keyHigh, long keyLow) {
    int cell = gate.enter();
    try {
      RecordCall call = calls.get().key(keyHigh, keyLow);
      boolean removed = main.remove(call) || (hasLarge() && removeLarge(call));
      if (removed) {
        count.getAndDecrement();
      }
      return removed;
    } finally {
      gate.leave(cell);
    }
  }

  /* The main map first: what moves to the other meanwhile is found there, and left out here. */
  @Override
  public long[] keys() {
    int cell = gate.enter();
    try {
      LongStream.Builder keys = LongStream.builder();
      Set<Key> larges = new HashSet<>();
      long[] mains = main.keys();
      long[] others = large.keys();
      for (int i = 0; i < others.length; i += 2) {
        keys.add(others[i]).add(others[i + 1]);
        larges.add(new Key(others[i], others[i + 1]));
      }
      for (int i = 0; i < mains.length; i += 2) {
        if (!larges.contains(new Key(mains[i], mains[i + 1]))) {
          keys.add(mains[i]).add(mains[i + 1]);
        }
      }
      return keys.build().toArray();
    } finally {
      gate.leave(cell);
    }
  }

  @Override
  public long count() {
    int cell = gate.enter();
    try {
      return count.get();
    } finally {
      gate.leave(cell);
    }
  }

  @Override
  public double fill() {
    return fill(0);
  }

  /*
   * Of less than what is reserved: segments fill unevenly, and the records that are there must find
   * room to grow when new ones do not any more.
   */
  @Override
  public double fill(int recordLength) {
    int cell = gate.enter();
    try {
      double ofRecords = (double) count.get() / maxRecords;
      double ofMain = (double) main.usedLength() / mainLengthMax;
      double ofLarge = recordLength <= main.recordLengthMax() ? 0 : shareOfLarge();
      return Math.min(1, Math.max(ofRecords, Math.max(ofMain, ofLarge)));
    } finally {
      gate.leave(cell);
    }
  }

  @Override
  public double longFill() {
    int cell = gate.enter();
    try {
      return Math.min(1, shareOfLarge());
    } finally {
      gate.leave(cell);
    }
  }

  @Override
  public synchronized void close() {
    gate.closeAndDrain();
    if (!freed) {
      freed = true;
      main.close();
      large.close();
    }
  }

  private void write(RecordCall call, byte[] record, int offset, int length) {
    call.record().wrap(record, offset, length);
    if (length <= main.recordLengthMax()) {
      writeShort(call);
    } else {
      writeLong(call);
    }
  }

  private void writeShort(RecordCall call) {
    Replacement replacement = main.replace(call);
    if (replacement == Replacement.FULL) {
      insertLarge(call);
      main.remove(call);
    } else if (replacement == Replacement.ABSENT) {
      writeShortAbsentInMain(call);
    }
  }

  private void writeShortAbsentInMain(RecordCall call) {
    if (!hasLarge() || !large.contains(call)) {
      insertNew(call, true);
    } else if (main.insert(call)) {
      removeLarge(call);
    } else if (large.replace(call) == Replacement.FULL) {
      throw full(call);
    }
  }

  private void writeLong(RecordCall call) {
    if (call.record().length() > maxRecordBytes) {
      throw tooLong(call);
    }
    Replacement replacement = large.replace(call);
    if (replacement == Replacement.FULL) {
      throw full(call);
    }
    if (replacement == Replacement.DONE) {
      return;
    }
    if (main.contains(call)) {
      insertLarge(call);
      main.remove(call);
    } else {
      insertNew(call, false);
    }
  }

  private void insertNew(RecordCall call, boolean fitsMain) {
    if (count.incrementAndGet() > maxRecords) {
      count.getAndDecrement();
      throw full(call);
    }
    if (fitsMain && main.insert(call)) {
      return;
    }
    try {
      insertLarge(call);
    } catch (StoreFullException full) {
      count.getAndDecrement();
      throw full;
    }
  }

  private void insertLarge(RecordCall call) {
    largeCount.getAndIncrement();
    if (!large.insert(call)) {
      largeCount.getAndDecrement();
      throw full(call);
    }
  }

  private boolean removeLarge(RecordCall call) {
    boolean removed = large.remove(call);
    if (removed) {
      largeCount.getAndDecrement();
    }
    return removed;
  }

  private double shareOfLarge() {
    return (double) large.usedLength() / largeLengthMax;
  }

  /** Whether the large map is worth asking; a thread's own records are always counted. */
  private boolean hasLarge() {
    return largeCount.get() != 0;
  }

  private StoreFullException full(RecordCall call) {
    return new StoreFullException(
        "The store has no room: records="
            + count.get()
            + ", maxRecords="
            + maxRecords
            + ", recordBytes="
            + call.record().length());
  }

  private StoreFullException tooLong(RecordCall call) {
    return new StoreFullException(
        "A record must be at most maxRecordBytes long: recordBytes="
            + call.record().length()
            + ", maxRecordBytes="
            + maxRecordBytes);
  }

  private RecordMap openLarge(RecordMapSizing sizing) {
    try {
      return open("large", sizing, 0);
    } catch (IllegalStateException noMemory) {
      main.close();
      throw noMemory;
    }
  }

  private static RecordMap open(String name, RecordMapSizing sizing, long placeCount) {
    try {
      return new RecordMap(name, sizing, placeCount);
    } catch (OutOfMemoryError error) {
      throw new IllegalStateException(
          "The machine has no memory for the " + name + " map: " + sizing, error);
    }
  }

  private static void check(long maxRecords, int averageRecordBytes, int maxRecordBytes) {
    require(maxRecords > 0, "maxRecords must be positive: ", maxRecords);
    require(averageRecordBytes > 0, "averageRecordBytes must be positive: ", averageRecordBytes);
    require(
        maxRecordBytes >= averageRecordBytes && maxRecordBytes <= RECORD_BYTES_MAX,
        "maxRecordBytes must lie between averageRecordBytes and 16 MiB: ",
        maxRecordBytes);
  }

  private static void require(boolean condition, String rule, long value) {
    if (!condition) {
      throw new IllegalArgumentException(rule + value);
    }
  }
}
