package dev.kitsune.engine.audience;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** Histories in which the configuration changes again and again: {@link AudienceOracle}. */
final class ReloadOracleTest {
  @Test
  void countersAndRingsSurviveReloadsAsTheInterpreterSays() {
    OracleRun run = new AudienceOracle(OracleMix.RELOADS).run();
    assertTrue(run.incrementalCount < run.requestCount / 2, run.incrementalCount + " of them");
  }
}
