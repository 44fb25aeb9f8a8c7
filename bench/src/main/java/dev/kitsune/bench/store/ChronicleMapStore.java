package dev.kitsune.bench.store;

import dev.kitsune.engine.bytes.ByteSink;
import dev.kitsune.engine.store.ChronicleRecordStore;
import dev.kitsune.engine.store.RecordStore;
import java.nio.ByteBuffer;
import java.util.Arrays;
import net.openhft.chronicle.map.ChronicleMap;

/**
 * Records in a bare Chronicle Map as its manual shows it: {@code getUsing} and {@code put} of byte
 * arrays, of which a put does not return the old one. Owned by one thread.
 */
final class ChronicleMapStore implements RecordStore {
  private static final int KEY_LENGTH = 2 * Long.BYTES;

  private final byte[] key = new byte[KEY_LENGTH];
  private final ByteBuffer keyWords = ByteBuffer.wrap(key);
  private final ChronicleMap<byte[], byte[]> records;
  private byte[] value = new byte[0];

  ChronicleMapStore(long maxRecords, int recordBytes) {
    /* Defines the class that Chronicle would otherwise have to compile, for which flags lack. */
    new ChronicleRecordStore(1, recordBytes, recordBytes).close();
    records =
        ChronicleMap.of(byte[].class, byte[].class)
            .entries(Math.max(1_000, maxRecords))
            .constantKeySizeBySample(key)
            .averageValueSize(recordBytes)
            .putReturnsNull(true)
            .create();
  }

  @Override
  public boolean read(long keyHigh, long keyLow, ByteSink target) {
    target.clear();
    byte[] record = records.getUsing(key(keyHigh, keyLow), value);
    if (record == null) {
      return false;
    }
    value = record;
    target.put(record);
    return true;
  }

  @Override
  public void write(long keyHigh, long keyLow, byte[] record, int offset, int length) {
    records.put(key(keyHigh, keyLow), Arrays.copyOfRange(record, offset, offset + length));
  }

  @Override
  public void writeBack(long keyHigh, long keyLow, byte[] record, int offset, int length) {
    write(keyHigh, keyLow, record, offset, length);
  }

  @Override
  public boolean remove(long keyHigh, long keyLow) {
    return records.remove(key(keyHigh, keyLow)) != null;
  }

  @Override
  public long[] keys() {
    throw new UnsupportedOperationException("no benchmark lists keys");
  }

  @Override
  public long count() {
    return records.longSize();
  }

  @Override
  public void close() {
    records.close();
  }

  private byte[] key(long high, long low) {
    keyWords.putLong(0, high).putLong(Long.BYTES, low);
    return key;
  }
}
