package dev.kitsune.engine.audience;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** Histories along many small changes of the configuration: {@link AudienceOracle}. */
final class ChainOracleTest {
  @Test
  void recordsOfEarlierVersionsAreCaughtUpAsTheInterpreterSays() {
    OracleRun run = new AudienceOracle(OracleMix.CHAINS).run();
    assertTrue(run.catchUpCount > run.requestCount / 4, run.catchUpCount + " caught up");
  }
}
