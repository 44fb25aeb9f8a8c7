package dev.kitsune.server;

import dev.kitsune.engine.ExperienceEngine;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** One server's ear for commits: passes each on to every event loop where answers wait. */
final class CommitTurns implements Runnable, AutoCloseable {
  private final LongSupplier durableSequence;
  private final BooleanSupplier inVain;
  private final Consumer<Runnable> forget;
  private final List<CommitTurn> turns = new CopyOnWriteArrayList<>();
  private final LongAdder answerCount = new LongAdder();

  /**
   * Hears of commits by {@link #run}.
   *
   * @param durableSequence newest sequence number that may be acknowledged
   * @param inVain whether what is beyond it will not be durable for a while
   * @param forget called with this in the end
   */
  CommitTurns(LongSupplier durableSequence, BooleanSupplier inVain, Consumer<Runnable> forget) {
    this.durableSequence = durableSequence;
    this.inVain = inVain;
    this.forget = forget;
  }

  /** Listens to an engine until closed. */
  static CommitTurns of(ExperienceEngine engine) {
    CommitTurns turns =
        new CommitTurns(engine::durableSequence, engine::isDurableInVain, engine::forgetDurable);
    engine.onDurable(turns);
    return turns;
  }

  CommitTurn newTurn(Executor loop) {
    CommitTurn turn = new CommitTurn(loop, durableSequence, inVain, answerCount);
    turns.add(turn);
    return turn;
  }

  /** Answers that wait on all connections. */
  long answerCount() {
    return answerCount.sum();
  }

  @Override
  public void run() {
    for (CommitTurn turn : turns) {
      turn.post();
    }
  }

  @Override
  public void close() {
    forget.accept(this);
  }
}
