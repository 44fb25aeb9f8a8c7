package dev.kitsune.engine.profile;

import static dev.kitsune.engine.profile.ProfileTexts.blank;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kitsune.engine.bytes.ByteSlice;
import java.math.BigDecimal;
import java.util.Iterator;
import java.util.SplittableRandom;
import java.util.function.LongSupplier;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class RandomNumberTest {
  private static final int ROUND_COUNT = 200_000;
  private static final int BUCKET_COUNT = 20;
  private static final long STEPS = 10_000_000_000_000_000L;

  private final ProfileRecord record = blank("visitor");
  private final byte[] scratch = new byte[24];

  @Test
  void writesWholeAndFirstDecimalsAsJsonDoes() {
    assertEquals("0", draw(0));
    assertEquals("0.0000000000000001", draw(1));
    assertEquals("0.1", draw(STEPS / 10));
    assertEquals("0.5", draw(STEPS / 2));
    assertEquals("0.0000000000000002", draw(2));
    assertEquals("0.00000000000001", draw(100));
  }

  @Test
  void staysBelowOneEvenReadAsADouble() {
    assertEquals("0.9999999999999999", draw(STEPS - 1));
    assertTrue(Double.parseDouble(draw(STEPS - 1)) < 1);
  }

  @Test
  void drawsAgainWhereTheDrawIsTooLarge() {
    assertEquals("0.0000000000000007", draw(STEPS, 7));
    assertEquals("0.0000000000000007", draw(STEPS + 1, (1L << 54) - 1, 7, 8));
  }

  @Test
  void isUniformAndNeverPrintsATrailingZero() {
    SplittableRandom random = new SplittableRandom(9);
    int[] counts = new int[BUCKET_COUNT];
    for (int i = 0; i < ROUND_COUNT; i++) {
      String text = drawFrom(random::nextLong);
      assertTrue(text.matches("0|0\\.[0-9]{0,15}[1-9]"), text);
      double number = Double.parseDouble(text);
      assertTrue(number >= 0 && number < 1, text);
      counts[(int) (number * BUCKET_COUNT)]++;
    }
    double expected = (double) ROUND_COUNT / BUCKET_COUNT;
    double chiSquare = 0;
    for (int count : counts) {
      chiSquare += (count - expected) * (count - expected) / expected;
    }
    assertTrue(chiSquare < 43.8, "19 degrees of freedom, p = 0.001: " + chiSquare);
  }

  @Test
  void prefersNoLastDigit() {
    SplittableRandom random = new SplittableRandom(10);
    int[] counts = new int[10];
    for (int i = 0; i < ROUND_COUNT; i++) {
      BigDecimal steps = new BigDecimal(drawFrom(random::nextLong)).movePointRight(16);
      counts[(int) (steps.longValueExact() % 10)]++;
    }
    for (int count : counts) {
      assertEquals(ROUND_COUNT / 10.0, count, ROUND_COUNT / 10.0 * 0.05);
    }
  }

  @Test
  void fitsTheRecord() {
    drawFrom(new SplittableRandom(4)::nextLong);
    assertEquals("visitor", record.id(new ByteSlice()).toString());
    record.check();
  }

  /** Draws where the entropy's upper 54 bits are each of these in turn. */
  private String draw(long... steps) {
    Iterator<Long> draws = LongStream.of(steps).map(s -> s << 10 | 0x3ff).iterator();
    return drawFrom(draws::next);
  }

  private String drawFrom(LongSupplier entropy) {
    RandomNumber.draw(record, entropy, scratch);
    return record.random(new ByteSlice()).toString();
  }
}
