package dev.kitsune.bench.profile;

import dev.kitsune.engine.bytes.ByteSink;
import dev.kitsune.engine.store.RecordStore;
import java.util.Arrays;

/** A store of one record, the last that was written. Owned by one thread. */
final class LastRecordStore implements RecordStore {
  private byte[] record = new byte[0];
  private long high;
  private long low;
  private boolean isThere;

  byte[] last() {
    if (!isThere) {
      throw new IllegalStateException("no record was written");
    }
    return record;
  }

  void clear() {
    isThere = false;
  }

  @Override
  public boolean read(long keyHigh, long keyLow, ByteSink target) {
    target.clear();
    if (!isOf(keyHigh, keyLow)) {
      return false;
    }
    target.put(record, 0, record.length);
    return true;
  }

  @Override
  public void write(long keyHigh, long keyLow, byte[] source, int offset, int length) {
    record = Arrays.copyOfRange(source, offset, offset + length);
    high = keyHigh;
    low = keyLow;
    isThere = true;
  }

  @Override
  public void writeBack(long keyHigh, long keyLow, byte[] source, int offset, int length) {
    write(keyHigh, keyLow, source, offset, length);
  }

  @Override
  public boolean remove(long keyHigh, long keyLow) {
    boolean wasThere = isOf(keyHigh, keyLow);
    isThere &= !wasThere;
    return wasThere;
  }

  @Override
  public long[] keys() {
    throw new UnsupportedOperationException("no benchmark lists keys");
  }

  @Override
  public long count() {
    return isThere ? 1 : 0;
  }

  @Override
  public void close() {
    isThere = false;
  }

  private boolean isOf(long keyHigh, long keyLow) {
    return isThere && keyHigh == high && keyLow == low;
  }
}
