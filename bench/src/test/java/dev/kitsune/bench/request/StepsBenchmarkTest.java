package dev.kitsune.bench.request;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kitsune.engine.EngineConfig;
import dev.kitsune.testdata.TestData;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StepsBenchmarkTest {
  private static final int DIGITS = 60;

  private final StepsBenchmark benchmark = new StepsBenchmark();
  private final FreshRequest page = new FreshRequest(TestData.bytes("requests/update/page.json"));

  @BeforeEach
  void fill() {
    benchmark.profileCount = 8;
    benchmark.fill();
  }

  @AfterEach
  void close() {
    benchmark.close();
  }

  @Test
  void theWholeWayAnswersAsTheEngineDoes() {
    try (LoadedEngine engine = new LoadedEngine(EngineConfig.StoreKind.HEAP, 8, 100)) {
      byte[] body = page.next().clone();
      int length = run(UpdatePrefix.ANSWER, body);
      assertEquals(engine.update(0, body).length(), length, DIGITS);
      String expected = engine.update(0, body).toString();
      assertTrue(expected.contains(audiences()), expected);
    }
  }

  @Test
  void theStoreChangesFromTheWriteBackOn() {
    for (UpdatePrefix last : UpdatePrefix.values()) {
      byte[] before = benchmark.way().stored(0);
      run(last, page.next());
      boolean isSame = Arrays.equals(before, benchmark.way().stored(0));
      assertEquals(last.isBefore(UpdatePrefix.WRITE_BACK), isSame, last.name());
    }
  }

  @Test
  void theKernelChangesTheRecordThatWasLoaded() {
    run(UpdatePrefix.LOAD, page.next());
    assertArrayEquals(benchmark.way().stored(0), benchmark.way().loaded());
    run(UpdatePrefix.KERNEL, page.next());
    assertFalse(Arrays.equals(benchmark.way().stored(0), benchmark.way().loaded()));
  }

  @Test
  void theSameEventAgainIsAReplayOnceItIsWrittenBack() {
    byte[] body = page.next().clone();
    run(UpdatePrefix.WRITE_BACK, body);
    byte[] once = benchmark.way().stored(0);
    run(UpdatePrefix.WRITE_BACK, body);
    assertArrayEquals(once, benchmark.way().stored(0));
    run(UpdatePrefix.WRITE_BACK, page.next());
    assertFalse(Arrays.equals(once, benchmark.way().stored(0)));
  }

  @Test
  void onlyTheLastWayKnowsTheDevice() {
    run(UpdatePrefix.WRITE_BACK, page.next());
    int without = benchmark.way().stored(0).length;
    run(UpdatePrefix.DEVICE, page.next());
    byte[] with = benchmark.way().stored(0);
    assertTrue(new String(with, StandardCharsets.ISO_8859_1).contains("Chrome"));
    assertTrue(with.length > without, with.length + " > " + without);
  }

  @Test
  void whatIsMadeBeforeALockDependsOnEventAndId() {
    Set<Integer> digests = new HashSet<>();
    Set<Integer> names = new HashSet<>();
    for (int profile = 0; profile < 8; profile++) {
      digests.add(benchmark.way().run(UpdatePrefix.DIGEST, profile, page.next()));
      names.add(benchmark.way().run(UpdatePrefix.NAMES, profile, page.next()));
    }
    assertEquals(8, digests.size());
    assertEquals(8, names.size());
    assertEquals(1, run(UpdatePrefix.EVENTS, page.next()));
    assertTrue(run(UpdatePrefix.STRICT_PASS, page.next()) > 1_000);
  }

  @Test
  void choosesProfilesAtRandom() {
    Set<Integer> names = new HashSet<>();
    benchmark.last = UpdatePrefix.NAMES;
    for (int i = 0; i < 100; i++) {
      names.add(benchmark.update());
    }
    assertEquals(8, names.size());
  }

  @Test
  void isAnotherAnswerForAnotherNumberOfAudiences() {
    int few = run(UpdatePrefix.ANSWER, page.next());
    benchmark.audienceCount = 10;
    benchmark.fill();
    assertNotEquals(few, run(UpdatePrefix.ANSWER, page.next()));
  }

  private String audiences() {
    String answer = benchmark.way().answerText();
    int start = answer.indexOf("\"audiences\":[");
    return answer.substring(start, answer.indexOf(']', start));
  }

  private int run(UpdatePrefix last, byte[] body) {
    return benchmark.way().run(last, 0, body);
  }
}
