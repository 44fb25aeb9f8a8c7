package dev.kitsune.engine.bytes;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ByteSinkTest {
  @Test
  void growsFromNothingAndKeepsWhatWasWritten() {
    ByteSink sink = new ByteSink(0);
    StringBuilder expected = new StringBuilder();
    for (int i = 0; i < 1_000; i++) {
      sink.put((byte) ('a' + i % 26));
      sink.put("-é".getBytes(UTF_8));
      sink.put("xyz".getBytes(UTF_8), 1, i % 3);
      expected.append((char) ('a' + i % 26)).append("-é").append("yz", 0, i % 3);
    }
    assertEquals(expected.toString(), sink.toString());
    assertArrayEquals(expected.toString().getBytes(UTF_8), sink.toBytes());
    assertEquals(expected.toString().getBytes(UTF_8).length, sink.length());
  }

  @Test
  void growsOnlyWhenWhatIsAskedForDoesNotFit() {
    ByteSink sink = new ByteSink(8);
    sink.put(new byte[5]);
    byte[] array = sink.array();
    assertSame(array, sink.reserve(2));
    assertSame(array, sink.reserve(3));
    assertEquals(5, sink.length());
    assertTrue(sink.reserve(4).length >= 9);
    assertEquals(5, sink.length());
  }

  @Test
  void countsReservedBytesOnceTheyAreAdvancedOver() {
    ByteSink sink = new ByteSink(1);
    byte[] array = sink.reserve(3);
    array[0] = 'a';
    array[1] = 'b';
    array[2] = 'c';
    sink.advance(2);
    assertEquals("ab", sink.toString());
  }

  @Test
  void forgetsWhatIsCutOrCleared() {
    ByteSink sink = new ByteSink(4);
    sink.put("abcdef".getBytes(UTF_8));
    sink.truncate(2);
    sink.put((byte) 'X');
    assertEquals("abX", sink.toString());
    sink.clear();
    assertEquals("", sink.toString());
  }

  @Test
  void refusesToGrowBeyondAnArray() {
    ByteSink sink = new ByteSink(4);
    sink.put("abc".getBytes(UTF_8));
    assertThrows(OutOfMemoryError.class, () -> sink.reserve(Integer.MAX_VALUE));
    assertEquals("abc", sink.toString());
  }

  @Test
  void writesNumbersAsTheyAreReadAloud() {
    for (long value = 1; value > 0; value *= 10) {
      assertDecimal(value - 1);
      assertDecimal(value);
      assertDecimal(-value);
    }
    assertDecimal(Long.MAX_VALUE);
    assertDecimal(Long.MIN_VALUE + 1);
    assertDecimal(Long.MIN_VALUE);
    SplittableRandom random = new SplittableRandom(3);
    for (int i = 0; i < 10_000; i++) {
      assertDecimal(random.nextLong() >> random.nextInt(64));
    }
  }

  private static void assertDecimal(long value) {
    ByteSink sink = new ByteSink(1);
    sink.put((byte) ':');
    sink.putDecimal(value);
    assertEquals(":" + value, sink.toString());
  }
}
