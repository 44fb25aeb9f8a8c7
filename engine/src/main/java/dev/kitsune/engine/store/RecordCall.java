package dev.kitsune.engine.store;

import net.openhft.chronicle.bytes.BytesStore;

/**
 * What one thread needs for a call: the key where Chronicle wants it (off heap), the record to
 * write, and a place to keep the replaced one. Reused; allocates only when a kept record is longer
 * than any before. Data plane.
 */
final class RecordCall {
  static final int KEY_LENGTH = 2 * Long.BYTES;

  private final BytesStore<?, Void> key = BytesStore.nativeStoreWithFixedCapacity(KEY_LENGTH);
  private final RecordImage record = new RecordImage();
  private final RecordImage kept = new RecordImage();
  private byte[] keptArray = new byte[0];

  RecordCall key(long keyHigh, long keyLow) {
    key.writeLong(0, keyHigh);
    key.writeLong(Long.BYTES, keyLow);
    return this;
  }

  BytesStore<?, Void> key() {
    return key;
  }

  /** The record to write. */
  RecordImage record() {
    return record;
  }

  /** The place for the record that is being replaced. */
  RecordImage kept() {
    return kept;
  }

  byte[] keptArray(int length) {
    if (keptArray.length < length) {
      keptArray = new byte[length];
    }
    return keptArray;
  }
}
