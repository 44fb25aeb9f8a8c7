package dev.kitsune.engine.audience;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import org.junit.jupiter.api.Test;

/**
 * Explanations against the interpreter, after every request of random histories with reloads and
 * clock steps: {@link ExplainedAudiences}. A long run: {@code -Dkitsune.explained=100000}.
 */
final class ExplanationOracleTest {
  private static final int HISTORIES_PER_GROUP = 50;
  private static final int HISTORY_COUNT = Integer.getInteger("kitsune.explained", 800);

  private final ExplainedAudiences explained = new ExplainedAudiences();
  private final OracleRun run = new OracleRun(explained);

  @Test
  void everyExplanationIsWhatTheInterpreterSays() {
    for (OracleMix mix : OracleMix.values()) {
      check(mix);
    }
    assertSaysMuch();
  }

  private void check(OracleMix mix) {
    int historyCount = 0;
    for (long seed = mix.firstSeed(); historyCount < HISTORY_COUNT / 4; seed++) {
      RandomHistories histories = new RandomHistories(seed, mix);
      for (int index = 0; index < HISTORIES_PER_GROUP; index++) {
        check(histories.next(), seed);
        historyCount++;
      }
    }
  }

  private void assertSaysMuch() {
    assertTrue(explained.groupCount > HISTORY_COUNT, explained.groupCount + " groups");
    assertTrue(explained.timeCount > HISTORY_COUNT / 4, explained.timeCount + " rules by time");
    assertTrue(
        explained.audienceTimeCount > HISTORY_COUNT / 4,
        explained.audienceTimeCount + " audiences by time");
    assertTrue(explained.eventCount > HISTORY_COUNT, explained.eventCount + " by events");
    assertTrue(explained.exampleCount > HISTORY_COUNT, explained.exampleCount + " examples");
    assertTrue(explained.stepCount > HISTORY_COUNT, explained.stepCount + " steps");
    assertTrue(
        explained.truncatedCount > HISTORY_COUNT / 20,
        explained.truncatedCount + " truncated rings");
  }

  private void check(OracleHistory history, long seed) {
    String difference = run.difference(history);
    if (difference != null) {
      OracleHistory shrunk = new OracleShrinker(h -> run.difference(h) != null).shrink(history);
      fail("seed %d: %s\n%s".formatted(seed, run.difference(shrunk), shrunk));
    }
  }
}
