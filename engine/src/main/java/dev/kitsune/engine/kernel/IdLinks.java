package dev.kitsune.engine.kernel;

import dev.kitsune.engine.bytes.ByteSink;
import dev.kitsune.engine.bytes.ByteSlice;
import java.util.Arrays;

/**
 * Which ids come to lead to another profile than before, in the order of the changes, so that they
 * can be made forwards and taken back backwards. Owned by one thread. Data plane.
 */
public final class IdLinks {
  private final ByteSink ids = new ByteSink(512);
  private int[] idOffsets = new int[8];
  private int[] idLengths = new int[8];
  private int[] froms = new int[8];
  private int[] tos = new int[8];
  private int count;

  void clear() {
    ids.clear();
    count = 0;
  }

  /**
   * Notes a change.
   *
   * @param from slot of the profile that the id led to, or {@link RecordSet#NOBODY}
   * @param to slot of the one that it leads to now, or {@link RecordSet#NOBODY}
   */
  void add(ByteSlice id, int from, int to) {
    if (count == froms.length) {
      grow();
    }
    idOffsets[count] = ids.length();
    idLengths[count] = id.length();
    ids.put(id.array(), id.offset(), id.length());
    froms[count] = from;
    tos[count] = to;
    count++;
  }

  /** Number of changes. */
  public int count() {
    return count;
  }

  /** The id of a change; valid until the next change. */
  public ByteSlice id(int index, ByteSlice id) {
    return id.wrap(ids.array(), idOffsets[index], idLengths[index]);
  }

  /** Slot of the profile that the id led to before, or {@link RecordSet#NOBODY}. */
  public int from(int index) {
    return froms[index];
  }

  /** Slot of the profile that the id leads to after, or {@link RecordSet#NOBODY}. */
  public int to(int index) {
    return tos[index];
  }

  private void grow() {
    int capacity = froms.length * 2;
    idOffsets = Arrays.copyOf(idOffsets, capacity);
    idLengths = Arrays.copyOf(idLengths, capacity);
    froms = Arrays.copyOf(froms, capacity);
    tos = Arrays.copyOf(tos, capacity);
  }
}
