package dev.kitsune.engine.bytes;

import java.util.List;

/**
 * Many constant runs of bytes behind one another in one array, each known by its index, to be
 * copied into answers without following references. Immutable, for any thread; built on the control
 * plane, read on the data plane.
 */
public final class ByteTable {
  /* Runs are copied in whole blocks, so that those of about one length take one way through the
   * copy; what is written behind the end of a sink is written over or cut off. */
  private static final int BLOCK_LENGTH = 32;

  private final byte[] array;
  private final int[] offsets;

  public ByteTable(List<byte[]> runs) {
    offsets = new int[runs.size() + 1];
    int end = 0;
    for (int index = 0; index < runs.size(); index++) {
      offsets[index] = end;
      end = Math.addExact(end, runs.get(index).length);
    }
    offsets[runs.size()] = end;
    array = new byte[Math.addExact(end, BLOCK_LENGTH)];
    for (int index = 0; index < runs.size(); index++) {
      System.arraycopy(runs.get(index), 0, array, offsets[index], runs.get(index).length);
    }
  }

  /** Number of runs. */
  public int count() {
    return offsets.length - 1;
  }

  /** Bytes of a run. */
  public int length(int index) {
    return offsets[index + 1] - offsets[index];
  }

  /** Writes a run but for its first {@code skip} bytes. */
  public void put(int index, int skip, ByteSink out) {
    int from = offsets[index] + skip;
    int length = offsets[index + 1] - from;
    int copied = (length + BLOCK_LENGTH - 1) & -BLOCK_LENGTH;
    byte[] to = out.reserve(copied);
    if (copied == BLOCK_LENGTH) {
      copyBlock(from, to, out.length());
    } else {
      System.arraycopy(array, from, to, out.length(), copied);
    }
    out.advance(length);
  }

  /* The call of a copy costs more than these four words. */
  private void copyBlock(int from, byte[] to, int at) {
    long first = LittleEndian.getLong(array, from);
    long second = LittleEndian.getLong(array, from + Long.BYTES);
    long third = LittleEndian.getLong(array, from + 2 * Long.BYTES);
    long fourth = LittleEndian.getLong(array, from + 3 * Long.BYTES);
    LittleEndian.putLong(to, at, first);
    LittleEndian.putLong(to, at + Long.BYTES, second);
    LittleEndian.putLong(to, at + 2 * Long.BYTES, third);
    LittleEndian.putLong(to, at + 3 * Long.BYTES, fourth);
  }
}
