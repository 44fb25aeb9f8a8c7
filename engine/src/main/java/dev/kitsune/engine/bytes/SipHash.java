package dev.kitsune.engine.bytes;

/**
 * SipHash-2-4 with 128 bits of output: a keyed hash whose collisions nobody finds without the key.
 * Holds its last result, so each belongs to one thread. Data plane.
 */
public final class SipHash {
  private long v0;
  private long v1;
  private long v2;
  private long v3;
  private long high;
  private long low;

  /**
   * Hashes a run of bytes under a 128-bit key; the result stands in {@link #low}, {@link #high}.
   */
  public void hash(long key0, long key1, byte[] bytes, int offset, int length) {
    v0 = key0 ^ 0x736f6d6570736575L;
    v1 = key1 ^ 0x646f72616e646f6dL ^ 0xee;
    v2 = key0 ^ 0x6c7967656e657261L;
    v3 = key1 ^ 0x7465646279746573L;
    int words = length & ~7;
    for (int i = 0; i < words; i += 8) {
      absorb(LittleEndian.getLong(bytes, offset + i));
    }
    absorb(lastWord(bytes, offset + words, length));
    v2 ^= 0xee;
    rounds(4);
    low = v0 ^ v1 ^ v2 ^ v3;
    v1 ^= 0xdd;
    rounds(4);
    high = v0 ^ v1 ^ v2 ^ v3;
  }

  /** First eight bytes of the result, little-endian. */
  public long low() {
    return low;
  }

  /** Last eight bytes of the result, little-endian. */
  public long high() {
    return high;
  }

  private static long lastWord(byte[] bytes, int offset, int length) {
    long word = (long) length << 56;
    for (int i = (length & 7) - 1; i >= 0; i--) {
      word |= (bytes[offset + i] & 0xFFL) << (8 * i);
    }
    return word;
  }

  private void absorb(long word) {
    v3 ^= word;
    rounds(2);
    v0 ^= word;
  }

  private void rounds(int count) {
    long a = v0;
    long b = v1;
    long c = v2;
    long d = v3;
    for (int i = 0; i < count; i++) {
      a += b;
      c += d;
      b = Long.rotateLeft(b, 13) ^ a;
      d = Long.rotateLeft(d, 16) ^ c;
      a = Long.rotateLeft(a, 32);
      c += b;
      a += d;
      b = Long.rotateLeft(b, 17) ^ c;
      d = Long.rotateLeft(d, 21) ^ a;
      c = Long.rotateLeft(c, 32);
    }
    v0 = a;
    v1 = b;
    v2 = c;
    v3 = d;
  }
}
