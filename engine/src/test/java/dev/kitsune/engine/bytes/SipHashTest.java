package dev.kitsune.engine.bytes;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SipHashTest {
  private static final long KEY_0 = 0x0706050403020100L;
  private static final long KEY_1 = 0x0f0e0d0c0b0a0908L;

  private final SipHash hash = new SipHash();

  /** The vectors of the reference implementation: the i-th is of the bytes 0, 1, ... i - 1. */
  @Test
  void givesThePublishedVectors() {
    List<String> vectors = vectors();
    assertEquals(64, vectors.size());
    byte[] input = new byte[64];
    for (int length = 0; length < 64; length++) {
      input[length] = (byte) length;
      hash.hash(KEY_0, KEY_1, input, 0, length);
      assertEquals(vectors.get(length), resultHex(), "of " + length + " bytes");
    }
  }

  @Test
  void hashesWithinALargerArrayOnly() {
    byte[] larger = new byte[48];
    for (int offset = 0; offset < 17; offset++) {
      SplittableRandom random = new SplittableRandom(offset);
      random.nextBytes(larger);
      for (int i = 0; i < 15; i++) {
        larger[offset + i] = (byte) i;
      }
      hash.hash(KEY_0, KEY_1, larger, offset, 15);
      assertEquals(vectors().get(15), resultHex(), "at offset " + offset);
    }
  }

  @Test
  void dependsOnEveryBitOfTheKey() {
    byte[] input = "visitor-1".getBytes(US_ASCII);
    hash.hash(KEY_0, KEY_1, input, 0, input.length);
    String unchanged = resultHex();
    for (int bit = 0; bit < 64; bit++) {
      hash.hash(KEY_0 ^ 1L << bit, KEY_1, input, 0, input.length);
      assertNotEquals(unchanged, resultHex(), "bit " + bit + " of the first half");
      hash.hash(KEY_0, KEY_1 ^ 1L << bit, input, 0, input.length);
      assertNotEquals(unchanged, resultHex(), "bit " + bit + " of the second half");
    }
  }

  @Test
  void tellsRunsOfZerosOfDifferentLengthsApart() {
    byte[] zeros = new byte[300];
    hash.hash(KEY_0, KEY_1, zeros, 0, 44);
    long low = hash.low();
    hash.hash(KEY_0, KEY_1, zeros, 0, 300);
    assertNotEquals(low, hash.low());
    hash.hash(KEY_0, KEY_1, zeros, 0, 44);
    assertEquals(low, hash.low());
  }

  private String resultHex() {
    byte[] result = new byte[16];
    LittleEndian.putLong(result, 0, hash.low());
    LittleEndian.putLong(result, 8, hash.high());
    return HexFormat.of().formatHex(result);
  }

  private static List<String> vectors() {
    try (InputStream file = SipHashTest.class.getResourceAsStream("siphash-2-4-128.txt")) {
      return new String(Objects.requireNonNull(file).readAllBytes(), US_ASCII).lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
