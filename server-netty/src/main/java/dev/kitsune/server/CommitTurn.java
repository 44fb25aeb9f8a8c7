package dev.kitsune.server;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * The connections of one event loop whose answers wait for a commit, and the one task that lets
 * them look again, however many commits come before it runs. All but {@link #post} belongs to the
 * event loop. Data plane.
 */
final class CommitTurn implements Runnable {
  private final Executor loop;
  private final LongSupplier durableSequence;
  private final BooleanSupplier inVain;
  private final LongAdder answerCount;
  private final AtomicBoolean isPosted = new AtomicBoolean();
  private final Queue<Runnable> waiting = new ArrayDeque<>();
  private volatile boolean isAwaited;

  /**
   * @param durableSequence newest sequence number that may be acknowledged
   * @param inVain whether what is beyond it will not be durable for a while
   * @param answerCount counts the answers that wait
   */
  CommitTurn(
      Executor loop, LongSupplier durableSequence, BooleanSupplier inVain, LongAdder answerCount) {
    this.loop = loop;
    this.durableSequence = durableSequence;
    this.inVain = inVain;
    this.answerCount = answerCount;
  }

  /** Whether a change may be acknowledged; one that never has to wait is 0. */
  boolean isDurable(long sequence) {
    return sequence == 0 || sequence <= durableSequence.getAsLong();
  }

  /** Whether what is not durable now has to be given up. */
  boolean isInVain() {
    return inVain.getAsBoolean();
  }

  /** One answer more, or less, waits. */
  void countAnswer(int difference) {
    answerCount.add(difference);
  }

  /**
   * Has something run once in the next turn. The caller looks at {@link #isDurable} after this, or
   * it would miss the commit that came before.
   */
  void await(Runnable connection) {
    waiting.add(connection);
    isAwaited = true;
  }

  /** Something became durable, or will not. For any thread; waits for nothing. */
  void post() {
    if (isAwaited && isPosted.compareAndSet(false, true)) {
      try {
        loop.execute(this);
      } catch (RejectedExecutionException stopped) {
        isPosted.set(false); // its connections are closed
      }
    }
  }

  /* Commits from here on post another turn. If one connection fails, the next turn goes on behind
   * it: isAwaited is true until none is left. */
  @Override
  public void run() {
    isPosted.set(false);
    for (int left = waiting.size(); left > 0; left--) {
      waiting.remove().run();
    }
    isAwaited = !waiting.isEmpty();
  }
}
