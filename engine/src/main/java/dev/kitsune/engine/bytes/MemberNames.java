package dev.kitsune.engine.bytes;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * The member names that one kind of object is read for, each with the slot that takes the value.
 * Unknown members are passed over; of a member that stands twice the last counts. Immutable, for
 * any thread; built on the control plane, read on the data plane.
 */
public final class MemberNames {
  private static final int NAME_LENGTH_MAX = 2 * Long.BYTES;
  private static final int HASH_BITS = 6;
  private static final int HASH_SHIFT = Long.SIZE - HASH_BITS;

  /* A name is its length, its first eight bytes and its last eight, as words; the bytes that a short
   * name has not are zero. No two names have one hash, so that a member costs one probe. */
  private final int[] lengths;
  private final long[] heads;
  private final long[] tails;
  private final int[] slots;
  private final byte[] indexByHash = new byte[1 << HASH_BITS];
  private final long multiplier;

  private MemberNames(byte[][] names, int[] slots) {
    this.slots = slots;
    lengths = new int[names.length];
    heads = new long[names.length];
    tails = new long[names.length];
    for (int i = 0; i < names.length; i++) {
      byte[] padded = Arrays.copyOf(names[i], NAME_LENGTH_MAX);
      lengths[i] = names[i].length;
      heads[i] = ByteWords.longAt(padded, 0);
      tails[i] = ByteWords.longAt(padded, Math.max(0, names[i].length - Long.BYTES));
    }
    multiplier = findMultiplier();
  }

  /**
   * Alternating names and slots.
   *
   * @throws IllegalArgumentException if a name stands twice or is not 1 to 16 bytes long
   */
  public static MemberNames of(Object... namesAndSlots) {
    byte[][] names = new byte[namesAndSlots.length / 2][];
    int[] slots = new int[names.length];
    for (int i = 0; i < names.length; i++) {
      String name = (String) namesAndSlots[2 * i];
      names[i] = name.getBytes(StandardCharsets.UTF_8);
      slots[i] = (Integer) namesAndSlots[2 * i + 1];
      if (names[i].length < 1 || names[i].length > NAME_LENGTH_MAX) {
        throw new IllegalArgumentException("A name must be 1 to 16 bytes long: " + name);
      }
    }
    return new MemberNames(names, slots);
  }

  /**
   * Writes the value node of each known member of {@code object} into {@code fields[base + slot]}.
   */
  public void read(JsonTape tape, int object, int[] fields, int base, ByteSink scratch) {
    byte[] bytes = tape.bytes();
    int[] nodes = tape.nodes();
    int end = JsonTape.at(tape.next(object));
    for (int at = JsonTape.at(object + 1); at < end; at = JsonTape.nextKeyAt(nodes, at)) {
      int index =
          JsonTape.isEscapedAt(nodes, at)
              ? findEscaped(tape, JsonTape.nodeAt(at), scratch)
              : find(bytes, JsonTape.startAt(nodes, at), JsonTape.lengthAt(nodes, at));
      if (index >= 0) {
        fields[base + slots[index]] = JsonTape.nodeAt(at) + 1;
      }
    }
  }

  private int find(byte[] bytes, int start, int length) {
    if (length < 1 || length > NAME_LENGTH_MAX) {
      return -1;
    }
    boolean isWhole = start + Long.BYTES <= bytes.length;
    long head = isWhole ? head(bytes, start, length) : shortHead(bytes, start, length);
    int index = indexByHash[hash(head, multiplier)];
    if (index < 0 || lengths[index] != length || heads[index] != head) {
      return -1;
    }
    boolean isSame =
        length <= Long.BYTES
            || tails[index] == ByteWords.longAt(bytes, start + length - Long.BYTES);
    return isSame ? index : -1;
  }

  private static long head(byte[] bytes, int start, int length) {
    return ByteWords.longAt(bytes, start) & (-1L >>> Math.max(0, Long.SIZE - length * Byte.SIZE));
  }

  /** Where the text ends less than eight bytes behind the name's start. */
  private static long shortHead(byte[] bytes, int start, int length) {
    long head = 0;
    for (int i = length - 1; i >= 0; i--) {
      head = (head << Byte.SIZE) | (bytes[start + i] & 0xff);
    }
    return head;
  }

  private int findEscaped(JsonTape tape, int key, ByteSink scratch) {
    scratch.clear();
    tape.putText(key, scratch);
    return find(scratch.array(), 0, scratch.length());
  }

  private long findMultiplier() {
    SplittableRandom random = new SplittableRandom(1);
    for (int attempt = 0; attempt < 10_000; attempt++) {
      long tried = random.nextLong() | 1;
      if (fillIndex(tried)) {
        return tried;
      }
    }
    throw new IllegalArgumentException("names stand twice, or are too many or too alike");
  }

  private boolean fillIndex(long tried) {
    Arrays.fill(indexByHash, (byte) -1);
    for (int i = 0; i < heads.length; i++) {
      int hash = hash(heads[i], tried);
      if (indexByHash[hash] >= 0) {
        return false;
      }
      indexByHash[hash] = (byte) i;
    }
    return true;
  }

  private static int hash(long head, long multiplier) {
    return (int) ((head * multiplier) >>> HASH_SHIFT);
  }
}
