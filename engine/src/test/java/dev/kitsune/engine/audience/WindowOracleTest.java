package dev.kitsune.engine.audience;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** Histories rich in windows, ages, and gets after they lapsed: {@link AudienceOracle}. */
final class WindowOracleTest {
  @Test
  void membershipsLapseWhenTheInterpreterSaysSo() {
    AudienceOracle oracle = new AudienceOracle(OracleMix.WINDOWS);
    OracleRun run = oracle.run();
    assertTrue(run.lapseCount > oracle.historyCount() / 20, run.lapseCount + " lapses");
  }
}
