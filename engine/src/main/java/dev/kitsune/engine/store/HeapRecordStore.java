package dev.kitsune.engine.store;

import dev.kitsune.engine.bytes.ByteSink;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * Records on the heap, in a HashMap under one lock; needs no JVM flags. The oracle for the other
 * stores, and enough for tests and small numbers of profiles. Data plane.
 */
public final class HeapRecordStore implements RecordStore {
  /* Room to grow in, as a share of a record's length, so that most rewrites allocate nothing. */
  private static final int ROOM_SHARE = 8;

  private final long maxRecords;
  private final long lengthMax;
  private final int maxRecordBytes;
  private final Map<Key, ByteSink> records = new HashMap<>();
  private final Key probe = new Key();
  private long length;
  private boolean closed;

  /**
   * Takes memory as records come.
   *
   * @param maxRecords how many records the store takes
   * @param averageRecordBytes what most records need; {@link #fill} counts by it
   * @param maxRecordBytes the longest record
   */
  public HeapRecordStore(long maxRecords, int averageRecordBytes, int maxRecordBytes) {
    if (maxRecords <= 0 || averageRecordBytes <= 0 || maxRecordBytes <= 0) {
      throw new IllegalArgumentException(
          "maxRecords, averageRecordBytes and maxRecordBytes must be positive: "
              + maxRecords
              + ", "
              + averageRecordBytes
              + ", "
              + maxRecordBytes);
    }
    this.maxRecords = maxRecords;
    this.maxRecordBytes = maxRecordBytes;
    lengthMax = maxRecords * averageRecordBytes;
  }

  /** A store whose records may all be as long as the longest. */
  public HeapRecordStore(long maxRecords, int maxRecordBytes) {
    this(maxRecords, maxRecordBytes, maxRecordBytes);
  }

  @Override
  public synchronized boolean read(long keyHigh, long keyLow, ByteSink target) {
    target.clear();
    ByteSink record = find(keyHigh, keyLow);
    if (record == null) {
      return false;
    }
    target.put(record.array(), 0, record.length());
    return true;
  }

  @Override
  public synchronized void write(
      long keyHigh, long keyLow, byte[] record, int offset, int newLength) {
    ByteSink known = find(keyHigh, keyLow);
    if (newLength > maxRecordBytes || (known == null && records.size() >= maxRecords)) {
      throw full(newLength);
    }
    int oldLength = known == null ? 0 : known.length();
    if (known == null || known.array().length < newLength) {
      ByteSink roomier = new ByteSink(newLength + newLength / ROOM_SHARE);
      roomier.put(record, offset, newLength);
      records.put(new Key().set(keyHigh, keyLow), roomier);
    } else {
      known.clear();
      known.put(record, offset, newLength);
    }
    length += newLength - oldLength;
  }

  @Override
  public void writeBack(long keyHigh, long keyLow, byte[] record, int offset, int length) {
    write(keyHigh, keyLow, record, offset, length);
  }

  @Override
  public synchronized boolean remove(long keyHigh, long keyLow) {
    checkOpen();
    ByteSink removed = records.remove(probe.set(keyHigh, keyLow));
    length -= removed == null ? 0 : removed.length();
    return removed != null;
  }

  @Override
  public synchronized long[] keys() {
    checkOpen();
    return records.keySet().stream()
        .flatMapToLong(key -> LongStream.of(key.high, key.low))
        .toArray();
  }

  @Override
  public synchronized long count() {
    checkOpen();
    return records.size();
  }

  @Override
  public synchronized double fill() {
    checkOpen();
    double ofRecords = (double) records.size() / maxRecords;
    return Math.min(1, Math.max(ofRecords, (double) length / lengthMax));
  }

  @Override
  public synchronized void close() {
    closed = true;
    records.clear();
  }

  private @Nullable ByteSink find(long keyHigh, long keyLow) {
    checkOpen();
    return records.get(probe.set(keyHigh, keyLow));
  }

  private void checkOpen() {
    if (closed) {
      throw new IllegalStateException("The store is closed.");
    }
  }

  private StoreFullException full(int length) {
    return new StoreFullException(
        "The store has no room: records="
            + records.size()
            + ", maxRecords="
            + maxRecords
            + ", recordBytes="
            + length
            + ", maxRecordBytes="
            + maxRecordBytes);
  }

  /** Sixteen bytes that can be looked up without being allocated. */
  private static final class Key {
    private long high;
    private long low;

    Key set(long newHigh, long newLow) {
      high = newHigh;
      low = newLow;
      return this;
    }

    @Override
    public int hashCode() {
      return Long.hashCode(high ^ low);
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Key key && key.high == high && key.low == low;
    }
  }
}
