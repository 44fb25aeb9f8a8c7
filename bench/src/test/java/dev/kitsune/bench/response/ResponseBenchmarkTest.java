package dev.kitsune.bench.response;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ResponseBenchmarkTest {
  @Test
  void writesAWholeAnswer() {
    ResponseBenchmark benchmark = open(100);
    String answer = new String(benchmark.answer(), StandardCharsets.UTF_8);
    assertEquals(benchmark.write(), answer.length());
    assertTrue(answer.startsWith("{\"message\":\"ok\",\"data\":{\"profile\":{\"id\":\""), answer);
    assertTrue(answer.contains("\"experienceId\""), answer);
    assertTrue(answer.endsWith("]},\"error\":null}"), answer);
  }

  @Test
  void isAnotherAnswerForAnotherNumberOfAudiences() {
    assertNotEquals(open(10).write(), open(1_000).write());
  }

  private static ResponseBenchmark open(int audienceCount) {
    ResponseBenchmark benchmark = new ResponseBenchmark();
    benchmark.audienceCount = audienceCount;
    benchmark.prepare();
    benchmark.write();
    return benchmark;
  }
}
