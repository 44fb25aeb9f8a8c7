package dev.kitsune.engine.journal;

import java.nio.ByteBuffer;

/**
 * Reads entries one after the other from bytes whose checksum was right. Owned by one thread;
 * re-wrappable. Control plane.
 */
final class EntryCursor {
  private ByteBuffer bytes = LittleBuffers.allocate(0);
  private int at;
  private int next;
  private int end;

  /** Stands before the entries in {@code [start, end)}. */
  void wrap(ByteBuffer newBytes, int start, int newEnd) {
    bytes = newBytes;
    next = start;
    end = newEnd;
  }

  /**
   * Goes to the next entry.
   *
   * @return false behind the last
   * @throws IllegalStateException if what stands there is none
   */
  boolean next() {
    if (next == end) {
      return false;
    }
    at = next;
    if (end - at < EntryLayout.RECORD_OFFSET
        || !EntryLayout.isKind(kind())
        || length() < 0
        || length() > end - at - EntryLayout.RECORD_OFFSET) {
      throw new IllegalStateException("no entry at byte " + at + " of " + end);
    }
    next = at + EntryLayout.length(length());
    return true;
  }

  JournalTable table() {
    return EntryLayout.table(kind());
  }

  boolean isRemoval() {
    return EntryLayout.isRemoval(kind());
  }

  long keyHigh() {
    return bytes.getLong(at + EntryLayout.KEY_HIGH_OFFSET);
  }

  long keyLow() {
    return bytes.getLong(at + EntryLayout.KEY_LOW_OFFSET);
  }

  /** Length of the record. */
  int length() {
    return bytes.getInt(at + EntryLayout.LENGTH_OFFSET);
  }

  /** Where the entry begins. */
  int offset() {
    return at;
  }

  /** Where the record begins. */
  int recordOffset() {
    return at + EntryLayout.RECORD_OFFSET;
  }

  ByteBuffer bytes() {
    return bytes;
  }

  private int kind() {
    return bytes.getInt(at + EntryLayout.KIND_OFFSET);
  }
}
