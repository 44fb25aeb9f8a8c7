package dev.kitsune.engine.journal;

/** Takes in what a journal holds, one record at a time, each key once per table. */
public interface RecoveredRecords {
  /**
   * Takes a record; called by several threads at once, for different records.
   *
   * @param bytes valid until the call returns
   * @throws UnreadableRecordException if it is of a version that cannot be read
   */
  void accept(JournalTable table, long keyHigh, long keyLow, byte[] bytes, int offset, int length);
}
