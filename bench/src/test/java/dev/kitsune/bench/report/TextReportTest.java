package dev.kitsune.bench.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextReportTest {
  @Test
  void saysWhatAReaderMustKnow() {
    String text =
        TextReport.of(
            Reports.report(
                List.of(Reports.row("StrictPass.check", 1_234, 1_200, 1_300, 1_234.0)),
                List.of(),
                Reports.quiet()));
    for (String part :
        List.of(
            "commit   c0",
            "2 cores",
            "flags    -X\n         forks: -Xmx3g\n",
            "took     1:01",
            "note     a note",
            "1.23 us  1.20 us to 1.30 us",
            "0 B/op  1 fork",
            "p99.9   5.00 us",
            "1.40 x",
            "1,999 of 2,000 sent in time, 0 failed")) {
      assertTrue(text.contains(part), part + " in " + text);
    }
  }

  @Test
  void tellsTheRoundsOfEachContender() {
    String text =
        TextReport.of(
            Reports.with(
                Reports.report(List.of(), List.of(), Reports.quiet()),
                Reports.contender(Contender.FLOOR, 500.0, 510.0, 505.0)));
    assertTrue(
        text.contains(
            "Rounds\n------\n"
                + "floor of an update, profileCount 100      505 ns  500 ns to 510 ns       0 B/op"
                + "  3 forks\n"),
        text);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0 ns",
    "999, 999 ns",
    "1000, 1.00 us",
    "9994, 9.99 us",
    "10000, 10.0 us",
    "1000000, 1.00 ms",
    "123456789, 123.5 ms"
  })
  void givesTimesThreeDigitsAndAUnit(double ns, String expected) {
    assertEquals(expected, Figures.time(ns));
  }

  @ParameterizedTest
  @CsvSource({"999, 999", "1000, '1,000'", "1000000, '1,000,000'", "a1000, a1000", "'', ''"})
  void groupsWholeNumbers(String text, String expected) {
    assertEquals(expected, Figures.grouped(text));
  }

  @ParameterizedTest
  @CsvSource({"0.49, 0 B", "0.51, 1 B", "2048, '2,048 B'"})
  void lessThanHalfAByteIsNone(double bytes, String expected) {
    assertEquals(expected, Figures.bytesPerOperation(bytes));
  }
}
