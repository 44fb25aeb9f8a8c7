package dev.kitsune.engine.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SnapshotReaderTest {
  private static final long JOURNAL_ID = 7;
  private static final long SEQUENCE = 9;
  private static final String NAME = SnapshotLayout.name(SEQUENCE);

  private final SimulatedFiles files = new SimulatedFiles();

  @Test
  void theLongestRecordIsWrittenAndReadAndNoneLonger() throws IOException {
    byte[] record = new byte[SnapshotLayout.RECORD_LENGTH_MAX + 1];
    int shortLength = SnapshotLayout.BLOCK_LENGTH - SnapshotLayout.ENTRIES_OFFSET - 32;
    try (SnapshotWriter out = new SnapshotWriter(files, JOURNAL_ID, SEQUENCE, 1)) {
      out.put(JournalTable.PROFILES, 1, 1, record, 0, shortLength); // a block that is not full
      out.put(JournalTable.PROFILES, 2, 2, record, 0, SnapshotLayout.RECORD_LENGTH_MAX);
      assertThrows(
          IOException.class, () -> out.put(JournalTable.PROFILES, 3, 3, record, 0, record.length));
      out.finish();
    }
    try (SnapshotReader in = new SnapshotReader(files, NAME, JOURNAL_ID)) {
      SnapshotReader.Block block = new SnapshotReader.Block();
      assertTrue(in.next(block));
      EntryCursor entries = new EntryCursor();
      block.entries(entries);
      assertTrue(entries.next());
      assertEquals(shortLength, entries.length());
      assertTrue(entries.next());
      assertEquals(SnapshotLayout.RECORD_LENGTH_MAX, entries.length());
      assertFalse(in.next(block));
    }
  }

  /* What it says would not fit into memory; nothing of it may be taken. */
  @Test
  void aLengthThatNoBlockHasIsDamageHoweverLongTheFileIs() throws IOException {
    refused(SnapshotLayout.BLOCK_LENGTH_MAX + 1, "damaged length of a block");
    refused(SnapshotLayout.BLOCK_LENGTH_MAX, "damaged block");
  }

  private void refused(int length, String reason) throws IOException {
    SimulatedFiles longFile = new SimulatedFiles();
    try (SnapshotWriter out = new SnapshotWriter(longFile, JOURNAL_ID, SEQUENCE, 1)) {
      for (int i = 0; i < 3; i++) {
        byte[] record = new byte[SnapshotLayout.RECORD_LENGTH_MAX / 2];
        Arrays.fill(record, (byte) i);
        out.put(JournalTable.PROFILES, i, i, record, 0, record.length);
      }
      out.finish();
    }
    byte[] bytes = longFile.bytes(NAME);
    ByteBuffer.wrap(bytes)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putInt(SnapshotLayout.HEADER_LENGTH, length);
    longFile.replace(NAME, bytes);
    try (SnapshotReader in = new SnapshotReader(longFile, NAME, JOURNAL_ID)) {
      JournalDamage damage =
          assertThrows(JournalDamage.class, () -> in.next(new SnapshotReader.Block()));
      assertEquals(NAME + ", offset 64: " + reason, damage.getMessage());
    }
  }
}
