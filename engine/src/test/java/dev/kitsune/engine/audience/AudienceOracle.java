package dev.kitsune.engine.audience;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

/**
 * Compiled audiences against the plain interpreter, after every request of random histories under
 * random environments; by what the kernel keeps from event to event, and evaluated whole. Run by a
 * test class for each mix, so that none takes long.
 */
final class AudienceOracle {
  private static final int HISTORIES_PER_GROUP = 200;

  /** Of all mixes together; a long run: {@code -Dkitsune.histories=1000000}. */
  private static final int HISTORY_COUNT = Integer.getInteger("kitsune.histories", 100_000);

  private final OracleRun run = new OracleRun();
  private final OracleMix mix;
  private int readCount;
  private int historyCount;

  AudienceOracle(OracleMix mix) {
    this.mix = mix;
  }

  /** Runs the mix's histories; fails with the smallest that goes wrong. */
  OracleRun run() {
    int mixHistoryCount = HISTORY_COUNT / OracleMix.values().length;
    for (long seed = mix.firstSeed(); historyCount < mixHistoryCount; seed++) {
      RandomHistories histories = new RandomHistories(seed, mix);
      readCount += histories.readCount;
      for (int index = 0; index < HISTORIES_PER_GROUP; index++) {
        check(histories.next(), seed);
        historyCount++;
      }
    }
    assertSaysMuch();
    return run;
  }

  /** How many histories were run. */
  int historyCount() {
    return historyCount;
  }

  private void assertSaysMuch() {
    assertTrue(readCount > historyCount / 100, readCount + " audiences read");
    assertTrue(run.incrementalCount > run.requestCount / 5, run.incrementalCount + " incremental");
    assertTrue(run.flipCount > historyCount / 20, run.flipCount + " flips");
    assertTrue(run.lapseCount > historyCount / 200, run.lapseCount + " lapses by time alone");
    assertTrue(run.memberCount > 2 * historyCount, run.memberCount + " memberships");
    assertTrue(run.nonMemberCount > 2 * historyCount, run.nonMemberCount + " times no member");
  }

  private void check(OracleHistory history, long seed) {
    String difference = run.difference(history);
    if (difference != null) {
      OracleHistory shrunk = new OracleShrinker(h -> run.difference(h) != null).shrink(history);
      fail("seed %d: %s\n%s".formatted(seed, run.difference(shrunk), shrunk));
    }
  }
}
