package dev.kitsune.bench.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class TargetJudgeTest {
  private static final int MILLION = 1_000_000;

  private final Measurements measurements = new Measurements();

  @ParameterizedTest
  @CsvSource({
    "1.49, 1.49, MET",
    "1.49, 1.5, MET",
    "1.49, 1.501, UNDECIDED",
    "1.5, 1.6, UNDECIDED",
    "1.501, 1.6, MISSED"
  })
  void decidesByTheWholeInterval(double low, double high, Verdict expected) {
    rounds(6, low, high);
    TargetRow row = row(LatencyTarget.PAGE_UPDATE_OVER_FLOOR, judge(Reports.quiet(), MILLION));
    assertEquals(expected, row.verdict(), row.reason());
    assertEquals(low, row.low());
    assertEquals(high, row.high());
    assertEquals(6, row.count());
    assertEquals(expected == Verdict.UNDECIDED, !row.reason().isEmpty());
  }

  @ParameterizedTest
  @CsvSource({"4", "5"})
  void isUndecidedWithTooFewPairs(int rounds) {
    rounds(rounds, 1, 1);
    TargetRow row = row(LatencyTarget.PAGE_UPDATE_OVER_FLOOR, judge(Reports.quiet(), MILLION));
    assertEquals(Verdict.UNDECIDED, row.verdict());
    assertTrue(row.reason().startsWith(rounds + " pairs"), row.reason());
  }

  @ParameterizedTest
  @CsvSource({"4.01, MET", "50.9, MET", "51.1, UNDECIDED"})
  void isUndecidedWhereTheMachineTookATenthOfTheControlsTime(double spread, Verdict expected) {
    rounds(6, 1, 1);
    Control control = new Control(Reports.curve("control loop", spread));
    TargetRow row = row(LatencyTarget.PAGE_UPDATE_OVER_FLOOR, judge(control, MILLION));
    assertEquals(expected, row.verdict(), row.reason());
  }

  @Test
  void isUndecidedWithFewerProfilesThanTheTargetSays() {
    rounds(6, 9, 9);
    TargetRow row = row(LatencyTarget.PAGE_UPDATE_OVER_FLOOR, judge(Reports.quiet(), MILLION - 1));
    assertEquals(Verdict.UNDECIDED, row.verdict());
    assertEquals("999,999 profiles instead of 1,000,000", row.reason());
  }

  @ParameterizedTest
  @CsvSource({"500, MET", "501, MISSED"})
  void aGetMayTakeHalfAnUpdateWhereThatIsMore(double getNs, Verdict expected) {
    get(getNs, 1_000, 300);
    assertEquals(expected, row(LatencyTarget.GET, judge(Reports.quiet(), MILLION)).verdict());
  }

  @ParameterizedTest
  @CsvSource({"650, MET", "651, MISSED"})
  void aGetMayTakeItsPartsAndThirtyPercentWhereThatIsMore(double getNs, Verdict expected) {
    get(getNs, 1_000, 500);
    assertEquals(expected, row(LatencyTarget.GET, judge(Reports.quiet(), MILLION)).verdict());
  }

  @ParameterizedTest
  @CsvSource({"0.49, MET", "0.5, MISSED"})
  void lessThanHalfAByteIsNone(double bytes, Verdict expected) {
    for (int round = 0; round < 5; round++) {
      measurements.add(round, Contender.UPDATE, outcome(1, bytes));
    }
    TargetRow row = row(LatencyTarget.PAGE_UPDATE_ALLOCATION, judge(null, MILLION));
    assertEquals(expected, row.verdict());
    assertEquals(bytes, row.value());
    assertEquals("", row.reason());
  }

  @ParameterizedTest
  @CsvSource({"1, 120", "6, 0.4"})
  void forksThatDisagreeAboutAllocationAreUndecided(int noneCount, double median) {
    for (int round = 0; round < 7; round++) {
      measurements.add(round, Contender.UPDATE, outcome(1, round < noneCount ? 0.4 : 120));
    }
    TargetRow row = row(LatencyTarget.PAGE_UPDATE_ALLOCATION, judge(null, MILLION));
    assertEquals(Verdict.UNDECIDED, row.verdict());
    assertEquals(median, row.value());
    assertTrue(
        row.measured().endsWith("(0 B to 120 B, 7 forks), 1,000,000 profiles"), row.measured());
    assertEquals(7 - noneCount + " of 7 forks allocate, the others do not", row.reason());
  }

  @ParameterizedTest
  @CsvSource({"4, UNDECIDED", "5, MISSED"})
  void tooFewForksThatAllocateAreUndecided(int forks, Verdict expected) {
    for (int round = 0; round < forks; round++) {
      measurements.add(round, Contender.UPDATE, outcome(1, 7));
    }
    TargetRow row = row(LatencyTarget.PAGE_UPDATE_ALLOCATION, judge(null, MILLION));
    assertEquals(expected, row.verdict());
  }

  @Test
  void forksThatCannotTellTheirBytesAreNoMeasurement() {
    for (int round = 0; round < 6; round++) {
      measurements.add(round, Contender.UPDATE, outcome(1, Double.NaN));
    }
    TargetRow row = row(LatencyTarget.PAGE_UPDATE_ALLOCATION, judge(null, MILLION));
    assertEquals(Verdict.UNDECIDED, row.verdict());
    assertEquals("not measured", row.reason());
    measurements.add(6, Contender.UPDATE, outcome(1, 0.1));
    assertEquals(
        Verdict.MET, row(LatencyTarget.PAGE_UPDATE_ALLOCATION, judge(null, MILLION)).verdict());
  }

  @ParameterizedTest
  @CsvSource({"99.9, MET", "100, MISSED", "100.1, MISSED"})
  void anUntouchedStepHasABoundInNanoseconds(double ns, Verdict expected) {
    for (int round = 0; round < 6; round++) {
      measurements.add(round, Contender.UNTOUCHED, outcome(ns, 0));
    }
    TargetRow row = row(LatencyTarget.UNTOUCHED, judge(Reports.quiet(), MILLION));
    assertEquals(expected, row.verdict(), row.reason());
    assertEquals("less than 100 ns", row.bound());
  }

  @ParameterizedTest
  @CsvSource({"1500, MET", "1501, MISSED"})
  void manyAudiencesMayTakeHalfAnUpdateMore(double ns, Verdict expected) {
    for (int round = 0; round < 6; round++) {
      measurements.add(round, Contender.FEW, outcome(1_000, 0));
      measurements.add(round, Contender.MANY, outcome(ns, 0));
    }
    TargetJudge judge = judge(Reports.quiet(), MILLION);
    assertEquals(expected, row(LatencyTarget.MANY_OVER_FEW, judge).verdict());
    assertEquals(Verdict.MET, row(LatencyTarget.MANY_ALLOCATION, judge).verdict());
  }

  @ParameterizedTest
  @EnumSource(value = LatencyTarget.class, from = "PAGE_UPDATE_OVER_FLOOR", to = "UNTOUCHED")
  @EnumSource(
      value = LatencyTarget.class,
      names = {"BATCH_OVER_UPDATES", "MERGE_OVER_PAGE"})
  void whatWasNotMeasuredIsUndecided(LatencyTarget target) {
    TargetRow row = row(target, judge(Reports.quiet(), MILLION));
    assertEquals(Verdict.UNDECIDED, row.verdict());
    assertEquals("not measured", row.reason());
  }

  @Test
  void aFigureSaysOfHowManyProfilesItIs() {
    for (Contender contender : Contender.values()) {
      for (int round = 0; round < 6; round++) {
        measurements.add(round, contender, outcome(1, 0));
      }
    }
    TargetJudge judge = judge(Reports.quiet(), MILLION);
    assertMeasured("1 ns / 1 ns, 1,000,000 profiles", LatencyTarget.PAGE_UPDATE_OVER_FLOOR, judge);
    assertMeasured(
        "0 B (0 B to 0 B, 6 forks), 1,000,000 profiles",
        LatencyTarget.PAGE_UPDATE_ALLOCATION,
        judge);
    assertMeasured("1 ns / 1 ns, 10,000 profiles", LatencyTarget.TYPED_OVER_BYTES, judge);
    assertMeasured("1 ns / 1 ns, 20,000 profiles", LatencyTarget.MANY_OVER_FEW, judge);
    assertMeasured("1 ns / 1 ns, 10,000 profiles", LatencyTarget.BATCH_OVER_UPDATES, judge);
    assertMeasured("1 ns / 1 ns, 10,000 profiles", LatencyTarget.MERGE_OVER_PAGE, judge);
    assertMeasured("1 ns (1 ns to 1 ns, 6 forks)", LatencyTarget.UNTOUCHED, judge);
  }

  private static void assertMeasured(String expected, LatencyTarget target, TargetJudge judge) {
    assertEquals(expected, row(target, judge).measured());
  }

  @ParameterizedTest
  @CsvSource({
    "TYPED_OVER_BYTES, TYPED_DOOR, BYTES_DOOR, 10000",
    "MANY_OVER_FEW, MANY, FEW, 20000",
    "BATCH_OVER_UPDATES, BATCH, SINGLES, 10000",
    "MERGE_OVER_PAGE, MERGE, MERGE_PAGE, 10000"
  })
  void hasAVerdictOnlyOfAsManyProfilesAsAFullReportHas(
      LatencyTarget target, Contender above, Contender below, int profileCount) {
    for (int round = 0; round < 6; round++) {
      measurements.add(round, above, outcome(1, 0));
      measurements.add(round, below, outcome(2, 0));
    }
    assertEquals(Verdict.MET, row(target, judge(Reports.quiet(), profileCount)).verdict());
    TargetRow fewer = row(target, judge(Reports.quiet(), profileCount - 1));
    assertEquals(Verdict.UNDECIDED, fewer.verdict());
    assertEquals(
        Figures.format("%,d profiles instead of %,d", profileCount - 1, profileCount),
        fewer.reason());
  }

  @ParameterizedTest
  @CsvSource({"799, MET", "800, MISSED"})
  void aBatchTakesLessThanItsShareOfItsUpdates(double ns, Verdict expected) {
    for (int round = 0; round < 6; round++) {
      measurements.add(round, Contender.BATCH, outcome(ns, 0));
      measurements.add(round, Contender.SINGLES, outcome(1_000, 0));
    }
    TargetRow row = row(LatencyTarget.BATCH_OVER_UPDATES, judge(Reports.quiet(), MILLION));
    assertEquals(expected, row.verdict(), row.reason());
    assertTrue(TargetTexts.value(row).startsWith("0.80 x (0.80 to 0.80, 6 pairs) = "));
  }

  @ParameterizedTest
  @CsvSource({"4999, MET", "5000, MISSED"})
  void aMergeTakesLessThanFivePageEvents(double ns, Verdict expected) {
    for (int round = 0; round < 6; round++) {
      measurements.add(round, Contender.MERGE, outcome(ns, 0));
      measurements.add(round, Contender.MERGE_PAGE, outcome(1_000, 0));
    }
    TargetRow row = row(LatencyTarget.MERGE_OVER_PAGE, judge(Reports.quiet(), MILLION));
    assertEquals(expected, row.verdict(), row.reason());
  }

  @Test
  void everyBoundIsThatOfTheIssue() {
    assertEquals(1.5, LatencyTarget.PAGE_UPDATE_OVER_FLOOR.bound());
    assertEquals(3, LatencyTarget.PAGE_UPDATE_OVER_YARDSTICK.bound());
    assertEquals(1.45, LatencyTarget.RESIDENT_OVER_RECORDS.bound());
    assertEquals(2, LatencyTarget.TYPED_OVER_BYTES.bound());
    assertEquals(1.5, LatencyTarget.MANY_OVER_FEW.bound());
    assertEquals(0.5, LatencyTarget.MANY_ALLOCATION.bound());
    assertEquals(100, LatencyTarget.UNTOUCHED.bound());
    assertEquals(0.8, LatencyTarget.BATCH_OVER_UPDATES.bound());
    assertEquals(5, LatencyTarget.MERGE_OVER_PAGE.bound());
  }

  /* Ratios of low and high, half of each: both ends of the interval of six are there. */
  private void rounds(int rounds, double low, double high) {
    for (int round = 0; round < rounds; round++) {
      measurements.add(round, Contender.UPDATE, outcome(round % 2 == 0 ? low : high, 0));
      measurements.add(round, Contender.FLOOR, outcome(1, 0));
    }
  }

  private void get(double getNs, double updateNs, double floorNs) {
    for (int round = 0; round < 6; round++) {
      measurements.add(round, Contender.GET, outcome(getNs, 0));
      measurements.add(round, Contender.UPDATE, outcome(updateNs, 0));
      measurements.add(round, Contender.GET_FLOOR, outcome(floorNs, 0));
    }
  }

  private TargetJudge judge(@Nullable Control control, int profileCount) {
    return new TargetJudge(measurements, control, null, profileCount);
  }

  private static TargetRow row(LatencyTarget target, TargetJudge judge) {
    return judge.rows().stream()
        .filter(row -> row.target().equals(target.name()))
        .findFirst()
        .orElseThrow();
  }

  private static JmhOutcome outcome(double ns, double bytes) {
    return new JmhOutcome(ns, ns, ns, bytes, List.of(ns), new Histogram(3));
  }
}
