package dev.kitsune.engine.journal;

/**
 * How long seeded tests of the journal run: {@code -Dkitsune.rounds=N} makes campaigns of them,
 * {@code -Dkitsune.seed=N} others.
 */
final class Rounds {
  private static final int COUNT = Integer.getInteger("kitsune.rounds", 1);
  private static final long SEED = Long.getLong("kitsune.seed", 1);

  private Rounds() {}

  /** So many times the usual count. */
  static int times(int usual) {
    return usual * COUNT;
  }

  /** The seed of one round; rounds of one seed differ. */
  static long seed(int round) {
    return SEED * 1_000_003 + round;
  }
}
