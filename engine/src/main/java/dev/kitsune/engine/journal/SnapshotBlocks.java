package dev.kitsune.engine.journal;

import dev.kitsune.engine.bytes.LittleEndian;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * The blocks of a snapshot that are whole, wherever they stand in a file that may be damaged
 * anywhere. What its header would tell comes from the file's name where the header is damaged.
 * Owned by one thread. Control plane.
 */
final class SnapshotBlocks implements Closeable {
  private static final int WINDOW_LENGTH = 64 * 1_024;
  private static final int ENTRY_LENGTH_MIN = EntryLayout.RECORD_OFFSET;

  private final String name;
  private final JournalFile file;
  private final long journalId;
  private final long sequence;
  private final long length;
  private final @Nullable ByteBuffer header;
  private final @Nullable ByteBuffer footer;
  private final ByteBuffer window = LittleBuffers.allocate(WINDOW_LENGTH);
  private final CRC32C crc = new CRC32C();
  private long windowBegin;
  private byte[] bytes = {};
  private long end = SnapshotLayout.HEADER_LENGTH;
  private int blockLength;
  /* Of those that were made, how many stood before the end. */
  private int blockCount;

  /**
   * Opens a snapshot.
   *
   * @throws JournalDamage if it is of another directory, or of a version that this engine cannot
   *     read
   */
  SnapshotBlocks(JournalFiles files, String name, long journalId) throws IOException {
    this.name = name;
    this.journalId = journalId;
    file = files.open(name);
    try {
      window.limit(0);
      length = file.length();
      header = whole(0, SnapshotLayout.MAGIC);
      footer = whole(length - SnapshotLayout.FOOTER_LENGTH, SnapshotLayout.END_MAGIC);
      sequence =
          header == null
              ? SnapshotLayout.sequence(name)
              : header.getLong(SnapshotLayout.SEQUENCE_OFFSET);
      checkHeader();
    } catch (IOException | RuntimeException | Error e) {
      file.close();
      throw e;
    }
  }

  /** Sequence number of the last group that is in it. */
  long sequence() {
    return sequence;
  }

  /** Id of the segment whose first group is the next; 0 if that is not known. */
  long firstSegmentId() {
    return header == null ? 0 : header.getLong(SnapshotLayout.SEGMENT_ID_OFFSET);
  }

  /**
   * Goes to the next block that is whole, and notes what is not before it.
   *
   * @return false if there is none
   */
  boolean next(RepairNotes notes) throws IOException {
    for (long place = end;
        place + SnapshotLayout.ENTRIES_OFFSET + ENTRY_LENGTH_MIN <= length;
        place += EntryLayout.ALIGNMENT) {
      if (isBlock(place)) {
        noteMissing(notes, place, LittleEndian.getInt(bytes, SnapshotLayout.BLOCK_INDEX_OFFSET));
        end = place + blockLength;
        blockCount++;
        return true;
      }
    }
    noteEnd(notes);
    return false;
  }

  /** Notes how many records were in the blocks. */
  void noteCount(RepairNotes notes, long count) {
    if (footer != null) {
      long made =
          footer.getLong(SnapshotLayout.PROFILE_COUNT_OFFSET)
              + footer.getLong(SnapshotLayout.LINK_COUNT_OFFSET);
      if (count < made) {
        notes.lost(name + ": " + (made - count) + " of " + made + " records");
      }
    }
  }

  private void noteMissing(RepairNotes notes, long until, int count) {
    if (count > blockCount) {
      notes.lost(
          "%s, offset %d: %d bytes, which held blocks %d to %d"
              .formatted(name, end, until - end, blockCount, count - 1));
      blockCount = count;
    }
  }

  private void noteEnd(RepairNotes notes) throws IOException {
    if (header == null) {
      notes.mended(name + ", offset 0: damaged header");
    }
    if (footer != null) {
      long blocksEnd = length - SnapshotLayout.FOOTER_LENGTH;
      noteMissing(notes, blocksEnd, footer.getInt(SnapshotLayout.BLOCK_COUNT_OFFSET));
    } else if (isFooterAlone()) {
      notes.mended(name + ", offset " + end + ": damaged footer");
    } else {
      long from = Math.min(end, length);
      notes.lost(
          "%s, offset %d: %d bytes, and what may have stood behind them"
              .formatted(name, from, length - from));
    }
  }

  /* One of its fields still says that the file ends with the last block. */
  private boolean isFooterAlone() throws IOException {
    if (length - end != SnapshotLayout.FOOTER_LENGTH) {
      return false;
    }
    ByteBuffer left = read(end, SnapshotLayout.FOOTER_LENGTH);
    return left.getInt(SnapshotLayout.BLOCK_COUNT_OFFSET) == blockCount
        || left.getLong(SnapshotLayout.FILE_LENGTH_OFFSET) == length;
  }

  /** Sets a cursor on the block's entries. */
  void entries(EntryCursor entries) {
    entries.wrap(
        ByteBuffer.wrap(bytes).order(java.nio.ByteOrder.LITTLE_ENDIAN),
        SnapshotLayout.ENTRIES_OFFSET,
        blockLength);
  }

  @Override
  public void close() throws IOException {
    file.close();
  }

  private void checkHeader() throws JournalDamage {
    if (header != null) {
      int version = header.getInt(SnapshotLayout.VERSION_OFFSET);
      if (version != SnapshotLayout.VERSION) {
        throw new JournalDamage(name, SnapshotLayout.VERSION_OFFSET, "of version " + version);
      }
      if (header.getLong(SnapshotLayout.JOURNAL_ID_OFFSET) != journalId) {
        throw new JournalDamage(name, SnapshotLayout.JOURNAL_ID_OFFSET, "of another directory");
      }
    }
  }

  /* The file's header or footer; null if it is not as written. */
  private @Nullable ByteBuffer whole(long offset, long magic) throws IOException {
    if (offset < 0 || offset + SnapshotLayout.HEADER_LENGTH > length) {
      return null;
    }
    ByteBuffer read = read(offset, SnapshotLayout.HEADER_LENGTH);
    boolean isWhole =
        read.getLong(0) == magic
            && read.getInt(SnapshotLayout.CRC_OFFSET) == SegmentLayout.headerCrc(read);
    return isWhole ? read : null;
  }

  /* Only what looks like one is read whole. */
  private boolean isBlock(long place) throws IOException {
    int head = window(place);
    int wanted = window.getInt(head);
    int entryCount = window.getInt(head + SnapshotLayout.ENTRY_COUNT_OFFSET);
    int entriesLength = wanted - SnapshotLayout.ENTRIES_OFFSET;
    return entriesLength >= ENTRY_LENGTH_MIN
        && wanted <= Math.min(SnapshotLayout.BLOCK_LENGTH_MAX, length - place)
        && wanted % EntryLayout.ALIGNMENT == 0
        && entryCount > 0
        && entryCount <= entriesLength / ENTRY_LENGTH_MIN
        && window.getInt(head + SnapshotLayout.BLOCK_INDEX_OFFSET) >= blockCount
        && EntryLayout.isKind(window.getInt(head + SnapshotLayout.ENTRIES_OFFSET))
        && isWhole(place, wanted);
  }

  private boolean isWhole(long place, int wanted) throws IOException {
    if (bytes.length < wanted) {
      bytes = new byte[Math.max(wanted, SnapshotLayout.BLOCK_LENGTH)];
    }
    file.read(ByteBuffer.wrap(bytes, 0, wanted), place);
    blockLength = wanted;
    return LittleEndian.getInt(bytes, SnapshotLayout.BLOCK_CRC_OFFSET)
        == SnapshotLayout.blockCrc(crc, journalId, sequence, bytes, wanted);
  }

  /* Has a block's head and its first entry's in the window; returns where they are in it. */
  private int window(long place) throws IOException {
    int needed = SnapshotLayout.ENTRIES_OFFSET + ENTRY_LENGTH_MIN;
    if (place < windowBegin || place + needed > windowBegin + window.limit()) {
      windowBegin = place;
      window.clear().limit((int) Math.min(WINDOW_LENGTH, length - place));
      file.read(window, place);
      window.flip();
    }
    return (int) (place - windowBegin);
  }

  private ByteBuffer read(long offset, int count) throws IOException {
    ByteBuffer read = LittleBuffers.allocate(count);
    file.read(read, offset);
    return read.flip();
  }
}
