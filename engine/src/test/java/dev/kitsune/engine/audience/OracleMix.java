package dev.kitsune.engine.audience;

/** What random histories are rich in. */
enum OracleMix {
  EVERYTHING(20_261_121),
  /** Rules that hold for a while and lapse, and gets between. */
  WINDOWS(21_261_121),
  /** Deep groups, and audiences that depend on audiences. */
  NESTED(22_261_121),
  /** Changes of the configuration. */
  RELOADS(23_261_121),
  /** Many small changes of the configuration, one after the other, and requests now and then. */
  CHAINS(24_261_121);

  private final long firstSeed;

  OracleMix(long firstSeed) {
    this.firstSeed = firstSeed;
  }

  long firstSeed() {
    return firstSeed;
  }
}
