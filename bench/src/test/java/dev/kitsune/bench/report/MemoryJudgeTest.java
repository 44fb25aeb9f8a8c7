package dev.kitsune.bench.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MemoryJudgeTest {
  private static final int MILLION = 1_000_000;

  @ParameterizedTest
  @CsvSource({
    "-1, UNDECIDED",
    "999, UNDECIDED",
    "1000, MET",
    "1399, MET",
    "1401, UNDECIDED",
    "1450, UNDECIDED",
    "1451, UNDECIDED",
    "1499, UNDECIDED",
    "1501, MISSED"
  })
  void decidesByARatioThatIsFartherFromTheBoundThanTheNoise(
      long bytesPerProfile, Verdict expected) {
    TargetRow row = MemoryJudge.row(memory(MILLION, bytesPerProfile));
    assertEquals(expected, row.verdict());
    assertEquals(expected == Verdict.UNDECIDED, !row.reason().isEmpty());
    assertEquals(
        bytesPerProfile + " / 1000 bytes per profile, of one pair of processes, 1,000,000 profiles",
        row.measured());
  }

  @Test
  void fewerProfilesAreUndecided() {
    TargetRow row = MemoryJudge.row(memory(MILLION - 1, 9_000));
    assertEquals(Verdict.UNDECIDED, row.verdict());
    assertEquals("999,999 profiles instead of 1,000,000", row.reason());
  }

  @Test
  void isARowOfTheReport() {
    MemoryRow memory = memory(MILLION, 1_200);
    List<TargetRow> rows =
        new TargetJudge(new Measurements(), Reports.quiet(), memory, MILLION).rows();
    assertEquals(List.of(MemoryJudge.row(memory)), rows.subList(4, 5));
  }

  private static MemoryRow memory(int profileCount, long bytesPerProfile) {
    return new MemoryRow(
        profileCount, 10, 1, 1_000, 5_000_000 + profileCount * bytesPerProfile, 5_000_000);
  }
}
