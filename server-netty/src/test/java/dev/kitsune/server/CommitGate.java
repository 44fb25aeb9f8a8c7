package dev.kitsune.server;

/** Says when which commits are durable, in place of an engine's commit thread. */
final class CommitGate {
  private final CommitTurns turns =
      new CommitTurns(this::durableSequence, this::isInVain, listener -> {});
  private volatile long durableSequence;
  private volatile boolean inVain;

  CommitTurns turns() {
    return turns;
  }

  /** Answers that wait at this moment. */
  long waitingCount() {
    return turns.answerCount();
  }

  /** Makes all commits up to this one durable. */
  void open(long sequence) {
    inVain = false;
    durableSequence = sequence;
    turns.run();
  }

  /** Says that what is not durable yet will not be. */
  void refuse() {
    inVain = true;
    turns.run();
  }

  private long durableSequence() {
    return durableSequence;
  }

  private boolean isInVain() {
    return inVain;
  }
}
