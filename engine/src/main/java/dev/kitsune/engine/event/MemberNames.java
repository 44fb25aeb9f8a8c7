package dev.kitsune.engine.event;

import dev.kitsune.engine.bytes.ByteSink;
import dev.kitsune.engine.bytes.JsonEscapes;
import dev.kitsune.engine.bytes.JsonTape;
import dev.kitsune.engine.bytes.LittleEndian;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The member names that one kind of object is read for, each with the event slot that takes the
 * value. Unknown members are passed over; of a member that stands twice the last counts. Data
 * plane.
 */
final class MemberNames {
  private final byte[][] names;
  /* First eight bytes of each name, little-endian, and the mask of those that it has. */
  private final long[] heads;
  private final long[] headMasks;
  private final int[] slots;
  /* First name index by (length * 31 + first byte) & 127, then next with the same hash: a member
   * costs one probe and, if it hits, one comparison. */
  private final byte[] first = new byte[128];
  private final byte[] following;

  private MemberNames(byte[][] names, int[] slots) {
    this.names = names;
    this.slots = slots;
    following = new byte[names.length];
    heads = new long[names.length];
    headMasks = new long[names.length];
    Arrays.fill(first, (byte) -1);
    for (int i = names.length - 1; i >= 0; i--) {
      heads[i] = head(names[i]);
      headMasks[i] = names[i].length >= Long.BYTES ? -1L : (1L << (8 * names[i].length)) - 1;
      int hash = hash(names[i].length, names[i][0]);
      following[i] = first[hash];
      first[hash] = (byte) i;
    }
  }

  /** Alternating names and slots. */
  static MemberNames of(Object... namesAndSlots) {
    byte[][] names = new byte[namesAndSlots.length / 2][];
    int[] slots = new int[names.length];
    for (int i = 0; i < names.length; i++) {
      names[i] = ((String) namesAndSlots[2 * i]).getBytes(StandardCharsets.US_ASCII);
      slots[i] = (Integer) namesAndSlots[2 * i + 1];
    }
    return new MemberNames(names, slots);
  }

  /**
   * Writes the value node of each known member of {@code object} into {@code fields[base + slot]}.
   */
  void read(JsonTape tape, int object, int[] fields, int base, ByteSink scratch) {
    byte[] bytes = tape.bytes();
    int end = tape.next(object);
    for (int key = object + 1; key < end; key = tape.nextKey(key)) {
      int name =
          tape.isEscaped(key)
              ? findEscaped(tape, key, scratch)
              : find(bytes, tape.start(key), tape.length(key));
      if (name >= 0) {
        fields[base + slots[name]] = key + 1;
      }
    }
  }

  private int find(byte[] bytes, int start, int length) {
    if (length == 0) {
      return -1;
    }
    for (int i = first[hash(length, bytes[start])]; i >= 0; i = following[i]) {
      if (names[i].length == length && isName(i, bytes, start)) {
        return i;
      }
    }
    return -1;
  }

  /* Eight bytes are compared at once; only where the array ends sooner, or for what a longer name
   * has behind them, byte by byte. */
  private boolean isName(int index, byte[] bytes, int start) {
    byte[] name = names[index];
    int at = 0;
    if (start + Long.BYTES <= bytes.length) {
      if ((LittleEndian.getLong(bytes, start) & headMasks[index]) != heads[index]) {
        return false;
      }
      at = Long.BYTES;
    }
    for (; at < name.length; at++) {
      if (name[at] != bytes[start + at]) {
        return false;
      }
    }
    return true;
  }

  private static long head(byte[] name) {
    long head = 0;
    for (int i = Math.min(name.length, Long.BYTES) - 1; i >= 0; i--) {
      head = (head << 8) | name[i];
    }
    return head;
  }

  private int findEscaped(JsonTape tape, int key, ByteSink scratch) {
    scratch.clear();
    JsonEscapes.decode(tape.bytes(), tape.start(key), tape.length(key), scratch);
    return find(scratch.array(), 0, scratch.length());
  }

  private static int hash(int length, byte first) {
    return (length * 31 + first) & 127;
  }
}
