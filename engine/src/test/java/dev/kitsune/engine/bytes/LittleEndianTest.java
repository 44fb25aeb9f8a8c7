package dev.kitsune.engine.bytes;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LittleEndianTest {
  private final byte[] bytes = new byte[16];

  @Test
  void putsTheLowestByteFirst() {
    LittleEndian.putShort(bytes, 0, 0x0102);
    LittleEndian.putInt(bytes, 2, 0x03040506);
    LittleEndian.putLong(bytes, 6, 0x0708090a0b0c0d0eL);
    assertArrayEquals(new byte[] {2, 1, 6, 5, 4, 3, 0xe, 0xd, 0xc, 0xb, 0xa, 9, 8, 7, 0, 0}, bytes);
  }

  @Test
  void readsAShortAsUnsigned() {
    for (int value : new int[] {0, 1, 0x7fff, 0x8000, 0xfffe, 0xffff}) {
      LittleEndian.putShort(bytes, 3, value);
      assertEquals(value, LittleEndian.getShort(bytes, 3));
    }
  }

  @Test
  void keepsTheSignOfIntsAndLongs() {
    for (int value : new int[] {0, -1, Integer.MIN_VALUE, Integer.MAX_VALUE}) {
      LittleEndian.putInt(bytes, 5, value);
      assertEquals(value, LittleEndian.getInt(bytes, 5));
    }
    for (long value : new long[] {0, -1, Long.MIN_VALUE, Long.MAX_VALUE}) {
      LittleEndian.putLong(bytes, 7, value);
      assertEquals(value, LittleEndian.getLong(bytes, 7));
    }
  }

  @Test
  void readsWhatAByteBufferReadsAtEveryOffset() {
    new SplittableRandom(1).nextBytes(bytes);
    ByteBuffer expected = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    for (int offset = 0; offset <= 8; offset++) {
      assertEquals(expected.getShort(offset) & 0xffff, LittleEndian.getShort(bytes, offset));
      assertEquals(expected.getInt(offset), LittleEndian.getInt(bytes, offset));
      assertEquals(expected.getLong(offset), LittleEndian.getLong(bytes, offset));
    }
  }

  @Test
  void refusesToReachOverTheEndsOfTheArray() {
    assertEquals(0, LittleEndian.getShort(bytes, 14));
    assertOutside(() -> LittleEndian.getShort(bytes, 15));
    assertEquals(0, LittleEndian.getInt(bytes, 12));
    assertOutside(() -> LittleEndian.getInt(bytes, 13));
    assertEquals(0, LittleEndian.getLong(bytes, 8));
    assertOutside(() -> LittleEndian.getLong(bytes, 9));
    assertOutside(() -> LittleEndian.putLong(bytes, 9, -1));
    assertOutside(() -> LittleEndian.putInt(bytes, -1, -1));
    assertArrayEquals(new byte[16], bytes);
  }

  private static void assertOutside(Runnable access) {
    assertThrows(IndexOutOfBoundsException.class, access::run);
  }
}
