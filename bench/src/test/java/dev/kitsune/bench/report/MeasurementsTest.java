package dev.kitsune.bench.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class MeasurementsTest {
  private final Measurements measurements = new Measurements();

  @Test
  void pairsOnlyForksOfTheSameRound() {
    add(1, Contender.UPDATE, 100);
    add(2, Contender.UPDATE, 2_000);
    add(3, Contender.UPDATE, 30_000);
    add(2, Contender.FLOOR, 1_000);
    add(3, Contender.FLOOR, 10_000);
    add(4, Contender.FLOOR, 1);
    List<Integer> rounds = measurements.rounds(Contender.UPDATE, Contender.FLOOR);
    assertEquals(List.of(2, 3), rounds);
    assertEquals(List.of(2_000.0, 30_000.0), measurements.ns(Contender.UPDATE, rounds));
    assertEquals(List.of(1_000.0, 10_000.0), measurements.ns(Contender.FLOOR, rounds));
    assertEquals(List.of(), measurements.rounds(Contender.UPDATE, Contender.GET));
  }

  @Test
  void aRatioIsOfTheSameRound() {
    add(1, Contender.UPDATE, 100);
    add(2, Contender.UPDATE, 2_000);
    add(2, Contender.FLOOR, 1_000);
    TargetRow row = new TargetJudge(measurements, Reports.quiet(), null, 1).rows().get(0);
    assertEquals(2.0, row.value());
    assertEquals(1, row.count());
    assertEquals("2.00 us / 1.00 us, 1 profiles", row.measured());
  }

  @Test
  void aGetIsHeldAgainstThoseOfItsRound() {
    add(1, Contender.GET, 1);
    add(2, Contender.GET, 600);
    add(2, Contender.UPDATE, 1_000);
    add(2, Contender.GET_FLOOR, 100);
    add(3, Contender.GET_FLOOR, 9_000);
    TargetRow row = new TargetJudge(measurements, Reports.quiet(), null, 1).rows().get(3);
    assertEquals(1.2, row.value());
  }

  private void add(int round, Contender contender, double ns) {
    measurements.add(
        round, contender, new JmhOutcome(ns, ns, ns, 0, List.of(ns), new Histogram(3)));
  }
}
