package dev.kitsune.bench.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class SeenFlagsTest {
  private final SeenFlags seen = new SeenFlags();

  @Test
  void saysOfWhichBenchmarksOtherFlagsWere() {
    assertEquals(List.of(), seen.rows());
    seen.add("request.TypedDoorBenchmark.typed", List.of("-A", "-Xmx3g"));
    seen.add("request.TypedDoorBenchmark.bytes", List.of("-A", "-Xmx3g"));
    seen.add("request.PageUpdateBenchmark.update", List.of("-A"));
    seen.add("event.EventReaderBenchmark.read", List.of("-A"));
    assertEquals(
        List.of(
            new ProcessRow("forks", List.of("-A")),
            new ProcessRow("forks of TypedDoorBenchmark", List.of("-A", "-Xmx3g"))),
        seen.rows());
  }
}
