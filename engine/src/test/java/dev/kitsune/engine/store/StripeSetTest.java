package dev.kitsune.engine.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class StripeSetTest {
  private static final int COUNT = 8;

  private final StripeLocks locks = new StripeLocks(COUNT);
  private final StripeSet stripes = new StripeSet(locks);

  @Test
  void givesEveryKeyAStripe() {
    assertEquals(0, locks.stripe(0));
    assertEquals(7, locks.stripe(7));
    assertEquals(0, locks.stripe(8));
    assertEquals(7, locks.stripe(-1));
    assertEquals(0, locks.stripe(Long.MIN_VALUE));
  }

  @Test
  void coversWhatItLockedAndNothingElse() {
    for (long key : new long[] {5, 1, 5 + COUNT, 1}) {
      stripes.add(key);
    }
    assertFalse(stripes.covers(5));
    stripes.lockAll();
    assertTrue(stripes.covers(5));
    assertTrue(stripes.covers(1 + 2 * COUNT));
    assertFalse(stripes.covers(0));
    assertFalse(stripes.covers(3));
    assertFalse(stripes.covers(6));
    stripes.unlockAll();
    assertFalse(stripes.covers(5));
    assertFree(1);
    assertFree(5);
  }

  @Test
  void excludesOthersUntilUnlocked() {
    stripes.add(3);
    stripes.add(3);
    stripes.lockAll();
    assertHeld(3);
    assertFree(4);
    stripes.unlockAll();
    assertFree(3);
  }

  @Test
  void forgetsWhenCleared() {
    stripes.add(3);
    stripes.lockAll();
    stripes.unlockAll();
    stripes.clear();
    stripes.lockAll();
    assertFalse(stripes.covers(3));
    assertFree(3);
  }

  @Test
  void takesMoreKeysThanItBeganWith() {
    for (long key = 0; key < 100; key++) {
      stripes.add(99 - key);
    }
    stripes.lockAll();
    for (int stripe = 0; stripe < COUNT; stripe++) {
      assertTrue(stripes.covers(stripe));
      assertHeld(stripe);
    }
    stripes.unlockAll();
  }

  @Test
  void neverWaitsForEachOther() {
    assertTimeoutPreemptively(
        Duration.ofSeconds(15),
        () -> {
          int[] counts = new int[COUNT];
          ExecutorService threads = Executors.newFixedThreadPool(4);
          Future<?>[] running = new Future<?>[4];
          for (int thread = 0; thread < running.length; thread++) {
            SplittableRandom random = new SplittableRandom(thread);
            running[thread] = threads.submit(() -> countUp(random, counts));
          }
          for (Future<?> thread : running) {
            thread.get(15, TimeUnit.SECONDS);
          }
          threads.shutdown();
          int sum = 0;
          for (int count : counts) {
            sum += count;
          }
          assertEquals(4 * 5_000 * 3, sum);
        },
        "threads that lock random stripes wait for each other");
  }

  /** Counts thrice in each of three stripes, held together; a key twice counts twice. */
  private void countUp(SplittableRandom random, int[] counts) {
    StripeSet own = new StripeSet(locks);
    for (int round = 0; round < 5_000; round++) {
      int[] keys = random.ints(3, 0, COUNT).toArray();
      own.clear();
      for (int key : keys) {
        own.add(key);
      }
      own.lockAll();
      for (int key : keys) {
        counts[key]++;
      }
      own.unlockAll();
    }
  }

  private void assertFree(int stripe) {
    assertFalse(locks.isHeld(stripe), () -> "stripe " + stripe + " is held");
  }

  private void assertHeld(int stripe) {
    assertTrue(locks.isHeld(stripe), () -> "stripe " + stripe + " is free");
  }
}
