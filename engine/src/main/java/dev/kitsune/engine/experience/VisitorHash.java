package dev.kitsune.engine.experience;

import dev.kitsune.engine.bytes.LittleEndian;

/**
 * The hash that decides variants: MurmurHash3 x86 32-bit, seed 0, over the low byte of each UTF-16
 * code unit, with the constant text before the visitor's id already mixed in. Source:
 * experiences.md, Allocation. Immutable, for any thread. Data plane.
 */
final class VisitorHash {
  private static final int C1 = 0xcc9e2d51;
  private static final int C2 = 0x1b873593;
  private static final double MAX = 4294967295.0;

  private final int prefixState;
  private final int prefixLength;
  /* The prefix's last bytes that fill no block of four, and how many they are. */
  private final int pending;
  private final int pendingLength;

  VisitorHash(String prefix) {
    byte[] bytes = lowBytes(prefix);
    int blocks = bytes.length & ~3;
    int state = 0;
    for (int at = 0; at < blocks; at += 4) {
      state = mix(state, LittleEndian.getInt(bytes, at));
    }
    prefixState = state;
    prefixLength = bytes.length;
    pendingLength = bytes.length - blocks;
    pending = tail(bytes, blocks, pendingLength);
  }

  /** The prefix and an id, given as {@link #lowBytes}, hashed to [0, 1], 1 included. */
  double unit(byte[] id, int offset, int length) {
    return Integer.toUnsignedLong(hash(id, offset, length)) / MAX;
  }

  int hash(byte[] id, int offset, int length) {
    int state = prefixState;
    int shift = pendingLength * 8;
    long held = Integer.toUnsignedLong(pending);
    int at = offset;
    int end = offset + length;
    for (; end - at >= 4; at += 4) {
      held |= Integer.toUnsignedLong(LittleEndian.getInt(id, at)) << shift;
      state = mix(state, (int) held);
      held >>>= 32;
    }
    int rest = end - at;
    held |= Integer.toUnsignedLong(tail(id, at, rest)) << shift;
    int heldLength = pendingLength + rest;
    if (heldLength >= 4) {
      state = mix(state, (int) held);
      held >>>= 32;
    }
    if ((heldLength & 3) != 0) {
      state ^= scramble((int) held);
    }
    return finish(state ^ (prefixLength + length));
  }

  /** The low byte of each UTF-16 code unit. */
  static byte[] lowBytes(String text) {
    byte[] bytes = new byte[text.length()];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) text.charAt(i);
    }
    return bytes;
  }

  private static int tail(byte[] bytes, int offset, int length) {
    int tail = 0;
    for (int i = length - 1; i >= 0; i--) {
      tail = (tail << 8) | (bytes[offset + i] & 0xFF);
    }
    return tail;
  }

  private static int mix(int state, int block) {
    return Integer.rotateLeft(state ^ scramble(block), 13) * 5 + 0xe6546b64;
  }

  private static int scramble(int block) {
    return Integer.rotateLeft(block * C1, 15) * C2;
  }

  private static int finish(int state) {
    int h = state;
    h ^= h >>> 16;
    h *= 0x85ebca6b;
    h ^= h >>> 13;
    h *= 0xc2b2ae35;
    return h ^ (h >>> 16);
  }
}
