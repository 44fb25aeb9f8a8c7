package dev.kitsune.bench.bytes;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class StrictPassBenchmarkTest {
  @Test
  void recordsMorePositionsOfLargerRequests() {
    int page = nodeCount("requests/update/page.json");
    int documented = nodeCount("requests/create/documented.json");
    int batch = nodeCount("requests/upsert/two-hundred-events.json");
    assertTrue(page > 40 && documented > 20 && batch > 100 * documented);
  }

  private static int nodeCount(String request) {
    StrictPassBenchmark benchmark = new StrictPassBenchmark();
    benchmark.request = request;
    benchmark.readRequest();
    assertTrue(benchmark.check());
    return benchmark.nodeCount();
  }
}
