package dev.kitsune.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kitsune.engine.error.ErrorCode;
import dev.kitsune.engine.error.ExperienceException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CallThreadsTest {
  private final ExecutorService callers = Executors.newFixedThreadPool(2);
  private final CallThreads threads = new CallThreads(1);

  @AfterEach
  void close() {
    callers.shutdown();
    threads.close();
  }

  @Test
  void itsThreadsAreGoneSoonAfterClosingNotOnlyWhenIdleForLong() throws InterruptedException {
    Thread runner = threads.call(Thread::currentThread);
    assertTrue(runner.isAlive());
    threads.close();
    threads.close();
    runner.join(8_000);
    assertFalse(runner.isAlive());
  }

  @Test
  void refusesCallsOnceClosed() {
    threads.close();
    ExperienceException refused =
        assertThrows(ExperienceException.class, () -> threads.call(() -> "late"));
    assertEquals(ErrorCode.UNAVAILABLE, refused.code());
  }

  @Test
  void runsTheCallsThatWaitWhenItCloses() throws Exception {
    CountDownLatch isHeld = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    Future<Boolean> holder =
        callers.submit(
            () ->
                threads.call(
                    () -> {
                      isHeld.countDown();
                      return awaited(release);
                    }));
    assertTrue(isHeld.await(20, TimeUnit.SECONDS));
    Future<String> waiter = callers.submit(() -> threads.call(() -> "run"));
    Awaitility.await().until(() -> threads.waitingCount() == 1);
    threads.close();
    release.countDown();
    assertTrue(holder.get(20, TimeUnit.SECONDS));
    assertEquals("run", waiter.get(20, TimeUnit.SECONDS));
  }

  private static boolean awaited(CountDownLatch latch) {
    try {
      return latch.await(20, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
