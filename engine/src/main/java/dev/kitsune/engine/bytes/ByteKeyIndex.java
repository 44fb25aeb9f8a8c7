package dev.kitsune.engine.bytes;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An immutable map from byte strings to their position in a list; open addressing, looked up
 * without allocation. Built on the control plane, read on the data plane by any thread.
 */
public final class ByteKeyIndex {
  /** Says that the key is not in the index. */
  public static final int NONE = -1;

  private final byte[] @Nullable [] keys;
  private final int[] positions;
  private final int mask;

  /**
   * @throws IllegalArgumentException if a key stands in the list twice
   */
  public ByteKeyIndex(List<byte[]> keyList) {
    int capacity = Integer.highestOneBit(Math.max(4, keyList.size() * 4 - 1));
    keys = new byte[capacity][];
    positions = new int[capacity];
    mask = capacity - 1;
    for (int i = 0; i < keyList.size(); i++) {
      insert(keyList.get(i), i);
    }
  }

  /** The key's position in the list, or {@link #NONE}. */
  public int find(byte[] bytes, int offset, int length) {
    for (int at = hash(bytes, offset, length) & mask; ; at = (at + 1) & mask) {
      byte @Nullable [] key = keys[at];
      if (key == null) {
        return NONE;
      }
      if (key.length == length && matches(key, bytes, offset)) {
        return positions[at];
      }
    }
  }

  private void insert(byte[] key, int position) {
    if (find(key, 0, key.length) != NONE) {
      throw new IllegalArgumentException("key " + position + " stands in the list twice");
    }
    int at = hash(key, 0, key.length) & mask;
    while (keys[at] != null) {
      at = (at + 1) & mask;
    }
    keys[at] = key;
    positions[at] = position;
  }

  private static boolean matches(byte[] key, byte[] bytes, int offset) {
    for (int i = 0; i < key.length; i++) {
      if (key[i] != bytes[offset + i]) {
        return false;
      }
    }
    return true;
  }

  private static int hash(byte[] bytes, int offset, int length) {
    int hash = length;
    for (int i = 0; i < length; i++) {
      hash = (hash * 0x01000193) ^ bytes[offset + i];
    }
    hash *= 0x9E3779B1;
    return hash ^ (hash >>> 15);
  }
}
