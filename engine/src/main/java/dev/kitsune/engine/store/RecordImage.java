package dev.kitsune.engine.store;

import net.openhft.chronicle.bytes.RandomDataInput;
import net.openhft.chronicle.bytes.RandomDataOutput;
import net.openhft.chronicle.core.Memory;
import net.openhft.chronicle.core.OS;
import net.openhft.chronicle.hash.AbstractData;
import net.openhft.chronicle.hash.Data;
import org.jspecify.annotations.Nullable;

/**
 * One record as it stands in a map's value, and the copying in and out of it.
 *
 * <pre>
 *  0        4                 4 + length      size
 *  +--------+-----------------+---------------+
 *  | length | record ...      | room to grow  |
 *  +--------+-----------------+---------------+
 * </pre>
 *
 * Length in the machine's byte order; the room holds whatever was there. Re-wrappable, owned by one
 * thread; allocates nothing. Data plane.
 */
final class RecordImage extends AbstractData<byte[]> {
  static final int HEADER_LENGTH = Integer.BYTES;

  private static final Memory MEMORY = OS.memory();
  private static final byte[] NONE = new byte[0];

  private byte[] array = NONE;
  private int offset;
  private int length;
  private long size;

  RecordImage wrap(byte[] newArray, int newOffset, int newLength) {
    array = newArray;
    offset = newOffset;
    length = newLength;
    return this;
  }

  /** Says how long the value is, header and room included. */
  RecordImage size(long newSize) {
    size = newSize;
    return this;
  }

  int length() {
    return length;
  }

  /** Whether a value of this size holds the record. */
  boolean fits(long valueSize) {
    return HEADER_LENGTH + (long) length <= valueSize;
  }

  /** Replaces the record in a value that it fits. */
  void writeTo(Data<?> value) {
    writeTo(addressOf(value));
  }

  @Override
  @SuppressWarnings("rawtypes") // as Chronicle declares it
  public void writeTo(RandomDataOutput target, long targetOffset) {
    writeTo(target.addressForWrite(targetOffset));
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public RandomDataInput bytes() {
    throw new UnsupportedOperationException();
  }

  @Override
  public long offset() {
    throw new UnsupportedOperationException();
  }

  @Override
  public byte[] get() {
    throw new UnsupportedOperationException();
  }

  @Override
  public byte[] getUsing(byte @Nullable [] using) {
    throw new UnsupportedOperationException();
  }

  /** The length of the record in a value; checked, for a wrong one would read foreign memory. */
  static int lengthAt(long address, long valueSize) {
    int length = MEMORY.readInt(address);
    if (length < 0 || length > valueSize - HEADER_LENGTH) {
      throw new IllegalStateException(
          "A record's length must fit its value: length=" + length + ", value=" + valueSize);
    }
    return length;
  }

  /** Copies the first {@code count} bytes of the record in a value. */
  static void copyOut(long address, byte[] target, int targetOffset, int count) {
    MEMORY.readBytes(address + HEADER_LENGTH, target, targetOffset, count);
  }

  /** Writes header and record at an address that has room for both. */
  void writeTo(long address) {
    MEMORY.writeInt(address, length);
    MEMORY.writeBytes(address + HEADER_LENGTH, array, offset, length);
  }

  static long addressOf(Data<?> value) {
    return value.bytes().addressForRead(value.offset());
  }
}
