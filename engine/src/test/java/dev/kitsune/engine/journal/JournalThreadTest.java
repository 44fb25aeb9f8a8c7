package dev.kitsune.engine.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(JournalAlone.class)
class JournalThreadTest {
  /** Fails at its first work, and when that is told, as often as it shall. */
  private static final class Failing extends JournalThread {
    private final AtomicInteger workCount = new AtomicInteger();
    private final AtomicInteger toldCount = new AtomicInteger();
    private final int untellableCount;

    Failing(int untellableCount) {
      super("kitsune-test");
      this.untellableCount = untellableCount;
    }

    @Override
    long work() {
      if (workCount.incrementAndGet() == 1) {
        throw new IllegalStateException("as told");
      }
      return 0;
    }

    @Override
    void failed(Throwable unexpected) {
      assertEquals("as told", unexpected.getMessage());
      if (toldCount.incrementAndGet() <= untellableCount) {
        throw new InternalError("a fault of mapped memory, as told");
      }
    }
  }

  private Failing thread = new Failing(0);

  @AfterEach
  void end() {
    thread.end();
  }

  @Test
  void worksAgainAfterItFailed() {
    assertGoesOn(new Failing(0), 1);
  }

  @Test
  void tellsAFailureOnceMoreWhereThatFailed() {
    assertGoesOn(new Failing(1), 2);
  }

  @Test
  void worksAgainThoughTheFailureCannotBeTold() {
    assertGoesOn(new Failing(Integer.MAX_VALUE), 2);
  }

  private void assertGoesOn(Failing failing, int toldCount) {
    thread = failing;
    thread.start();
    RunningJournal.await(() -> thread.toldCount.get() == toldCount);
    RunningJournal.await(
        () -> {
          thread.wake();
          return thread.workCount.get() > 1;
        });
    assertEquals(toldCount, thread.toldCount.get());
  }
}
