package dev.kitsune.engine.store;

import dev.kitsune.engine.bytes.ByteSink;

/**
 * A map from 16-byte keys to byte records. Of the calls for one key only {@link #read} may overlap
 * another call (the executor holds the key's stripe lock for all others; it looks aliases up before
 * it locks). Calls for different keys may overlap. After {@link #close} every call throws {@link
 * IllegalStateException} and never touches freed memory. Data plane.
 */
public interface RecordStore extends AutoCloseable {
  /**
   * Copies the record into {@code target}, replacing what it holds. What overlaps a call that
   * changes the record may be the old one, the new one or some of both.
   *
   * @return false if there is none; the target is then empty
   */
  boolean read(long keyHigh, long keyLow, ByteSink target);

  /** {@link #read} by a thread that is alone with the key; faster, and what writeBack asks for. */
  default boolean load(long keyHigh, long keyLow, ByteSink target) {
    return read(keyHigh, keyLow, target);
  }

  /**
   * Inserts or replaces a record.
   *
   * @throws StoreFullException if there is no room; the store is as it was
   */
  void write(long keyHigh, long keyLow, byte[] record, int offset, int length);

  /**
   * Inserts a record of whose key the store has none: {@link #write} without the search for one.
   *
   * @throws StoreFullException if there is no room; the store is as it was
   */
  default void add(long keyHigh, long keyLow, byte[] record, int offset, int length) {
    write(keyHigh, keyLow, record, offset, length);
  }

  /**
   * Replaces the record that the calling thread loaded with its last call on this store: {@link
   * #write} without a second search. The thread must have been alone with the key all the while.
   *
   * @throws StoreFullException if there is no room; the store is as it was
   */
  void writeBack(long keyHigh, long keyLow, byte[] record, int offset, int length);

  /** Removes the record. Returns whether there was one. */
  boolean remove(long keyHigh, long keyLow);

  /**
   * The keys of the records, high and low one after the other, each at most once; of records that
   * come, go or shrink much meanwhile they may be missing. Takes time and memory by their number;
   * holds no lock for long.
   */
  long[] keys();

  /** Number of records; exact when no call is running. */
  long count();

  /**
   * How full the store is, from 0 to 1: the share that is taken of its number of records, or of the
   * bytes that it has for them, whichever is larger. These are at least those of so many average
   * ones, and at 1 the records that are there still find room to grow by a quarter, together. One
   * without bounds stays at 0.
   */
  default double fill() {
    return 0;
  }

  /**
   * How full the store is for a new record of this length: {@link #fill}, or where records much
   * longer than the average stand by themselves and this is one of them, {@link #longFill} if that
   * is more.
   */
  default double fill(int recordLength) {
    return fill();
  }

  /**
   * How full the place of records much longer than the average is, from 0 to 1; at 1 as much again
   * is left for those that grow. 0 where there is no such place.
   */
  default double longFill() {
    return 0;
  }

  /** Frees the memory. Idempotent; running calls finish first. */
  @Override
  void close();
}
