package dev.kitsune.bench.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReportFileTest {
  @TempDir Path directory = Path.of("");

  @Test
  void readsWhatItWrote() throws IOException {
    LatencyReport report =
        Reports.report(
            List.of(Reports.row("StrictPass.check", 1_000, 990, 1_010, 995.5, 1_004.5)),
            List.of(target(null), target(1.25)),
            Reports.quiet());
    Path file = Files.writeString(directory.resolve("report.json"), ReportFile.write(report));
    assertEquals(report, ReportFile.read(file));
  }

  @Test
  void readsAReportWithoutTheOptionalParts() throws IOException {
    LatencyReport whole = Reports.report(List.of(), List.of(), Reports.quiet());
    LatencyReport bare =
        new LatencyReport(
            LatencyReport.FORMAT,
            "tiny",
            whole.startedAt(),
            0,
            whole.machine(),
            List.of(),
            List.of(),
            null,
            List.of(),
            List.of(),
            List.of(),
            null,
            List.of());
    Path file = Files.writeString(directory.resolve("report.json"), ReportFile.write(bare));
    assertEquals(bare, ReportFile.read(file));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{|is no report",
        "null|is no report",
        "[]|is no report",
        "{\"unknown\":1}|is no report",
        "\"text\"|is no report"
      })
  void saysWhichFileIsNoReport(String text, String expected) throws IOException {
    Path file = Files.writeString(directory.resolve("bad.json"), text);
    IOException refused = assertThrows(IOException.class, () -> ReportFile.read(file));
    assertTrue(message(refused).contains("bad.json " + expected), message(refused));
  }

  @Test
  void saysWhichFileIsMissing() {
    IOException refused =
        assertThrows(IOException.class, () -> ReportFile.read(directory.resolve("none.json")));
    assertTrue(message(refused).startsWith("no such file: "), message(refused));
  }

  @Test
  void refusesAnotherFormat() throws IOException {
    String text =
        ReportFile.write(Reports.report(List.of(), List.of(), Reports.quiet()))
            .replace("\"format\" : 2", "\"format\" : 1");
    Path file = Files.writeString(directory.resolve("new.json"), text);
    IOException refused = assertThrows(IOException.class, () -> ReportFile.read(file));
    assertTrue(message(refused).endsWith("has format 1, expected 2"), message(refused));
  }

  private static String message(IOException refused) {
    return String.valueOf(refused.getMessage());
  }

  private static TargetRow target(@Nullable Double value) {
    return new TargetRow(
        "GET",
        "get",
        "at most 1.00 x",
        LatencyTarget.Unit.RATIO,
        "1 us",
        value,
        value,
        value,
        7,
        Verdict.MET,
        "");
  }
}
