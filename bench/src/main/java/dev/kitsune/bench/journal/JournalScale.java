package dev.kitsune.bench.journal;

/**
 * How much a run measures.
 *
 * @param roundCount of rounds, each in JVMs of its own
 * @param profileCount of the engines whose updates are measured
 * @param updateCount of an engine's measured updates, and of those that warm up before
 * @param commitMs how long commits are counted, one way of sending them
 * @param tail of updates beside snapshots
 */
record JournalScale(
    int roundCount, int profileCount, int updateCount, int commitMs, CompactionTail.Scale tail) {
  static final JournalScale FULL =
      new JournalScale(
          7,
          20_000,
          250_000,
          2_000,
          new CompactionTail.Scale(100_000, 64 << 20, 250_000, 3_000, 60_000));

  /** For the tests of the machinery. */
  static final JournalScale TINY =
      new JournalScale(1, 100, 500, 20, new CompactionTail.Scale(100, 1 << 20, 500, 300, 500));
}
