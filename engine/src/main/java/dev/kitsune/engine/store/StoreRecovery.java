package dev.kitsune.engine.store;

import dev.kitsune.engine.journal.JournalTable;
import dev.kitsune.engine.journal.RecoveredRecords;
import dev.kitsune.engine.profile.ProfileRecord;

/** Fills empty stores with what a journal holds. For any threads. Control plane. */
public final class StoreRecovery implements RecoveredRecords {
  private final RecordStore profiles;
  private final RecordStore aliases;

  public StoreRecovery(RecordStore profiles, RecordStore aliases) {
    this.profiles = profiles;
    this.aliases = aliases;
  }

  /**
   * Takes a record, once for each key.
   *
   * @throws IllegalStateException if the stores have no room for it, or it is of a version that
   *     this engine cannot read
   */
  @Override
  public void accept(
      JournalTable table, long keyHigh, long keyLow, byte[] bytes, int offset, int length) {
    try {
      switch (table) {
        case PROFILES -> {
          requireTruth(bytes, offset, length);
          profiles.add(keyHigh, keyLow, bytes, offset, length);
        }
        case LINKS -> aliases.add(keyHigh, keyLow, bytes, offset, length);
      }
    } catch (StoreFullException full) {
      throw new IllegalStateException(
          "the data directory holds more than the store takes; raise maxProfiles or record bytes: "
              + full.getMessage(),
          full);
    }
  }

  private static void requireTruth(byte[] bytes, int offset, int length) {
    if (!ProfileRecord.isTruth(bytes, offset, length)) {
      throw new IllegalStateException(
          "the data directory holds a profile record of a version that this engine cannot read");
    }
  }
}
