package dev.kitsune.engine.journal;

/** Is told how far a start has come; from any thread, at most some times a second. */
public interface RecoveryProgress {
  /** Tells nobody. */
  RecoveryProgress NONE = (done, total) -> {};

  /** So many entries of so many have been read back; some of them may be superseded by others. */
  void at(long entriesDone, long entriesTotal);
}
