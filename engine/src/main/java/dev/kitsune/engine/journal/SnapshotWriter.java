package dev.kitsune.engine.journal;

import dev.kitsune.engine.bytes.ByteSink;
import dev.kitsune.engine.bytes.LittleEndian;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * Writes a snapshot aside; it becomes one when it is {@link #finish}ed, and leaves nothing behind
 * otherwise. Owned by one thread. Control plane.
 */
final class SnapshotWriter implements Closeable {
  private static final int BLOCK_LENGTH = SnapshotLayout.BLOCK_LENGTH;
  private static final int LARGE_BLOCK_LENGTH = 4 * BLOCK_LENGTH;
  /* So that the disk works all along, and the end's force does not stop everybody at once. */
  private static final long FORCE_LENGTH = 32L * 1_024 * 1_024;

  private final JournalFiles files;
  private final long journalId;
  private final long sequence;
  private final long firstSegmentId;
  private final JournalFile file;
  private final ByteSink block = new ByteSink(BLOCK_LENGTH + 64 * 1_024);
  private final CRC32C crc = new CRC32C();
  private ByteBuffer out = LittleBuffers.allocateDirect(BLOCK_LENGTH + 64 * 1_024);
  private int entryCount;
  private int blockCount;
  private long profileCount;
  private long linkCount;
  private long length = SnapshotLayout.HEADER_LENGTH;
  private long forcedLength;
  private boolean isFinished;

  /**
   * Begins a snapshot.
   *
   * @param sequence of the last group that it covers
   * @param firstSegmentId of the segment whose first group is the next
   */
  SnapshotWriter(JournalFiles files, long journalId, long sequence, long firstSegmentId)
      throws IOException {
    this.files = files;
    this.journalId = journalId;
    this.sequence = sequence;
    this.firstSegmentId = firstSegmentId;
    file = files.create(SnapshotLayout.unfinishedName(sequence));
    beginBlock();
  }

  void put(JournalTable table, long keyHigh, long keyLow, byte[] record, int offset, int count)
      throws IOException {
    int at = begin(table, keyHigh, keyLow, count);
    System.arraycopy(record, offset, block.array(), at, count);
    end();
  }

  /** Copies a cursor's entry, which is no removal. */
  void put(EntryCursor entry) throws IOException {
    int at = begin(entry.table(), entry.keyHigh(), entry.keyLow(), entry.length());
    entry.bytes().get(entry.recordOffset(), block.array(), at, entry.length());
    end();
  }

  /** Makes it durable and gives it its name. */
  void finish() throws IOException {
    finish(SnapshotLayout.name(sequence));
  }

  /** The same with another name. */
  void finish(String name) throws IOException {
    writeBlock();
    writeFooter();
    writeHeader();
    file.force();
    file.close();
    files.rename(SnapshotLayout.unfinishedName(sequence), name);
    files.force();
    isFinished = true;
  }

  long length() {
    return length;
  }

  @Override
  public void close() throws IOException {
    if (!isFinished) {
      file.close();
      files.delete(SnapshotLayout.unfinishedName(sequence));
    }
  }

  private int begin(JournalTable table, long keyHigh, long keyLow, int count) throws IOException {
    if (count > SnapshotLayout.RECORD_LENGTH_MAX) {
      throw new IOException("a record of " + count + " bytes, which no reader takes");
    }
    int whole = EntryLayout.length(count);
    byte[] array = block.reserve(whole);
    int at = block.length();
    java.util.Arrays.fill(array, at, at + whole, (byte) 0);
    LittleEndian.putInt(array, at + EntryLayout.KIND_OFFSET, EntryLayout.kind(table, false));
    LittleEndian.putInt(array, at + EntryLayout.LENGTH_OFFSET, count);
    LittleEndian.putLong(array, at + EntryLayout.KEY_HIGH_OFFSET, keyHigh);
    LittleEndian.putLong(array, at + EntryLayout.KEY_LOW_OFFSET, keyLow);
    block.advance(whole);
    entryCount++;
    if (table == JournalTable.PROFILES) {
      profileCount++;
    } else {
      linkCount++;
    }
    return at + EntryLayout.RECORD_OFFSET;
  }

  private void end() throws IOException {
    if (block.length() >= BLOCK_LENGTH) {
      writeBlock();
    }
  }

  private void beginBlock() {
    block.clearAndShrink(LARGE_BLOCK_LENGTH);
    block.reserve(SnapshotLayout.ENTRIES_OFFSET);
    block.advance(SnapshotLayout.ENTRIES_OFFSET);
    entryCount = 0;
  }

  private void writeBlock() throws IOException {
    if (entryCount == 0) {
      return;
    }
    byte[] array = block.array();
    LittleEndian.putInt(array, 0, block.length());
    LittleEndian.putInt(array, SnapshotLayout.ENTRY_COUNT_OFFSET, entryCount);
    LittleEndian.putInt(array, SnapshotLayout.BLOCK_INDEX_OFFSET, blockCount);
    int blockCrc = SnapshotLayout.blockCrc(crc, journalId, sequence, array, block.length());
    LittleEndian.putInt(array, SnapshotLayout.BLOCK_CRC_OFFSET, blockCrc);
    write(array, block.length());
    blockCount++;
    beginBlock();
  }

  private void write(byte[] bytes, int count) throws IOException {
    if (out.capacity() < count) {
      out = LittleBuffers.allocateDirect(count);
    }
    out.clear().put(bytes, 0, count).flip();
    file.write(out, length);
    length += count;
    if (length - forcedLength >= FORCE_LENGTH) {
      file.force();
      forcedLength = length;
    }
  }

  private void writeFooter() throws IOException {
    ByteBuffer footer = LittleBuffers.allocate(SnapshotLayout.FOOTER_LENGTH);
    footer.putLong(0, SnapshotLayout.END_MAGIC);
    footer.putInt(SnapshotLayout.BLOCK_COUNT_OFFSET, blockCount);
    footer.putLong(SnapshotLayout.PROFILE_COUNT_OFFSET, profileCount);
    footer.putLong(SnapshotLayout.LINK_COUNT_OFFSET, linkCount);
    footer.putLong(SnapshotLayout.FILE_LENGTH_OFFSET, length + SnapshotLayout.FOOTER_LENGTH);
    footer.putInt(SnapshotLayout.CRC_OFFSET, SegmentLayout.headerCrc(footer));
    byte[] bytes = new byte[SnapshotLayout.FOOTER_LENGTH];
    footer.get(0, bytes);
    write(bytes, bytes.length);
  }

  private void writeHeader() throws IOException {
    ByteBuffer header = LittleBuffers.allocate(SnapshotLayout.HEADER_LENGTH);
    header.putLong(0, SnapshotLayout.MAGIC);
    header.putInt(SnapshotLayout.VERSION_OFFSET, SnapshotLayout.VERSION);
    header.putLong(SnapshotLayout.JOURNAL_ID_OFFSET, journalId);
    header.putLong(SnapshotLayout.SEQUENCE_OFFSET, sequence);
    header.putLong(SnapshotLayout.SEGMENT_ID_OFFSET, firstSegmentId);
    header.putInt(SnapshotLayout.CRC_OFFSET, SegmentLayout.headerCrc(header));
    file.write(header, 0);
  }
}
