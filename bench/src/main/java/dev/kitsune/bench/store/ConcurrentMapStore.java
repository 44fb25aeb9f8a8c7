package dev.kitsune.bench.store;

import dev.kitsune.engine.bytes.ByteSink;
import dev.kitsune.engine.store.RecordStore;
import java.util.Arrays;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.LongStream;

/** Records in a map of the heap; a write puts a new array, so that no reader sees half of it. */
final class ConcurrentMapStore implements RecordStore {
  /** A record's key. */
  record Key(long high, long low) {}

  private final ConcurrentMap<Key, byte[]> records;

  ConcurrentMapStore(ConcurrentMap<Key, byte[]> records) {
    this.records = records;
  }

  @Override
  public boolean read(long keyHigh, long keyLow, ByteSink target) {
    target.clear();
    byte[] record = records.get(new Key(keyHigh, keyLow));
    if (record == null) {
      return false;
    }
    target.put(record);
    return true;
  }

  @Override
  public void write(long keyHigh, long keyLow, byte[] record, int offset, int length) {
    records.put(new Key(keyHigh, keyLow), Arrays.copyOfRange(record, offset, offset + length));
  }

  @Override
  public void writeBack(long keyHigh, long keyLow, byte[] record, int offset, int length) {
    write(keyHigh, keyLow, record, offset, length);
  }

  @Override
  public boolean remove(long keyHigh, long keyLow) {
    return records.remove(new Key(keyHigh, keyLow)) != null;
  }

  @Override
  public long[] keys() {
    return records.keySet().stream()
        .flatMapToLong(key -> LongStream.of(key.high, key.low))
        .toArray();
  }

  @Override
  public long count() {
    return records.size();
  }

  @Override
  public void close() {
    records.clear();
  }
}
