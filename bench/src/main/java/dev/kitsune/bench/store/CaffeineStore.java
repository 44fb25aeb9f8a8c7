package dev.kitsune.bench.store;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.kitsune.engine.bytes.ByteSink;
import dev.kitsune.engine.store.RecordStore;
import java.util.Arrays;

/** Records in a Caffeine cache that is large enough to keep them all; a write puts a new array. */
final class CaffeineStore implements RecordStore {
  private record Key(long high, long low) {}

  private final Cache<Key, byte[]> records;

  CaffeineStore(long maxRecords) {
    records = Caffeine.newBuilder().maximumSize(2 * maxRecords).build();
  }

  @Override
  public boolean read(long keyHigh, long keyLow, ByteSink target) {
    target.clear();
    byte[] record = records.getIfPresent(new Key(keyHigh, keyLow));
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
    return records.asMap().remove(new Key(keyHigh, keyLow)) != null;
  }

  @Override
  public long[] keys() {
    throw new UnsupportedOperationException("no benchmark lists keys");
  }

  @Override
  public long count() {
    return records.asMap().size();
  }

  @Override
  public void close() {
    records.invalidateAll();
  }
}
