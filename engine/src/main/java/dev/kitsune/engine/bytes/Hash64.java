package dev.kitsune.engine.bytes;

/**
 * A 64-bit hash of a run of bytes, of the multiply-and-fold kind. Not for secrets: whoever knows
 * the seed can make collisions. Allocates nothing. Data plane.
 *
 * <p><b>Its output is part of file formats (digests of events, identities of rules) and never
 * changes</b>: not by platform, not by version. A better hash is a new class.
 *
 * <p>Words are little-endian; {@code fold(a, b)} is the low half of the 128-bit unsigned product
 * xor its high half xor a xor b (so that a zero factor does not swallow the other); K1, K2 and K3
 * are the constants below.
 *
 * <pre>
 *  state = seed ^ fold(seed ^ K1, K2)
 *  long input: first all but its last 1 to 48 bytes, 48 at a time, in three lanes
 *     lane[i] = fold(word[2i] ^ K[i+1], word[2i+1] ^ lane[i]);  state = lane[0] ^ lane[1] ^ lane[2]
 *  while more than 16 bytes are left: state = fold(word[0] ^ K2, word[1] ^ state)
 *  last 0 to 16 bytes as two words: of 8 or more the first and the last eight bytes; of 4 to 7
 *     the first and the last four; of 1 to 3 the first, middle and last byte in one word, and 0
 *  hash = fold(K1 ^ length, fold(a ^ K3, b ^ state))
 * </pre>
 */
public final class Hash64 {
  private static final long K1 = 0x9e3779b97f4a7c15L;
  private static final long K2 = 0xe7037ed1a0b428dbL;
  private static final long K3 = 0x8ebc6af09c88c6e3L;

  private static final int PAIR = 2 * Long.BYTES;
  private static final int BLOCK = 3 * PAIR;

  private Hash64() {}

  public static long hash(byte[] bytes, int offset, int length, long seed) {
    long state = seed ^ fold(seed ^ K1, K2);
    int at = offset;
    int left = length;
    if (left > BLOCK) {
      int blocksLength = (left - 1) / BLOCK * BLOCK;
      state = blocks(bytes, at, at + blocksLength, state);
      at += blocksLength;
      left -= blocksLength;
    }
    for (; left > PAIR; at += PAIR, left -= PAIR) {
      state = fold(word(bytes, at) ^ K2, word(bytes, at + Long.BYTES) ^ state);
    }
    return finish(bytes, at, left, length, state);
  }

  public static long hash(byte[] bytes, long seed) {
    return hash(bytes, 0, bytes.length, seed);
  }

  private static long blocks(byte[] bytes, int from, int end, long seed) {
    long lane0 = seed;
    long lane1 = seed;
    long lane2 = seed;
    for (int at = from; at < end; at += BLOCK) {
      lane0 = fold(word(bytes, at) ^ K1, word(bytes, at + 8) ^ lane0);
      lane1 = fold(word(bytes, at + 16) ^ K2, word(bytes, at + 24) ^ lane1);
      lane2 = fold(word(bytes, at + 32) ^ K3, word(bytes, at + 40) ^ lane2);
    }
    return lane0 ^ lane1 ^ lane2;
  }

  private static long finish(byte[] bytes, int at, int left, int length, long state) {
    long a = 0;
    long b = 0;
    if (left >= Long.BYTES) {
      a = word(bytes, at);
      b = word(bytes, at + left - Long.BYTES);
    } else if (left >= Integer.BYTES) {
      a = ByteWords.intAt(bytes, at) & 0xffffffffL;
      b = ByteWords.intAt(bytes, at + left - Integer.BYTES) & 0xffffffffL;
    } else if (left > 0) {
      a = few(bytes, at, left);
    }
    return fold(K1 ^ length, fold(a ^ K3, b ^ state));
  }

  private static long few(byte[] bytes, int at, int left) {
    return (bytes[at] & 0xffL) << 16
        | (bytes[at + left / 2] & 0xffL) << 8
        | (bytes[at + left - 1] & 0xffL);
  }

  private static long word(byte[] bytes, int at) {
    return ByteWords.longAt(bytes, at);
  }

  private static long fold(long a, long b) {
    long high = Math.multiplyHigh(a, b) + (a >> 63 & b) + (b >> 63 & a);
    return a * b ^ high ^ a ^ b;
  }
}
