package dev.kitsune.engine;

import java.util.ArrayDeque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A bounded number of workers for any number of threads. Who finds none free waits parked, first
 * come, first served; an interrupt does not end the wait, which lasts as long as a call or so, and
 * stays pending. A platform thread runs its call itself, a virtual one's call is run by one of
 * {@link CallThreads}; what takes long or runs the caller's own code there has threads apart, so
 * that no call waits for it. Workers are made when they are first needed, the last one given back
 * goes out first. Safe for any thread.
 */
final class WorkerPool implements AutoCloseable {
  private final Supplier<TypedWorker> maker;
  private final CallThreads callThreads;
  private final CallThreads longCallThreads;
  private final Semaphore free;
  private final ReentrantLock lock = new ReentrantLock();
  private final ArrayDeque<TypedWorker> idle = new ArrayDeque<>();
  private int count;

  WorkerPool(int countMax, Supplier<TypedWorker> maker) {
    this.maker = maker;
    callThreads = new CallThreads(countMax);
    longCallThreads = new CallThreads(countMax);
    free = new Semaphore(countMax, true);
  }

  /** Runs a call with a worker that nobody else has meanwhile. */
  <T> T call(Function<TypedWorker, T> call) {
    return VirtualThreads.isCurrent() ? callThreads.call(() -> callHere(call)) : callHere(call);
  }

  /** Runs a call that needs no worker. */
  <T> T call(Supplier<T> call) {
    return VirtualThreads.isCurrent() ? callThreads.call(call) : call.get();
  }

  /** Runs a call that needs no worker, and takes long or runs the caller's own code. */
  <T> T callLong(Supplier<T> call) {
    return VirtualThreads.isCurrent() ? longCallThreads.call(call) : call.get();
  }

  private <T> T callHere(Function<TypedWorker, T> call) {
    free.acquireUninterruptibly();
    try {
      TypedWorker worker = take();
      try {
        return call.apply(worker);
      } finally {
        giveBack(worker);
      }
    } finally {
      free.release();
    }
  }

  /** Lets the threads that run virtual threads' calls go once they are through. Idempotent. */
  @Override
  public void close() {
    callThreads.close();
    longCallThreads.close();
  }

  /** Number of workers made so far. */
  int count() {
    lock.lock();
    try {
      return count;
    } finally {
      lock.unlock();
    }
  }

  private TypedWorker take() {
    lock.lock();
    try {
      TypedWorker worker = idle.pollLast();
      if (worker == null) {
        worker = maker.get();
        count++;
      }
      return worker;
    } finally {
      lock.unlock();
    }
  }

  private void giveBack(TypedWorker worker) {
    worker.release();
    lock.lock();
    try {
      idle.addLast(worker);
    } finally {
      lock.unlock();
    }
  }
}
