package dev.kitsune.engine.journal;

import dev.kitsune.engine.bytes.ByteSink;
import dev.kitsune.engine.bytes.LittleEndian;
import java.util.zip.CRC32C;

/**
 * One command's records on their way into the journal. Built without locks; refilled from command
 * to command, keeps up to 64 KiB. Owned by one thread. Data plane.
 */
public final class JournalGroup {
  private static final int CAPACITY_KEPT = 64 * 1_024;

  private final ByteSink entries = new ByteSink(2_048);
  private final CRC32C crc = new CRC32C();
  private int entryCount;

  public void clear() {
    entries.clearAndShrink(CAPACITY_KEPT);
    entryCount = 0;
  }

  public boolean isEmpty() {
    return entryCount == 0;
  }

  /** Adds a record as it is from now on. */
  public void put(
      JournalTable table, long keyHigh, long keyLow, byte[] record, int offset, int length) {
    begin(EntryLayout.kind(table, false), keyHigh, keyLow, length);
    entries.put(record, offset, length);
    for (int pad = EntryLayout.align(length) - length; pad > 0; pad--) {
      entries.put((byte) 0);
    }
  }

  /** Adds that a record is gone. */
  public void remove(JournalTable table, long keyHigh, long keyLow) {
    begin(EntryLayout.kind(table, true), keyHigh, keyLow, 0);
  }

  int entryCount() {
    return entryCount;
  }

  /** The entries' bytes, {@code [0, entriesLength())}. */
  byte[] entries() {
    return entries.array();
  }

  int entriesLength() {
    return entries.length();
  }

  /** The whole group's length in a segment. */
  int length() {
    return GroupLayout.HEADER_LENGTH + entries.length();
  }

  int entriesCrc() {
    crc.reset();
    crc.update(entries.array(), 0, entries.length());
    return (int) crc.getValue();
  }

  private void begin(int kind, long keyHigh, long keyLow, int length) {
    byte[] array = entries.reserve(EntryLayout.RECORD_OFFSET);
    int at = entries.length();
    LittleEndian.putInt(array, at + EntryLayout.KIND_OFFSET, kind);
    LittleEndian.putInt(array, at + EntryLayout.LENGTH_OFFSET, length);
    LittleEndian.putLong(array, at + EntryLayout.KEY_HIGH_OFFSET, keyHigh);
    LittleEndian.putLong(array, at + EntryLayout.KEY_LOW_OFFSET, keyLow);
    entries.advance(EntryLayout.RECORD_OFFSET);
    entryCount++;
  }
}
