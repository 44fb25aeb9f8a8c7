package dev.kitsune.engine.bytes;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class HexTest {
  @Test
  void writesTheLowestDigitsOfANumber() {
    SplittableRandom random = new SplittableRandom(1);
    for (int round = 0; round < 10_000; round++) {
      long value = random.nextLong() >>> random.nextInt(64);
      String all = String.format("%016x", value);
      for (int digits = 0; digits <= 16; digits++) {
        assertEquals("<" + all.substring(16 - digits) + ">", written(value, digits));
      }
    }
  }

  @Test
  void writesEachDigit() {
    assertEquals("<0123456789abcdef>", written(0x0123_4567_89AB_CDEFL, 16));
    assertEquals("<fedcba9876543210>", written(0xFEDC_BA98_7654_3210L, 16));
  }

  private static String written(long value, int digits) {
    byte[] array = new byte[digits + 2];
    array[0] = '<';
    array[Hex.put(value, digits, array, 1)] = '>';
    return new String(array, US_ASCII);
  }
}
