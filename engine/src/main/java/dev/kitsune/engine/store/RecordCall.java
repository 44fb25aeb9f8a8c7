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
  private long keyHigh;
  private long keyLow;
  private long heldAddress;
  private long heldSize;

  /** Begins a call for a key; what was held is forgotten. */
  RecordCall key(long newKeyHigh, long newKeyLow) {
    keyHigh = newKeyHigh;
    keyLow = newKeyLow;
    heldAddress = 0;
    key.writeLong(0, newKeyHigh);
    key.writeLong(Long.BYTES, newKeyLow);
    return this;
  }

  long keyHigh() {
    return keyHigh;
  }

  long keyLow() {
    return keyLow;
  }

  /** Remembers where the value stands that this call read. */
  void hold(long address, long size) {
    heldAddress = address;
    heldSize = size;
  }

  /** Whether the last call read this key's value and {@link #heldAddress} is where it stands. */
  boolean isHolding(long otherKeyHigh, long otherKeyLow) {
    return heldAddress != 0 && keyHigh == otherKeyHigh && keyLow == otherKeyLow;
  }

  long heldAddress() {
    return heldAddress;
  }

  long heldSize() {
    return heldSize;
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
