package dev.kitsune.engine.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SnapshotBlocksTest {
  private static final long JOURNAL_ID = 7;
  private static final String NAME = SnapshotLayout.name(9);
  private static final int RECORD_LENGTH = 100_000;
  private static final int RECORD_COUNT = 10;

  private final SimulatedFiles files = new SimulatedFiles();
  private final List<Integer> blockOffsets = new ArrayList<>();
  private RepairNotes notes = new RepairNotes();

  /* Blocks of three records, the last of one. */
  @BeforeEach
  void write() throws IOException {
    try (SnapshotWriter out = new SnapshotWriter(files, JOURNAL_ID, 9, 5)) {
      for (int i = 0; i < RECORD_COUNT; i++) {
        byte[] record = new byte[RECORD_LENGTH];
        Arrays.fill(record, (byte) i);
        out.put(JournalTable.PROFILES, i, i, record, 0, record.length);
      }
      out.finish();
    }
    ByteBuffer bytes = ByteBuffer.wrap(files.bytes(NAME)).order(ByteOrder.LITTLE_ENDIAN);
    int end = bytes.capacity() - SnapshotLayout.FOOTER_LENGTH;
    for (int at = SnapshotLayout.HEADER_LENGTH; at < end; at += bytes.getInt(at)) {
      blockOffsets.add(at);
    }
    assertEquals(4, blockOffsets.size());
  }

  @Test
  void allRecordsOfAWholeFileAreRead() throws IOException {
    assertEquals(List.of(0, 1, 2, 3, 4, 5, 6, 7, 8, 9), records());
    assertEquals(new JournalRepairReport(List.of(), List.of()), notes.report());
  }

  @Test
  void aFlippedBitInABlockCostsThatBlockAndIsTold() throws IOException {
    int at = blockOffsets.get(1);
    for (int offset : new int[] {0, 1, 2, 3, 4, 8, 12, 16, 20, 24, 50_000}) {
      flip(at + offset);
      assertEquals(List.of(0, 1, 2, 6, 7, 8, 9), records(), "offset " + offset);
      int length = blockOffsets.get(2) - at;
      assertEquals(
          List.of(
              NAME + ", offset " + at + ": " + length + " bytes, which held blocks 1 to 1",
              NAME + ": 3 of 10 records"),
          notes.report().lost());
      flip(at + offset);
    }
  }

  @Test
  void theFirstAndTheLastBlockMayBeTheDamagedOne() throws IOException {
    flip(blockOffsets.get(0) + 3);
    assertEquals(List.of(3, 4, 5, 6, 7, 8, 9), records());
    flip(blockOffsets.get(3) + 3);
    assertEquals(List.of(3, 4, 5, 6, 7, 8), records());
    assertTrue(notes.report().lost().contains(NAME + ": 4 of 10 records"));
  }

  @Test
  void aFileThatIsCutOffSaysThatMoreMayBeLost() throws IOException {
    byte[] whole = files.bytes(NAME);
    for (int block = 0; block < 4; block++) {
      for (int more : new int[] {0, 8, 64}) {
        files.replace(NAME, Arrays.copyOf(whole, blockOffsets.get(block) + more));
        assertEquals(3 * block, records().size());
        assertEquals(
            List.of(
                "%s, offset %d: %d bytes, and what may have stood behind them"
                    .formatted(NAME, blockOffsets.get(block), more)),
            notes.report().lost());
      }
    }
    for (int length = 0; length < SnapshotLayout.HEADER_LENGTH; length += 7) {
      files.replace(NAME, Arrays.copyOf(whole, length));
      assertEquals(List.of(), records());
      assertEquals(1, notes.report().lost().size());
    }
  }

  @Test
  void aDamagedFooterCostsNothing() throws IOException {
    int length = files.bytes(NAME).length;
    for (int fromEnd = 1; fromEnd <= SnapshotLayout.FOOTER_LENGTH; fromEnd++) {
      flip(length - fromEnd);
      assertEquals(RECORD_COUNT, records().size());
      assertEquals(List.of(), notes.report().lost());
      assertEquals(1, notes.report().mended().size());
      flip(length - fromEnd);
    }
  }

  @Test
  void aSnapshotOfAnotherDirectoryIsRefused() {
    assertThrows(JournalDamage.class, () -> new SnapshotBlocks(files, NAME, 8).close());
  }

  private void flip(int offset) throws IOException {
    byte[] bytes = files.bytes(NAME);
    bytes[offset] ^= 0x10;
    files.replace(NAME, bytes);
  }

  private List<Integer> records() throws IOException {
    notes = new RepairNotes();
    List<Integer> found = new ArrayList<>();
    EntryCursor entries = new EntryCursor();
    try (SnapshotBlocks blocks = new SnapshotBlocks(files, NAME, JOURNAL_ID)) {
      while (blocks.next(notes)) {
        blocks.entries(entries);
        while (entries.next()) {
          assertEquals(RECORD_LENGTH, entries.length());
          assertEquals(
              entries.keyLow(), entries.bytes().get(entries.recordOffset() + RECORD_LENGTH - 1));
          found.add((int) entries.keyLow());
        }
      }
      blocks.noteCount(notes, found.size());
    }
    return found;
  }
}
