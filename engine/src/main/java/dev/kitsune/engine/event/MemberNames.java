package dev.kitsune.engine.event;

import dev.kitsune.engine.bytes.ByteSink;
import dev.kitsune.engine.bytes.JsonEscapes;
import dev.kitsune.engine.bytes.JsonTape;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The member names that one kind of object is read for, each with the event slot that takes the
 * value. Unknown members are passed over; of a member that stands twice the last counts. Data
 * plane.
 */
final class MemberNames {
  private final byte[][] names;
  private final int[] slots;
  /* First name index by (length * 31 + first byte) & 127, then next with the same hash: a member
   * costs one probe and, if it hits, one comparison. */
  private final byte[] first = new byte[128];
  private final byte[] following;

  private MemberNames(byte[][] names, int[] slots) {
    this.names = names;
    this.slots = slots;
    following = new byte[names.length];
    Arrays.fill(first, (byte) -1);
    for (int i = names.length - 1; i >= 0; i--) {
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
    for (int key = object + 1; key < end; key = tape.next(key + 1)) {
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
      byte[] name = names[i];
      if (name.length == length && Arrays.equals(name, 0, length, bytes, start, start + length)) {
        return i;
      }
    }
    return -1;
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
