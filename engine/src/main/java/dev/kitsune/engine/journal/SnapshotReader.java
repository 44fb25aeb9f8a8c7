package dev.kitsune.engine.journal;

import dev.kitsune.engine.bytes.ByteSink;
import dev.kitsune.engine.bytes.LittleEndian;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/** Reads a snapshot block by block, checking every byte. For any threads. Control plane. */
final class SnapshotReader implements Closeable {
  private final String name;
  private final JournalFile file;
  private final long journalId;
  private final long sequence;
  private final long firstSegmentId;
  private final long profileCount;
  private final long linkCount;
  private final int blockCount;
  private final long end;
  private long at = SnapshotLayout.HEADER_LENGTH;
  private int blocksRead;

  /** One reader's scratch memory. */
  static final class Block {
    private final ByteSink bytes = new ByteSink(512 * 1_024);
    private final CRC32C crc = new CRC32C();
    private ByteBuffer view = LittleBuffers.allocate(0);
    private ByteBuffer direct = LittleBuffers.allocateDirect(512 * 1_024);
    private long offset;

    /** Where in the file it begins. */
    long offset() {
      return offset;
    }

    /** Sets a cursor on the block's entries. */
    void entries(EntryCursor entries) {
      entries.wrap(view, SnapshotLayout.ENTRIES_OFFSET, bytes.length());
    }
  }

  /**
   * Opens a snapshot and checks its ends.
   *
   * @throws JournalDamage if they are not as written
   */
  SnapshotReader(JournalFiles files, String name, long journalId) throws IOException {
    this.name = name;
    this.journalId = journalId;
    file = files.open(name);
    try {
      ByteBuffer header = read(0, SnapshotLayout.HEADER_LENGTH);
      check(
          header.getLong(0) == SnapshotLayout.MAGIC
              && header.getInt(SnapshotLayout.CRC_OFFSET) == SegmentLayout.headerCrc(header),
          0,
          "damaged, or no snapshot");
      int version = header.getInt(SnapshotLayout.VERSION_OFFSET);
      check(
          version == SnapshotLayout.VERSION,
          SnapshotLayout.VERSION_OFFSET,
          "snapshot of version " + version + ", this engine reads " + SnapshotLayout.VERSION);
      check(
          header.getLong(SnapshotLayout.JOURNAL_ID_OFFSET) == journalId,
          SnapshotLayout.JOURNAL_ID_OFFSET,
          "snapshot of another directory");
      sequence = header.getLong(SnapshotLayout.SEQUENCE_OFFSET);
      firstSegmentId = header.getLong(SnapshotLayout.SEGMENT_ID_OFFSET);
      end = file.length() - SnapshotLayout.FOOTER_LENGTH;
      check(end >= SnapshotLayout.HEADER_LENGTH, file.length(), "snapshot ends too early");
      ByteBuffer footer = read(end, SnapshotLayout.FOOTER_LENGTH);
      check(
          footer.getLong(0) == SnapshotLayout.END_MAGIC
              && footer.getInt(SnapshotLayout.CRC_OFFSET) == SegmentLayout.headerCrc(footer)
              && footer.getLong(SnapshotLayout.FILE_LENGTH_OFFSET) == file.length(),
          end,
          "damaged, or cut off");
      blockCount = footer.getInt(SnapshotLayout.BLOCK_COUNT_OFFSET);
      profileCount = footer.getLong(SnapshotLayout.PROFILE_COUNT_OFFSET);
      linkCount = footer.getLong(SnapshotLayout.LINK_COUNT_OFFSET);
    } catch (IOException | RuntimeException | Error e) {
      file.close();
      throw e;
    }
  }

  String name() {
    return name;
  }

  /** Sequence number of the last group that is in it. */
  long sequence() {
    return sequence;
  }

  /** Id of the segment whose first group is the next. */
  long firstSegmentId() {
    return firstSegmentId;
  }

  long profileCount() {
    return profileCount;
  }

  long linkCount() {
    return linkCount;
  }

  long length() {
    return end + SnapshotLayout.FOOTER_LENGTH;
  }

  /**
   * Reads the next block that nobody has read.
   *
   * @return false behind the last
   * @throws JournalDamage if it is not as written
   */
  boolean next(Block block) throws IOException {
    long blockAt;
    int index;
    int length;
    synchronized (this) {
      if (at == end) {
        check(blocksRead == blockCount, end, "blocks are missing");
        return false;
      }
      blockAt = at;
      index = blocksRead;
      length = read(at, Integer.BYTES).getInt(0);
      check(
          length >= SnapshotLayout.ENTRIES_OFFSET
              && length <= Math.min(SnapshotLayout.BLOCK_LENGTH_MAX, end - at),
          at,
          "damaged length of a block");
      at += length;
      blocksRead++;
    }
    readBlock(block, blockAt, index, length);
    return true;
  }

  @Override
  public void close() throws IOException {
    file.close();
  }

  private void readBlock(Block block, long blockAt, int index, int length) throws IOException {
    ByteSink bytes = block.bytes;
    block.offset = blockAt;
    bytes.clear();
    bytes.reserve(length);
    bytes.advance(length);
    if (block.direct.capacity() < length) {
      block.direct = LittleBuffers.allocateDirect(length);
    }
    block.direct.clear().limit(length);
    file.read(block.direct, blockAt);
    block.direct.get(0, bytes.array(), 0, length);
    int crc = SnapshotLayout.blockCrc(block.crc, journalId, sequence, bytes.array(), length);
    check(
        LittleEndian.getInt(bytes.array(), SnapshotLayout.BLOCK_CRC_OFFSET) == crc
            && LittleEndian.getInt(bytes.array(), SnapshotLayout.BLOCK_INDEX_OFFSET) == index,
        blockAt,
        "damaged block");
    block.view = ByteBuffer.wrap(bytes.array()).order(java.nio.ByteOrder.LITTLE_ENDIAN);
  }

  private ByteBuffer read(long offset, int length) throws IOException {
    check(offset + length <= file.length(), file.length(), "snapshot ends too early");
    ByteBuffer bytes = LittleBuffers.allocate(length);
    file.read(bytes, offset);
    return bytes.flip();
  }

  private void check(boolean condition, long offset, String reason) throws JournalDamage {
    if (!condition) {
      throw new JournalDamage(name, offset, reason);
    }
  }
}
