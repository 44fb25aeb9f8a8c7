package dev.kitsune.bench.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MedianIntervalTest {
  @ParameterizedTest
  @CsvSource({"6, 1, 6", "7, 1, 7", "8, 1, 8", "9, 2, 8", "11, 2, 10", "12, 3, 10", "20, 6, 15"})
  void takesTheRanksOfTheTablesOfOrderStatistics(int count, double low, double high) {
    MedianInterval interval = MedianInterval.of(oneTo(count));
    assertTrue(interval.isCovering());
    assertEquals(low, interval.low());
    assertEquals(high, interval.high());
    assertEquals((count + 1) / 2.0, interval.median());
    assertEquals(count, interval.count());
  }

  @ParameterizedTest
  @CsvSource({"1", "2", "5"})
  void doesNotCoverWithFewerThanSix(int count) {
    MedianInterval interval = MedianInterval.of(oneTo(count));
    assertFalse(interval.isCovering());
    assertEquals(1, interval.low());
    assertEquals(count, interval.high());
  }

  @Test
  void isOneDisturbedPairOfNineWiser() {
    List<Double> values = List.of(1.0, 1.1, 1.2, 1.3, 1.4, 1.5, 1.6, 1.7, 900.0);
    assertEquals(1.7, MedianInterval.of(values).high());
  }

  @Test
  void doesNotMindTheOrder() {
    List<Double> values = oneTo(9);
    Collections.reverse(values);
    assertEquals(MedianInterval.of(oneTo(9)), MedianInterval.of(values));
  }

  @Test
  void holdsTheTrueMedianInNineteenOfTwentyRuns() {
    SplittableRandom random = new SplittableRandom(1);
    int held = 0;
    for (int run = 0; run < 4_000; run++) {
      List<Double> values =
          DoubleStream.generate(random::nextDouble).limit(9).map(x -> x * x).boxed().toList();
      MedianInterval interval = MedianInterval.of(values);
      held += interval.low() <= 0.25 && interval.high() >= 0.25 ? 1 : 0;
    }
    assertTrue(held > 0.95 * 4_000 && held < 0.972 * 4_000, "held: " + held);
  }

  @Test
  void needsValues() {
    assertThrows(IllegalArgumentException.class, () -> MedianInterval.of(List.of()));
  }

  private static List<Double> oneTo(int count) {
    return new ArrayList<>(IntStream.rangeClosed(1, count).mapToObj(Double::valueOf).toList());
  }
}
