package dev.kitsune.bench.request;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kitsune.bench.request.PageUpdateBenchmark.GetParts;
import dev.kitsune.bench.request.PageUpdateBenchmark.Loaded;
import dev.kitsune.bench.request.PageUpdateBenchmark.Page;
import dev.kitsune.bench.request.PageUpdateBenchmark.Size;
import dev.kitsune.bench.request.PageUpdateBenchmark.UpdateParts;
import dev.kitsune.bench.request.PageUpdateBenchmark.Yardstick;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class PageUpdateBenchmarkTest {
  /* Counters, times and the number drawn at creation differ in their digits. */
  private static final int DIGITS = 60;

  private final PageUpdateBenchmark benchmark = new PageUpdateBenchmark();
  private final Page page = new Page();

  @Test
  void theFloorsGiveAnswersAsLongAsTheEngines() {
    Loaded loaded = loaded(64, 100);
    UpdateParts updateParts = new UpdateParts();
    updateParts.fill(size(64, 100));
    GetParts getParts = new GetParts();
    getParts.fill(size(64, 100));
    int update = mean(() -> benchmark.update(loaded, page));
    assertTrue(update > 2_000, "length: " + update);
    assertEquals(update, benchmark.floor(updateParts, page), update / 10.0);
    int get = mean(() -> benchmark.get(loaded));
    assertEquals(get, mean(() -> benchmark.getFloor(getParts)), DIGITS);
    loaded.close();
    updateParts.close();
    getParts.close();
  }

  @Test
  void theYardstickReadsTheSameEvent() throws IOException {
    assertTrue(benchmark.yardstick(new Yardstick(), page).startsWith("https://shop.example.com/"));
  }

  @Test
  void isAnotherEngineForOtherParameters() {
    Loaded few = loaded(10, 10);
    Loaded many = loaded(20, 1_000);
    assertEquals(10, few.engine().profileCount());
    assertEquals(20, many.engine().profileCount());
    assertNotEquals(few.engine().get(0).length(), many.engine().get(0).length());
    few.close();
    many.close();
  }

  @Test
  void updatesFallIntoTheSessionOfTheVisits() {
    Loaded loaded = loaded(1, 10);
    benchmark.update(loaded, page);
    String answer = new String(loaded.engine().get(0).toBytes(), StandardCharsets.UTF_8);
    assertTrue(answer.contains("\"isReturningVisitor\":false"), answer);
    assertTrue(answer.contains("\"activeSessionLength\":600"), answer);
    loaded.close();
  }

  private interface Length {
    int length();
  }

  private static int mean(Length one) {
    int sum = 0;
    for (int i = 0; i < 200; i++) {
      sum += one.length();
    }
    return sum / 200;
  }

  private static Loaded loaded(int profileCount, int audienceCount) {
    Loaded loaded = new Loaded();
    loaded.fill(size(profileCount, audienceCount));
    return loaded;
  }

  private static Size size(int profileCount, int audienceCount) {
    Size size = new Size();
    size.profileCount = profileCount;
    size.audienceCount = audienceCount;
    return size;
  }
}
