package dev.kitsune.bench.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class CurveTest {
  @Test
  void quotesTheHistogramsPercentiles() {
    Histogram histogram = new Histogram(5);
    for (int ns = 1; ns <= 1_000; ns++) {
      histogram.recordValue(ns);
    }
    Curve curve = Curve.of("thousand", histogram);
    assertEquals(1_000, curve.count());
    assertEquals(500, curve.at(50));
    assertEquals(990, curve.at(99));
    assertEquals(999, curve.at(99.9));
    assertEquals(1_000, curve.at(100));
    assertEquals(500.5, curve.meanNs(), 0.01);
  }

  @Test
  void hasAscendingPoints() {
    Curve curve = Reports.curve("two values", 3);
    for (int index = 1; index < curve.points().size(); index++) {
      Curve.Point before = curve.points().get(index - 1);
      Curve.Point after = curve.points().get(index);
      assertTrue(before.percentile() < after.percentile() && before.ns() <= after.ns());
    }
  }

  @Test
  void hasNoPercentileThatNobodyQuotes() {
    assertThrows(IllegalArgumentException.class, () -> Reports.curve("a", 2).at(42));
  }
}
