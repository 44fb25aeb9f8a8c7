package dev.kitsune.engine.experience;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kitsune.engine.bytes.ByteSlice;
import dev.kitsune.testdata.HashVector;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class VisitorHashTest {
  private static final String LONG_TEXT =
      "distribution-3Zx-\u00e9-\u4e2d\u6587-\ud83d\ude00-visitor-0123456789abcdef-\u00ff\u0100";

  @Test
  void givesTheGoldenVectors() {
    assertFalse(HashVector.all().isEmpty());
    for (HashVector vector : HashVector.all()) {
      assertEquals(vector.hash(), hash("", vector.input()), vector::toString);
      assertEquals(vector.unit(), unit("", vector.input()), vector::toString);
    }
  }

  @Test
  void givesTheGoldenVectorsWhereverPrefixAndIdMeet() {
    for (HashVector vector : HashVector.all()) {
      for (int at = 0; at <= vector.input().length(); at++) {
        String prefix = vector.input().substring(0, at);
        assertEquals(vector.hash(), hash(prefix, vector.input().substring(at)), prefix);
      }
    }
  }

  @Test
  void dependsOnTheWholeTextOnly() {
    for (int length = 0; length <= LONG_TEXT.length(); length++) {
      String text = LONG_TEXT.substring(0, length);
      long expected = hash("", text);
      assertEquals(murmur(VisitorHash.lowBytes(text)), expected, text);
      for (int at = 0; at <= length; at++) {
        assertEquals(expected, hash(text.substring(0, at), text.substring(at)), text + " at " + at);
      }
    }
  }

  @Test
  void readsTheIdWithinALargerArrayOnly() {
    VisitorHash hash = new VisitorHash("traffic-exp-");
    byte[] larger = new byte[40];
    for (int offset = 0; offset < 20; offset++) {
      new SplittableRandom(offset).nextBytes(larger);
      System.arraycopy("visitor-1".getBytes(UTF_8), 0, larger, offset, 9);
      assertEquals(
          hash("", "traffic-exp-visitor-1"), Integer.toUnsignedLong(hash.hash(larger, offset, 9)));
    }
  }

  @Test
  void takesTheLowByteOfEachCodeUnit() {
    assertArrayEquals(
        new byte[] {'a', (byte) 0xe9, 0x2d, (byte) 0x87, 0x3d, 0x00},
        VisitorHash.lowBytes("a\u00e9\u4e2d\u6587\ud83d\ude00"));
    assertEquals(0, VisitorHash.lowBytes("").length);
  }

  @Test
  void sharesAreWithinZeroAndOne() {
    double smallest = 1;
    double largest = 0;
    for (int i = 0; i < 100_000; i++) {
      double unit = unit("traffic-exp-", "visitor-" + i);
      smallest = Math.min(smallest, unit);
      largest = Math.max(largest, unit);
    }
    assertTrue(smallest >= 0 && smallest < 0.001);
    assertTrue(largest <= 1 && largest > 0.999);
  }

  @Test
  void keepsApartWhatEqualLengthsOfZerosWouldMix() {
    assertFalse(hash("\0", "\0") == hash("\0", "\0\0"));
    assertFalse(hash("", "") == hash("", "\0"));
  }

  /** The hash as its author wrote it down, one block after the other. */
  private static long murmur(byte[] data) {
    int h = 0;
    int blocks = data.length / 4;
    for (int i = 0; i <= blocks; i++) {
      int k = 0;
      int end = Math.min(data.length, 4 * i + 4);
      for (int at = 4 * i; at < end; at++) {
        k |= (data[at] & 0xff) << (8 * (at - 4 * i));
      }
      h ^= Integer.rotateLeft(k * 0xcc9e2d51, 15) * 0x1b873593;
      if (i < blocks) {
        h = Integer.rotateLeft(h, 13) * 5 + 0xe6546b64;
      }
    }
    h ^= data.length;
    h = (h ^ h >>> 16) * 0x85ebca6b;
    h = (h ^ h >>> 13) * 0xc2b2ae35;
    return Integer.toUnsignedLong(h ^ h >>> 16);
  }

  private static long hash(String prefix, String id) {
    byte[] bytes = VisitorHash.lowBytes(id);
    return Integer.toUnsignedLong(new VisitorHash(prefix).hash(bytes, 0, bytes.length));
  }

  private static double unit(String prefix, String id) {
    ByteSlice slice = new ByteSlice().wrap(id.getBytes(UTF_8));
    return new VisitorId().read(slice).unit(new VisitorHash(prefix));
  }
}
