package dev.kitsune.bench.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kitsune.bench.bytes.ParserKind;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ParserVersionsTest {
  @Test
  void everyParserThatIsNotOursHasAVersion() throws IOException {
    Map<String, String> versions = ParserVersions.read();
    assertEquals(ParserKind.values().length - 1, versions.size(), versions.toString());
    versions.values().forEach(each -> assertTrue(each.matches("[a-z2-]+ [0-9.]+"), each));
    assertEquals("jackson-core " + jackson(), versions.get(ParserKind.JACKSON.name()));
  }

  @Test
  void aLibraryThatDoesNotSayItIsUnknown() throws IOException {
    assertEquals("unknown", ParserVersions.version("no.such/library"));
  }

  @Test
  void theTableSaysWhatParsersDoNotHaveInCommon() {
    BenchRow parsers =
        new BenchRow(
            RowPlan.PARSERS, "Parser.read", Map.of("parser", "TAPE"), 1, 1, 1, 0, List.of());
    LatencyReport report = Reports.report(List.of(parsers), List.of(), Reports.quiet());
    for (String text : List.of(TextReport.of(report), HtmlReport.of(report))) {
      assertTrue(text.contains("TAPE and CHECK_AND_JSONITER record where each field stands"), text);
      assertTrue(text.contains("Versions: JACKSON jackson-core 1.0."), text);
    }
    assertEquals(List.of(), TargetTexts.below("Steps", report));
  }

  private static String jackson() {
    return com.fasterxml.jackson.core.json.PackageVersion.VERSION.toString();
  }
}
