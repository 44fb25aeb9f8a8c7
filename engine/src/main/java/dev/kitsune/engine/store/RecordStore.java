package dev.kitsune.engine.store;

import dev.kitsune.engine.bytes.ByteSink;

/**
 * A map from 16-byte keys to byte records. Of the calls for one key only reads may overlap another
 * call, and none may overlap {@link #writeBack} (the executor holds the key's stripe lock; it looks
 * aliases up before it locks, and never writes one back). Calls for different keys may overlap.
 * After {@link #close} every call throws {@link IllegalStateException} and never touches freed
 * memory. Data plane.
 */
public interface RecordStore extends AutoCloseable {
  /**
   * Copies the record into {@code target}, replacing what it holds.
   *
   * @return false if there is none; the target is then empty
   */
  boolean read(long keyHigh, long keyLow, ByteSink target);

  /**
   * Inserts or replaces a record.
   *
   * @throws StoreFullException if there is no room; the store is as it was
   */
  void write(long keyHigh, long keyLow, byte[] record, int offset, int length);

  /**
   * Replaces the record that the calling thread read with its last call on this store: {@link
   * #write} without a second search. No other thread may have called for the key since that read
   * began, so that the caller must have been alone with the key all the while.
   *
   * @throws StoreFullException if there is no room; the store is as it was
   */
  void writeBack(long keyHigh, long keyLow, byte[] record, int offset, int length);

  /** Removes the record. Returns whether there was one. */
  boolean remove(long keyHigh, long keyLow);

  /** Number of records; exact when no call is running. */
  long count();

  /** Frees the memory. Idempotent; running calls finish first. */
  @Override
  void close();
}
