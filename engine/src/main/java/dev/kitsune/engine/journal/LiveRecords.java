package dev.kitsune.engine.journal;

import java.io.IOException;

/** The records that a journal stands behind, for a snapshot of all of them. */
public interface LiveRecords {
  /** What takes the records. */
  interface Target {
    /** Takes a record as it is now; its bytes are valid until the call returns. */
    void put(JournalTable table, long keyHigh, long keyLow, byte[] bytes, int offset, int length)
        throws IOException;
  }

  /** Gives every record out, once; nothing changes meanwhile, for the journal takes no changes. */
  void writeTo(Target target) throws IOException;
}
