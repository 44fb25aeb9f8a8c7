package dev.kitsune.engine.audience;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

class CountsTest {
  private static final String ORDERS = "(NOT_)?EQUAL|(GREATER|LESS)_THAN(_INCLUSIVE)?";

  @ParameterizedTest
  @EnumSource(mode = Mode.MATCH_ALL, names = ORDERS)
  void flipsJustWhereTheOutcomeIsAnotherThanAtTheValueBefore(Operator operator) {
    for (int count = 0; count < 5; count++) {
      int compared = count;
      int[] expected =
          IntStream.range(1, 10)
              .filter(
                  value ->
                      Counts.compare(value, operator, compared)
                          != Counts.compare(value - 1, operator, compared))
              .toArray();
      assertArrayEquals(expected, Counts.flips(operator, count), operator + " " + count);
    }
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.MATCH_ALL, names = ORDERS)
  void flipsNothingBeyondTheLargestCount(Operator operator) {
    for (int flip : Counts.flips(operator, Integer.MAX_VALUE)) {
      assertEquals(Integer.MAX_VALUE, flip);
    }
  }
}
