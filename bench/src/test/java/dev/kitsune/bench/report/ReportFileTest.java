package dev.kitsune.bench.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReportFileTest {
  @TempDir Path directory = Path.of("");

  @Test
  void readsWhatItWrote() throws IOException {
    LatencyReport report = report();
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
            Map.of(),
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
        "''|is no report: it is no JSON object",
        "null|is no report",
        "[]|is no report",
        "{\"unknown\":1}|is no report",
        "\"text\"|is no report"
      })
  void saysWhichFileIsNoReport(String text, String expected) throws IOException {
    refuses(text, expected);
  }

  @Test
  void saysWhichFileIsNoText() throws IOException {
    Path file = Files.write(directory.resolve("bad.json"), new byte[] {'{', (byte) 0xff, '}'});
    IOException refused = assertThrows(IOException.class, () -> ReportFile.read(file));
    assertTrue(message(refused).endsWith("bad.json is no report: it is not UTF-8"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "scale",
        "startedAt",
        "elapsedS",
        "machine",
        "notes",
        "targets",
        "contenders",
        "rows",
        "curves",
        "sockets",
        "cpu",
        "jvmFlags",
        "commit",
        "verdict",
        "unit",
        "reason",
        "forkNs",
        "parameters",
        "section",
        "points",
        "label",
        "intended",
        "sent",
        "rounds",
        "ratePerS"
      })
  void namesWhatIsMissing(String field) throws IOException {
    String whole = ReportFile.write(report());
    refuses(changed(whole, field, "null"), "is no report: ");
    refuses(changed(whole, field, "absent"), "is no report: ");
    refuses(changed(whole, field, "null"), field);
  }

  @ParameterizedTest
  @ValueSource(strings = {"rows", "curves", "notes", "targets", "sockets"})
  void refusesListsThatHoldNull(String field) throws IOException {
    refuses(changed(ReportFile.write(report()), field, "[null]"), "is no report: ");
  }

  private void refuses(String text, String expected) throws IOException {
    Path file = Files.writeString(directory.resolve("bad.json"), text);
    IOException refused = assertThrows(IOException.class, () -> ReportFile.read(file));
    assertTrue(message(refused).contains("bad.json "), message(refused));
    assertTrue(message(refused).contains(expected), message(refused));
  }

  /* The first field of this name with another value; or without the field. */
  private static String changed(String report, String field, String value) throws IOException {
    JsonNode root = new ObjectMapper().readTree(report);
    ObjectNode parent = (ObjectNode) root.findParent(field);
    if (value.equals("absent")) {
      parent.remove(field);
    } else {
      parent.set(field, new ObjectMapper().readTree(value));
    }
    return root.toString();
  }

  private static LatencyReport report() {
    return Reports.with(
        Reports.report(
            List.of(Reports.row("StrictPass.check", 1_000, 990, 1_010, 995.5, 1_004.5)),
            List.of(target(null), target(1.25)),
            Reports.quiet()),
        Reports.contender(Contender.UPDATE, 1_000.0, 1_010.0));
  }

  @Test
  void saysWhichFileIsMissing() {
    IOException refused =
        assertThrows(IOException.class, () -> ReportFile.read(directory.resolve("none.json")));
    assertTrue(message(refused).startsWith("no such file: "), message(refused));
  }

  @ParameterizedTest
  @CsvSource({"1", "3"})
  void refusesAnotherFormat(int format) throws IOException {
    String text =
        ReportFile.write(Reports.report(List.of(), List.of(), Reports.quiet()))
            .replace("\"format\" : 2", "\"format\" : " + format);
    refuses(text, "has format " + format + ", expected 2");
    refuses("{\"format\":" + format + ",\"other\":1}", "has format " + format + ", expected 2");
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
