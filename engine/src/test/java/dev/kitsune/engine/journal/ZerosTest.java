package dev.kitsune.engine.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class ZerosTest {
  private static final int LENGTH = 40;

  @Test
  void findsEveryByteThatIsNotZero() {
    for (int place = 0; place < LENGTH; place++) {
      ByteBuffer bytes = LittleBuffers.allocate(LENGTH);
      bytes.put(place, (byte) 0x80);
      for (int offset = 0; offset <= LENGTH; offset++) {
        assertEquals(offset > place, Zeros.from(bytes, offset), place + " from " + offset);
        assertEquals(Math.max(offset, place + 1), Zeros.end(bytes, offset));
      }
    }
  }

  @Test
  void findsNoneAmongZeros() {
    for (int length = 0; length < LENGTH; length++) {
      ByteBuffer bytes = LittleBuffers.allocate(length);
      assertEquals(0, Zeros.end(bytes, 0));
      assertEquals(length, Zeros.end(bytes, length));
      assertEquals(true, Zeros.from(bytes, 0));
    }
  }
}
