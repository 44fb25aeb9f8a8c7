package dev.kitsune.engine.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.management.ThreadMXBean;
import dev.kitsune.engine.bytes.ByteSink;
import java.lang.management.ManagementFactory;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the store allocates per call once a thread is warm: nothing. */
class RecordStoreAllocationTest {
  private static final int KEY_COUNT = 1_000;
  private static final int MAX_BYTES = 20_000;
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private final RecordStore store = new ChronicleRecordStore(KEY_COUNT, 700, MAX_BYTES);
  private final ByteSink sink = new ByteSink(MAX_BYTES);
  private final byte[] record = new byte[MAX_BYTES];

  @AfterEach
  void closeStore() {
    store.close();
  }

  @Test
  void readsAndRewritesInPlaceWithoutAllocating() {
    fill(700);
    assertAllocatesNothing(
        step -> {
          store.read(1, step % KEY_COUNT, sink);
          store.write(1, step % KEY_COUNT, sink.array(), 0, sink.length());
        });
  }

  @Test
  void growsAndShrinksWithoutAllocating() {
    fill(700);
    assertAllocatesNothing(step -> store.write(1, step % KEY_COUNT, record, 0, step * 131 % 1_500));
  }

  @Test
  void insertsAndRemovesWithoutAllocating() {
    assertAllocatesNothing(
        step -> {
          store.write(1, step % KEY_COUNT, record, 0, 700);
          store.remove(1, step % KEY_COUNT);
        });
  }

  @Test
  void movesBetweenTheMapsWithoutAllocating() {
    fill(700);
    assertAllocatesNothing(
        step -> {
          store.write(1, step % KEY_COUNT, record, 0, MAX_BYTES);
          store.read(1, step % KEY_COUNT, sink);
          store.write(1, step % KEY_COUNT, record, 0, 700);
        });
  }

  private void fill(int length) {
    for (int key = 0; key < KEY_COUNT; key++) {
      store.write(1, key, record, 0, length);
    }
  }

  /** The least of several rounds, for the JVM itself allocates in a thread when it recompiles. */
  private static void assertAllocatesNothing(IntConsumer call) {
    long least = Long.MAX_VALUE;
    for (int round = 0; round < 12; round++) {
      least = Math.min(least, allocatedBytes(call));
    }
    assertEquals(0, least, "bytes allocated by 5,000 calls");
  }

  private static long allocatedBytes(IntConsumer call) {
    long thread = Thread.currentThread().getId();
    long before = THREADS.getThreadAllocatedBytes(thread);
    for (int step = 0; step < 5_000; step++) {
      call.accept(step);
    }
    return THREADS.getThreadAllocatedBytes(thread) - before;
  }
}
