package dev.kitsune.engine.journal;

import dev.kitsune.engine.bytes.LittleEndian;
import java.util.zip.CRC32C;

/**
 * Byte layout of a snapshot: every record as it was after one group; little-endian, version 1.
 *
 * <pre>
 *  0   8 bytes "KITSUNES"                      block, at a multiple of 8:
 *  8   u32 version of this layout               0   u32 length of the whole block
 *  12  u32 CRC-32C of this header               4   u32 CRC-32C, see below
 *  16  u64 id of the journal                    8   u32 number of entries
 *  24  u64 covers groups up to this one         12  u32 index of the block
 *  32  u64 id of the first segment after it     16  the entries ({@link EntryLayout})
 *  40  zeros                                   footer, the file's last 64 bytes:
 *  64  blocks                                   0   8 bytes "KITSUNEE"
 *                                               8   u32 number of blocks
 *                                               12  u32 CRC-32C of this footer
 *                                               16  u64 number of profiles
 *                                               24  u64 number of links
 *                                               32  u64 length of the file
 *                                               40  zeros
 * </pre>
 *
 * A block's CRC is over the journal's id, the covered sequence number and the block with zeros in
 * place of the CRC. Header's and footer's are, too, with zeros in place of the CRC.
 */
final class SnapshotLayout {
  static final int VERSION = 1;
  static final long MAGIC = SegmentLayout.magic("KITSUNES");
  static final long END_MAGIC = SegmentLayout.magic("KITSUNEE");

  static final int VERSION_OFFSET = 8;
  static final int CRC_OFFSET = 12;
  static final int JOURNAL_ID_OFFSET = 16;
  static final int SEQUENCE_OFFSET = 24;
  static final int SEGMENT_ID_OFFSET = 32;
  static final int HEADER_LENGTH = 64;

  static final int BLOCK_CRC_OFFSET = 4;
  static final int ENTRY_COUNT_OFFSET = 8;
  static final int BLOCK_INDEX_OFFSET = 12;
  static final int ENTRIES_OFFSET = 16;

  static final int BLOCK_COUNT_OFFSET = 8;
  static final int PROFILE_COUNT_OFFSET = 16;
  static final int LINK_COUNT_OFFSET = 24;
  static final int FILE_LENGTH_OFFSET = 32;
  static final int FOOTER_LENGTH = 64;

  /** A block ends with the entry that reaches this length. */
  static final int BLOCK_LENGTH = 256 * 1_024;

  static final int RECORD_LENGTH_MAX = 16 * 1_024 * 1_024;
  static final int BLOCK_LENGTH_MAX = BLOCK_LENGTH + EntryLayout.length(RECORD_LENGTH_MAX);

  private static final String PREFIX = "snapshot-";
  private static final String SUFFIX = ".records";
  private static final String UNFINISHED = ".unfinished";
  private static final String REPAIRED = ".repaired";

  private SnapshotLayout() {}

  static String name(long sequence) {
    return PREFIX + String.format("%016x", sequence) + SUFFIX;
  }

  static String unfinishedName(long sequence) {
    return name(sequence) + UNFINISHED;
  }

  static boolean isName(String name) {
    return name.matches(PREFIX + "[0-9a-f]{16}" + SUFFIX);
  }

  static boolean isUnfinishedName(String name) {
    return name.endsWith(UNFINISHED)
        && isName(name.substring(0, name.length() - UNFINISHED.length()));
  }

  /** What a repair made, whole, while the files that it replaces are still being set aside. */
  static String repairedName(long sequence) {
    return name(sequence) + REPAIRED;
  }

  static boolean isRepairedName(String name) {
    return name.endsWith(REPAIRED) && isName(nameOfRepaired(name));
  }

  static String nameOfRepaired(String repairedName) {
    return repairedName.substring(0, repairedName.length() - REPAIRED.length());
  }

  static long sequence(String name) {
    return Long.parseUnsignedLong(
        name.substring(PREFIX.length(), name.length() - SUFFIX.length()), 16);
  }

  static int blockCrc(CRC32C crc, long journalId, long sequence, byte[] block, int length) {
    crc.reset();
    byte[] seed = new byte[2 * Long.BYTES];
    LittleEndian.putLong(seed, 0, journalId);
    LittleEndian.putLong(seed, Long.BYTES, sequence);
    crc.update(seed);
    crc.update(block, 0, BLOCK_CRC_OFFSET);
    crc.update(new byte[Integer.BYTES]);
    crc.update(block, ENTRY_COUNT_OFFSET, length - ENTRY_COUNT_OFFSET);
    return (int) crc.getValue();
  }
}
