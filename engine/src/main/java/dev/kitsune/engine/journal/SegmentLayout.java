package dev.kitsune.engine.journal;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * Byte layout of a segment, a file of fixed length; little-endian, version 2. The header is zeros
 * until the segment is taken into use.
 *
 * <pre>
 *  0   8 bytes "KITSUNEJ"
 *  8   u32 version of this layout
 *  12  u32 CRC-32C of the header without this field
 *  16  u64 id of the journal, from the manifest
 *  24  u64 id of the segment: that of the one before and 1
 *  32  u64 sequence number of its first group
 *  40  u64 length of the file
 *  48  zeros
 *  64  groups and marks ({@link GroupLayout}), then zeros
 * </pre>
 *
 * Version 1 has zeros in place of the length, and no marks. Its segments are read, not written.
 */
final class SegmentLayout {
  static final int VERSION = 2;
  static final int VERSION_MIN = 1;
  static final long MAGIC = magic("KITSUNEJ");

  static final int VERSION_OFFSET = 8;
  static final int CRC_OFFSET = VERSION_OFFSET + Integer.BYTES;
  static final int JOURNAL_ID_OFFSET = CRC_OFFSET + Integer.BYTES;
  static final int SEGMENT_ID_OFFSET = JOURNAL_ID_OFFSET + Long.BYTES;
  static final int FIRST_SEQUENCE_OFFSET = SEGMENT_ID_OFFSET + Long.BYTES;
  static final int FILE_LENGTH_OFFSET = FIRST_SEQUENCE_OFFSET + Long.BYTES;
  static final int HEADER_LENGTH = 64;

  /**
   * Offsets of the header's words as they are written one after the other: the zeros, the journal's
   * id, which no flipped bit makes of zeros, and the magic last.
   */
  static final List<Integer> WRITING_ORDER =
      List.of(
          FILE_LENGTH_OFFSET + 2 * Long.BYTES,
          FILE_LENGTH_OFFSET + Long.BYTES,
          JOURNAL_ID_OFFSET,
          SEGMENT_ID_OFFSET,
          FILE_LENGTH_OFFSET,
          FIRST_SEQUENCE_OFFSET,
          VERSION_OFFSET,
          0);

  private static final String PREFIX = "segment-";
  private static final String SUFFIX = ".journal";
  private static final String UNFINISHED = ".unfinished";

  private SegmentLayout() {}

  static String name(long segmentId) {
    return PREFIX + String.format("%016x", segmentId) + SUFFIX;
  }

  static boolean isName(String name) {
    return name.matches(PREFIX + "[0-9a-f]{16}" + SUFFIX);
  }

  static String unfinishedName(long segmentId) {
    return name(segmentId) + UNFINISHED;
  }

  static boolean isUnfinishedName(String name) {
    return name.endsWith(UNFINISHED)
        && isName(name.substring(0, name.length() - UNFINISHED.length()));
  }

  static long id(String name) {
    return Long.parseUnsignedLong(
        name.substring(PREFIX.length(), name.length() - SUFFIX.length()), 16);
  }

  /** The header of a segment that is taken into use. */
  static byte[] header(long journalId, long segmentId, long firstSequence, int fileLength) {
    byte[] bytes = new byte[HEADER_LENGTH];
    ByteBuffer header = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    header.putLong(0, MAGIC);
    header.putInt(VERSION_OFFSET, VERSION);
    header.putLong(JOURNAL_ID_OFFSET, journalId);
    header.putLong(SEGMENT_ID_OFFSET, segmentId);
    header.putLong(FIRST_SEQUENCE_OFFSET, firstSequence);
    header.putLong(FILE_LENGTH_OFFSET, fileLength);
    header.putInt(CRC_OFFSET, headerCrc(header));
    return bytes;
  }

  /**
   * Whether a header was begun and is not whole, by the order in which one is written: nothing was
   * ever acknowledged from its segment.
   *
   * @param bytes the whole file
   */
  static boolean isBegun(ByteBuffer bytes, long journalId, long segmentId) {
    int version = bytes.getInt(VERSION_OFFSET);
    return bytes.getLong(0) == 0
        && bytes.getLong(JOURNAL_ID_OFFSET) == journalId
        && isZeroOr(segmentId, bytes.getLong(SEGMENT_ID_OFFSET))
        && isZeroOr(bytes.capacity(), bytes.getLong(FILE_LENGTH_OFFSET))
        && isZeroOr(VERSION, version)
        && Zeros.end(bytes, FILE_LENGTH_OFFSET + Long.BYTES) == FILE_LENGTH_OFFSET + Long.BYTES;
  }

  private static boolean isZeroOr(long expected, long value) {
    return value == 0 || value == expected;
  }

  /** The CRC of a header of 64 bytes, in which the CRC itself counts as zeros. */
  static int headerCrc(ByteBuffer header) {
    byte[] copy = new byte[HEADER_LENGTH];
    header.get(0, copy);
    java.util.Arrays.fill(copy, CRC_OFFSET, CRC_OFFSET + Integer.BYTES, (byte) 0);
    CRC32C crc = new CRC32C();
    crc.update(copy);
    return (int) crc.getValue();
  }

  static long magic(String text) {
    long magic = 0;
    for (int i = Long.BYTES - 1; i >= 0; i--) {
      magic = magic << Byte.SIZE | text.charAt(i);
    }
    return magic;
  }
}
