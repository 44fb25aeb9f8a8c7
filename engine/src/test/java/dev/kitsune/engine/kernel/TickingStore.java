package dev.kitsune.engine.kernel;

import dev.kitsune.engine.bytes.ByteSink;
import dev.kitsune.engine.store.RecordStore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * A store that numbers its calls. The last call of every command is made under the command's locks,
 * so of two commands that exclude each other the one with the smaller last number came first. At
 * times it lets other threads go first.
 */
final class TickingStore implements RecordStore {
  private static final long PAUSE_NS = 1_000;

  private final RecordStore store;
  private final AtomicLong ticks;
  private final ThreadLocal<Long> last;

  /**
   * @param ticks shared by the stores of an engine
   * @param last the number of the thread's last call
   */
  TickingStore(RecordStore store, AtomicLong ticks, ThreadLocal<Long> last) {
    this.store = store;
    this.ticks = ticks;
    this.last = last;
  }

  private void tick() {
    if (ThreadLocalRandom.current().nextInt(8) == 0) {
      LockSupport.parkNanos(this, PAUSE_NS);
    }
    last.set(ticks.incrementAndGet());
  }

  @Override
  public boolean read(long keyHigh, long keyLow, ByteSink target) {
    tick();
    boolean isRead = store.read(keyHigh, keyLow, target);
    tick();
    return isRead;
  }

  @Override
  public void write(long keyHigh, long keyLow, byte[] record, int offset, int length) {
    tick();
    store.write(keyHigh, keyLow, record, offset, length);
  }

  @Override
  public void writeBack(long keyHigh, long keyLow, byte[] record, int offset, int length) {
    tick();
    store.write(keyHigh, keyLow, record, offset, length);
  }

  @Override
  public boolean remove(long keyHigh, long keyLow) {
    tick();
    return store.remove(keyHigh, keyLow);
  }

  @Override
  public long[] keys() {
    return store.keys();
  }

  @Override
  public long count() {
    return store.count();
  }

  @Override
  public void close() {
    store.close();
  }
}
