package dev.kitsune.engine.audience;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** Histories of everything: {@link AudienceOracle}. */
final class AudienceSetOracleTest {
  @Test
  void decidesEveryHistoryAsTheInterpreterDoes() {
    AudienceOracle oracle = new AudienceOracle(OracleMix.EVERYTHING);
    OracleRun run = oracle.run();
    assertTrue(run.incrementalCount > run.requestCount / 2, run.incrementalCount + " incremental");
    assertTrue(run.flipCount > oracle.historyCount() / 4, run.flipCount + " flips");
  }
}
