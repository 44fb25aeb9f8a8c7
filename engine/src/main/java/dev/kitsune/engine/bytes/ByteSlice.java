package dev.kitsune.engine.bytes;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A view of a run of bytes: array, offset, length. Re-wrappable, owned by one thread, copies
 * nothing; valid as long as its owner leaves the array alone. Data plane.
 */
public final class ByteSlice {
  private static final byte[] NONE = new byte[0];

  private byte[] array = NONE;
  private int offset;
  private int length;

  /** A view of nothing yet. */
  public ByteSlice() {}

  /** Views another run of bytes from now on; returns the slice. */
  public ByteSlice wrap(byte[] newArray, int newOffset, int newLength) {
    array = newArray;
    offset = newOffset;
    length = newLength;
    return this;
  }

  /** Views a whole array from now on; returns the slice. */
  public ByteSlice wrap(byte[] newArray) {
    return wrap(newArray, 0, newArray.length);
  }

  /** The array that is viewed, not a copy. */
  public byte[] array() {
    return array;
  }

  /** Where the run begins in the array. */
  public int offset() {
    return offset;
  }

  /** Number of bytes. */
  public int length() {
    return length;
  }

  /** The byte at {@code index} from the slice's start. */
  public byte at(int index) {
    return array[offset + index];
  }

  /** Whether the bytes are those of the array. */
  public boolean isEqual(byte[] other) {
    return isEqual(other, 0, other.length);
  }

  /** Whether the bytes are those of a part of the array. */
  public boolean isEqual(byte[] other, int otherOffset, int otherLength) {
    return length == otherLength
        && Arrays.equals(
            array, offset, offset + length, other, otherOffset, otherOffset + otherLength);
  }

  /** A copy of the bytes; allocates. */
  public byte[] toBytes() {
    return Arrays.copyOfRange(array, offset, offset + length);
  }

  /** The bytes as UTF-8 text; allocates, for messages and tests. */
  @Override
  public String toString() {
    return new String(array, offset, length, StandardCharsets.UTF_8);
  }
}
