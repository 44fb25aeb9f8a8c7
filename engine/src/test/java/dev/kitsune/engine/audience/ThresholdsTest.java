package dev.kitsune.engine.audience;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ThresholdsTest {
  private static final List<Operator> NUMERIC =
      Arrays.stream(Operator.values()).filter(Operator::isNumeric).toList();

  @Test
  void standWhereAComparisonComesOutAnotherWay() {
    for (Operator operator : NUMERIC) {
      for (double comparand : new double[] {-1, -0.5, 0, 0.5, 1, 1.5, 2, 7, 1e300, -1e300}) {
        Thresholds thresholds = new Thresholds.Builder().add(operator, comparand).build();
        for (long value = 1; value < 12; value++) {
          boolean isAnother =
              Counts.compare(value, operator, comparand)
                  != Counts.compare(value - 1, operator, comparand);
          assertEquals(
              isAnother, thresholds.upTo(value) == value, operator + " " + comparand + " " + value);
          assertEquals(isAnother, thresholds.isCrossed(value - 1, value));
          assertEquals(isAnother, thresholds.isCrossed(value, value - 1));
        }
      }
    }
  }

  @Test
  void knowTheNextOneUpAndDown() {
    Thresholds thresholds =
        new Thresholds.Builder().add(Operator.LESS_THAN, 3).add(Operator.EQUAL, 7).build();
    assertEquals(Thresholds.NONE, thresholds.upTo(2));
    assertEquals(3, thresholds.upTo(3));
    assertEquals(3, thresholds.upTo(6));
    assertEquals(8, thresholds.upTo(100));
    assertEquals(3, thresholds.above(0));
    assertEquals(7, thresholds.above(3));
    assertEquals(8, thresholds.above(7));
    assertEquals(Thresholds.NONE, thresholds.above(8));
    assertTrue(thresholds.isCrossed(0, 100));
    assertFalse(thresholds.isCrossed(3, 6));
    assertFalse(thresholds.isCrossed(8, 8));
  }

  @Test
  void areNoneOfNothing() {
    Thresholds none = new Thresholds.Builder().build();
    assertTrue(none.isEmpty());
    assertEquals(Thresholds.NONE, none.upTo(Long.MAX_VALUE));
    assertEquals(Thresholds.NONE, none.above(0));
    assertFalse(none.isCrossed(0, Long.MAX_VALUE));
  }
}
