package dev.kitsune.bench.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ControlLoopTest {
  @Test
  void worksAnewEachTimeAndAlikeInEveryLoop() {
    ControlLoop loop = new ControlLoop();
    long first = loop.work();
    assertNotEquals(first, loop.work());
    assertEquals(first, new ControlLoop().work());
    assertEquals(first, new ControlBenchmark().control());
  }

  @Test
  void samplesUntilTheClockSaysSo() {
    AtomicLong clock = new AtomicLong();
    assertEquals(100, ControlLoop.sample(1_000, () -> clock.getAndAdd(10)).getTotalCount());
  }
}
