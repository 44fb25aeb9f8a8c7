package dev.kitsune.engine.store;

import dev.kitsune.engine.journal.JournalTable;
import dev.kitsune.engine.journal.RecoveredRecords;
import dev.kitsune.engine.journal.UnreadableRecordException;
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
   * @throws IllegalStateException if the stores have no room for it
   */
  @Override
  public void accept(
      JournalTable table, long keyHigh, long keyLow, byte[] bytes, int offset, int length) {
    check(table, keyHigh, keyLow, bytes, offset, length);
    try {
      RecordStore store = table == JournalTable.PROFILES ? profiles : aliases;
      store.add(keyHigh, keyLow, bytes, offset, length);
    } catch (StoreFullException full) {
      throw new IllegalStateException(
          "the data directory holds more than the store takes; raise maxProfiles or record bytes: "
              + full.getMessage(),
          full);
    }
  }

  /**
   * Looks at a record as {@link #accept} does, and keeps nothing.
   *
   * @throws UnreadableRecordException if it is a profile's of a version that this engine cannot
   *     read
   */
  @SuppressWarnings("unused") // a RecoveredRecords
  public static void check(
      JournalTable table, long keyHigh, long keyLow, byte[] bytes, int offset, int length) {
    if (table == JournalTable.PROFILES && !ProfileRecord.isTruth(bytes, offset, length)) {
      throw new UnreadableRecordException(
          "a profile's record of a version that this engine cannot read");
    }
  }
}
