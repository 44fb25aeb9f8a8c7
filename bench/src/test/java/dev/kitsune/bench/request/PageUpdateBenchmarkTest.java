package dev.kitsune.bench.request;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class PageUpdateBenchmarkTest {
  @Test
  void answersWholeAndCopiesAnAnswerOfTheSameLength() throws Exception {
    PageUpdateBenchmark bench = open(100);
    try {
      String answer = new String(bench.answer(), StandardCharsets.UTF_8);
      assertTrue(answer.startsWith("{\"message\":\"ok\",\"data\":{\"profile\":{\"id\":\""), answer);
      assertTrue(answer.endsWith("],\"error\":null}") || answer.endsWith("]},\"error\":null}"));
      assertEquals(bench.answer().length, bench.floor());
      assertTrue(bench.update() > 1_000);
      assertTrue(bench.get() > 1_000);
      assertTrue(bench.yardstick().startsWith("http"));
    } finally {
      bench.close();
    }
  }

  @Test
  void isAnotherEnvironmentForAnotherNumberOfAudiences() {
    PageUpdateBenchmark few = open(10);
    PageUpdateBenchmark many = open(1_000);
    try {
      assertNotEquals(
          new String(few.answer(), StandardCharsets.UTF_8),
          new String(many.answer(), StandardCharsets.UTF_8));
    } finally {
      few.close();
      many.close();
    }
  }

  @Test
  void sendsNoReplays() {
    PageRequest request = new PageRequest("requests/update/page.json");
    String first = new String(request.next(), StandardCharsets.UTF_8);
    String second = new String(request.next(), StandardCharsets.UTF_8);
    assertNotEquals(first, second);
    assertEquals(first.length(), second.length());
  }

  private static PageUpdateBenchmark open(int audienceCount) {
    PageUpdateBenchmark bench = new PageUpdateBenchmark();
    bench.profileCount = 100;
    bench.audienceCount = audienceCount;
    bench.fill();
    return bench;
  }
}
