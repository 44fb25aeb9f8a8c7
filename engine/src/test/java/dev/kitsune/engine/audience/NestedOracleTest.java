package dev.kitsune.engine.audience;

import org.junit.jupiter.api.Test;

/** Histories of deep groups and of audiences that name others: {@link AudienceOracle}. */
final class NestedOracleTest {
  @Test
  void groupsAndDependentAudiencesAreDecidedAsTheInterpreterDoes() {
    new AudienceOracle(OracleMix.NESTED).run();
  }
}
