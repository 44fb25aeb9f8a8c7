package dev.kitsune.engine.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(JournalAlone.class)
class LoadThreadsTest {
  private final SimulatedFiles files = new SimulatedFiles();
  private final CountDownLatch bothInside = new CountDownLatch(2);
  private final AtomicInteger entered = new AtomicInteger();
  private final AtomicInteger inside = new AtomicInteger();

  /* Memory that it reads is given back next: a thread that still ran would end the JVM. */
  @RepeatedTest(10)
  void noThreadIsLeftWhenOneOfThemFails() throws IOException {
    GroupHistory history = new GroupHistory(1, 700);
    try (RunningJournal running = RunningJournal.open(files, history, Durability.OS, 0)) {
      running.start();
      for (int i = 0; i < 60; i++) {
        running.append();
      }
    }
    try (JournalDirectory directory =
        JournalDirectory.open(files, new SplittableRandom(1)::nextLong, () -> {})) {
      JournalSettings settings = new JournalSettings(Durability.OS, 4_096);
      IllegalStateException told =
          assertThrows(
              IllegalStateException.class,
              () ->
                  Journal.open(
                      directory,
                      settings,
                      (table, high, low, bytes, offset, length) -> take(),
                      RecoveryProgress.NONE));
      assertEquals("one fails", told.getMessage());
      assertEquals(0, inside.get());
    }
  }

  /* The first to come fails as soon as there is another, who lingers. */
  private void take() {
    inside.incrementAndGet();
    try {
      bothInside.countDown();
      if (entered.getAndIncrement() == 0) {
        boolean isBeside = bothInside.await(5, TimeUnit.SECONDS);
        throw new IllegalStateException(isBeside ? "one fails" : "alone");
      }
      linger();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    } finally {
      inside.decrementAndGet();
    }
  }

  private static void linger() {
    long end = System.nanoTime() + 5_000_000;
    while (System.nanoTime() - end < 0) {
      Thread.onSpinWait();
    }
  }
}
