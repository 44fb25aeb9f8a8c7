package dev.kitsune.engine.audience;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import org.junit.jupiter.api.Test;

/**
 * Compiled audiences against the plain interpreter, after every request of random histories under
 * random environments; by what the kernel keeps from event to event, and evaluated whole.
 */
final class AudienceSetOracleTest {
  private static final long SEED = 20_261_121;
  private static final int ENVIRONMENT_GROUP_COUNT = 100;
  private static final int HISTORY_COUNT = 200;

  private final OracleRun run = new OracleRun();

  @Test
  void decidesEveryHistoryAsTheInterpreterDoes() {
    int readCount = 0;
    for (long seed = SEED; seed < SEED + ENVIRONMENT_GROUP_COUNT; seed++) {
      RandomHistories histories = new RandomHistories(seed);
      readCount += histories.readCount;
      for (int index = 0; index < HISTORY_COUNT; index++) {
        check(histories.next(), seed);
      }
    }
    assertTrue(readCount > 300, readCount + " audiences read");
    assertTrue(run.incrementalCount > run.requestCount / 2, run.incrementalCount + " incremental");
    assertTrue(run.flipCount > 20_000, run.flipCount + " flips");
    assertTrue(run.memberCount > 200_000, run.memberCount + " memberships");
    assertTrue(run.nonMemberCount > 200_000, run.nonMemberCount + " times no member");
  }

  private void check(OracleHistory history, long seed) {
    String difference = run.difference(history);
    if (difference != null) {
      OracleHistory shrunk = new OracleShrinker(h -> run.difference(h) != null).shrink(history);
      fail("seed %d: %s\n%s".formatted(seed, run.difference(shrunk), shrunk));
    }
  }
}
