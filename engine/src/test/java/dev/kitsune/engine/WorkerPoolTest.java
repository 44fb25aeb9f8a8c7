package dev.kitsune.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kitsune.engine.EngineConfig.StoreKind;
import dev.kitsune.engine.catalog.EnvironmentRef;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WorkerPoolTest {
  private final ExecutorService threads = Executors.newFixedThreadPool(2);
  private final ExperienceEngine engine =
      ExperienceEngine.open(
          EngineConfig.defaults()
              .withStore(StoreKind.HEAP)
              .withEnvironment("acme", "main", TestEnvironments.counting(1)));
  private final WorkerPool pool = new WorkerPool(1, () -> new TypedWorker(engine.newWorker()));

  @AfterEach
  void close() {
    threads.shutdown();
    engine.close();
  }

  @Test
  void makesNoWorkerBeforeItIsNeededAndUsesItAgain() {
    assertEquals(0, pool.count());
    TypedWorker first = pool.call(worker -> worker);
    assertSame(first, pool.<TypedWorker>call(worker -> worker));
    assertEquals(1, pool.count());
  }

  @Test
  void givesTheWorkerBackWhenACallFails() {
    Function<TypedWorker, String> failing =
        worker -> {
          throw new IllegalStateException("of the call's own");
        };
    for (int i = 0; i < 3; i++) {
      assertThrows(IllegalStateException.class, () -> pool.call(failing));
    }
    assertEquals("done", pool.call(worker -> "done"));
    assertEquals(1, pool.count());
  }

  @Test
  void anInterruptEndsNoWaitAndStaysPending() throws Exception {
    CountDownLatch isHeld = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    Future<Boolean> holder =
        threads.submit(
            () ->
                pool.call(
                    worker -> {
                      isHeld.countDown();
                      return awaited(release);
                    }));
    assertTrue(isHeld.await(20, TimeUnit.SECONDS));
    Thread[] waiting = new Thread[1];
    CountDownLatch hasBegun = new CountDownLatch(1);
    Future<Boolean> waiter =
        threads.submit(
            () -> {
              waiting[0] = Thread.currentThread();
              hasBegun.countDown();
              pool.call(worker -> "done");
              return Thread.interrupted();
            });
    assertTrue(hasBegun.await(20, TimeUnit.SECONDS));
    Awaitility.await().until(() -> waiting[0].getState() == Thread.State.WAITING);
    waiting[0].interrupt();
    assertFalse(waiter.isDone());
    release.countDown();
    assertTrue(holder.get(20, TimeUnit.SECONDS));
    assertTrue(waiter.get(20, TimeUnit.SECONDS), "the interrupt is pending");
  }

  @Test
  void runsCallsOfManyThreadsWithOneWorker() throws Exception {
    EnvironmentRef environment = engine.environment("acme", "main");
    Event event = Event.track("t").build();
    Future<String> one = threads.submit(() -> idAfterManyCalls(environment, "v", event));
    Future<String> other = threads.submit(() -> idAfterManyCalls(environment, "w", event));
    assertEquals("v", one.get(20, TimeUnit.SECONDS));
    assertEquals("w", other.get(20, TimeUnit.SECONDS));
    assertEquals(1, pool.count());
  }

  private String idAfterManyCalls(EnvironmentRef environment, String id, Event event) {
    String last = "";
    for (int i = 0; i < 500; i++) {
      Decision decision =
          pool.call(worker -> worker.update(environment, id, List.of(event), null, false));
      last = decision.profile().id();
      assertEquals(id, last);
    }
    return last;
  }

  private static boolean awaited(CountDownLatch latch) {
    try {
      return latch.await(20, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
