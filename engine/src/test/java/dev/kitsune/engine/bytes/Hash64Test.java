package dev.kitsune.engine.bytes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Hash64Test {
  /** The bytes 0, 1, 2, ... of each length. These stand in files: never adapt them to the code. */
  @ParameterizedTest
  @CsvSource({
    "0,0,b2572f3353e6ae37",
    "1,0,e1a051b4f4905dae",
    "2,0,f0fc96344ad2906",
    "3,0,ace950aa5f2110ce",
    "4,0,37bd90d690abc0ae",
    "7,0,73a29adaa2e59a61",
    "8,0,fbf7176ce758e07b",
    "9,0,2ce3645dd5d2fcb",
    "15,0,a6ef0214bd9f43a0",
    "16,0,d47ff9b42beab831",
    "17,0,907b760cae440d28",
    "31,0,9430c9fa03bfc49d",
    "32,0,889d3b45d1c7d16a",
    "33,0,5155366986bfc355",
    "48,0,290a6b922150566",
    "49,0,bfb4f0d0b3907095",
    "64,0,966ec4e545f537c7",
    "96,0,8c4c6e47b7200e79",
    "97,0,2f668b8987fa0f60",
    "144,0,7f7182398d79f2f9",
    "145,0,a9e326ea4688f084",
    "200,0,4364443cada07d9d",
    "256,0,182e00be0834144a",
    "1000,0,f6b0bfd5183a420e",
    "0,1,a6158f0e8a6ae421",
    "16,1,ec61230633b345bc",
    "100,-1,ee25dbd13d5c5420",
    "100,81985529216486895,bcf46e6942d2adf9",
    "1000,-9223372036854775808,e0356e7a2314e89"
  })
  void neverChanges(int length, long seed, String expected) {
    assertEquals(expected, Long.toHexString(Hash64.hash(counting(length), seed)));
  }

  @Test
  void isTheSameWhereverTheBytesStand() {
    byte[] text = counting(100);
    for (int before = 0; before < 9; before++) {
      byte[] larger = new byte[before + 120];
      new Random(before).nextBytes(larger);
      System.arraycopy(text, 0, larger, before, text.length);
      for (int length = 0; length <= text.length; length++) {
        long expected = Hash64.hash(counting(length), 5);
        assertEquals(expected, Hash64.hash(larger, before, length, 5));
      }
    }
  }

  @Test
  void differsByLengthSeedAndEverySingleBit() {
    Set<Long> hashes = new HashSet<>();
    int inputCount = 0;
    for (int length = 0; length < 200; length++) {
      byte[] zeros = new byte[length];
      hashes.add(Hash64.hash(zeros, 0));
      hashes.add(Hash64.hash(zeros, 1));
      inputCount += 2;
      for (int bit = 0; bit < length * Byte.SIZE; bit++) {
        zeros[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
        hashes.add(Hash64.hash(zeros, 0));
        zeros[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
        inputCount++;
      }
    }
    assertEquals(inputCount, hashes.size());
  }

  @Test
  void oneBitOfInputTurnsHalfOfTheOutput() {
    Random random = new Random(1);
    for (int length : new int[] {1, 3, 4, 7, 8, 15, 16, 17, 32, 33, 48, 49, 64, 97, 200}) {
      byte[] bytes = new byte[length];
      int[] turned = new int[Long.SIZE];
      int trialCount = 20_000;
      for (int trial = 0; trial < trialCount; trial++) {
        random.nextBytes(bytes);
        long seed = random.nextLong();
        long before = Hash64.hash(bytes, seed);
        bytes[random.nextInt(length)] ^= (byte) (1 << random.nextInt(Byte.SIZE));
        count(before ^ Hash64.hash(bytes, seed), turned);
      }
      for (int bit = 0; bit < Long.SIZE; bit++) {
        double share = (double) turned[bit] / trialCount;
        assertTrue(share > 0.47 && share < 0.53, "length " + length + " bit " + bit + " " + share);
      }
    }
  }

  @Test
  void aWordThatMeetsAConstantDoesNotHideTheOthers() {
    byte[] one = new byte[64];
    byte[] other = new byte[64];
    for (long constant :
        new long[] {0x9e3779b97f4a7c15L, 0xe7037ed1a0b428dbL, 0x8ebc6af09c88c6e3L}) {
      for (int at = 0; at + 8 <= one.length; at += 8) {
        for (int shift = 0; shift < 8; shift++) {
          one[at + shift] = (byte) (constant >>> (8 * shift));
          other[at + shift] = one[at + shift];
        }
        other[at ^ 8] ^= 1;
        assertNotEquals(Hash64.hash(one, 0), Hash64.hash(other, 0));
        other[at ^ 8] ^= 1;
      }
    }
  }

  private static void count(long bits, int[] turned) {
    for (int bit = 0; bit < Long.SIZE; bit++) {
      turned[bit] += (int) (bits >>> bit & 1);
    }
  }

  private static byte[] counting(int length) {
    byte[] bytes = new byte[length];
    for (int index = 0; index < length; index++) {
      bytes[index] = (byte) index;
    }
    return bytes;
  }
}
