package dev.kitsune.engine.store;

/**
 * How one Chronicle map is laid out. Memory that no record has touched is reserved, not used, so
 * the entry space is generous; what is touched at once are slots and free lists, 10 to 20 bytes per
 * record. Lengths are bytes. Control plane.
 *
 * @param segmentCount a power of two; each has one lock
 * @param entriesPerSegment records a segment must take
 * @param chunkLength the step in which values grow
 * @param chunksPerSegment entry space of a segment
 * @param chunksPerEntryMax up to 64, beyond which Chronicle searches its free lists slowly
 */
record RecordMapSizing(
    int segmentCount,
    long entriesPerSegment,
    int chunkLength,
    long chunksPerSegment,
    int chunksPerEntryMax) {
  /*
   * An entry is key, stop-bit length of the value, value. Chronicle rounds it up to whole chunks
   * anyway; a value that reaches to the end of the last chunk makes the rounding room to grow in.
   */
  private static final int ENTRY_OVERHEAD = RecordCall.KEY_LENGTH + 4;
  private static final int CHUNKS_PER_ENTRY_MAX = 64;
  private static final int CHUNK_LENGTH_MIN = 32;
  private static final int CHUNKS_PER_AVERAGE_RECORD = 8;
  private static final int RECORDS_PER_SEGMENT = 512;
  private static final int SEGMENT_COUNT_MAX = 1 << 16;
  private static final int LARGE_SEGMENT_COUNT_MAX = 64;
  private static final int LARGE_RECORDS_PER_SEGMENT_MIN = 32;
  private static final int LARGE_RECORDS_MIN = 64;
  private static final int LARGE_SHARE = 4;

  /** The map for nearly all records: those of up to four to eight times the average. */
  static RecordMapSizing main(long maxRecords, int averageLength, int lengthMax) {
    int chunk = mainChunkLength(averageLength);
    int segments = powerOfTwo(maxRecords / RECORDS_PER_SEGMENT, SEGMENT_COUNT_MAX);
    long entries = fullestSegment(maxRecords, segments);
    int chunksMax = Math.min(CHUNKS_PER_ENTRY_MAX, chunks(lengthMax, chunk));
    long space = (long) (entries * chunksPerRecord(averageLength) * 1.25) + 2L * chunksMax;
    return new RecordMapSizing(segments, entries, chunk, space, chunksMax);
  }

  /** The map for the rare long records; a quarter of the main map's space, or 64 of the longest. */
  static RecordMapSizing large(long maxRecords, int averageLength, int lengthMax) {
    int chunk = powerOfTwoAtLeast((lengthMax + ENTRY_OVERHEAD + 4) / CHUNKS_PER_ENTRY_MAX + 1);
    int chunksMax = chunks(lengthMax, chunk);
    long longest = (long) chunksMax * chunk;
    long space = Math.max(LARGE_RECORDS_MIN * longest, maxRecords * averageLength / LARGE_SHARE);
    int segments =
        powerOfTwo(space / (LARGE_RECORDS_PER_SEGMENT_MIN * longest), LARGE_SEGMENT_COUNT_MAX);
    long chunks = space / segments / chunk;
    return new RecordMapSizing(segments, chunks, chunk, chunks, chunksMax);
  }

  /** What so many records of average length take in the main map, of which space is left over. */
  static long laidOutLength(long maxRecords, int averageLength) {
    double chunks = maxRecords * chunksPerRecord(averageLength);
    return (long) (chunks * mainChunkLength(averageLength));
  }

  /** The longest record that the map takes. */
  int recordLengthMax() {
    return (int) valueSize(chunksPerEntryMax) - RecordImage.HEADER_LENGTH;
  }

  /** The size of the smallest value that holds a record of this length. */
  long valueSizeFor(int recordLength) {
    return valueSize(chunks(recordLength, chunkLength));
  }

  /** Bytes of address space that the map reserves for entries. */
  long reservedLength() {
    return segmentCount * chunksPerSegment * chunkLength;
  }

  /** The size of the value of an entry of so many chunks. */
  long valueSize(int chunks) {
    return (long) chunks * chunkLength - ENTRY_OVERHEAD;
  }

  /** The chunks of an entry whose value has this size. */
  int chunksOf(long valueSize) {
    return (int) ((valueSize + ENTRY_OVERHEAD) / chunkLength);
  }

  private static int mainChunkLength(int averageLength) {
    return Math.max(
        CHUNK_LENGTH_MIN, Integer.highestOneBit(averageLength / CHUNKS_PER_AVERAGE_RECORD));
  }

  private static double chunksPerRecord(int averageLength) {
    return chunks(averageLength, mainChunkLength(averageLength)) + 0.5;
  }

  private static int chunks(int recordLength, int chunkLength) {
    long entry = (long) ENTRY_OVERHEAD + RecordImage.HEADER_LENGTH + recordLength;
    return (int) ((entry + chunkLength - 1) / chunkLength);
  }

  /** Keys are spread like throws of dice: the mean and six standard deviations. */
  private static long fullestSegment(long maxRecords, int segments) {
    double mean = (double) maxRecords / segments;
    return segments == 1 ? maxRecords + 1 : (long) (mean + 6 * Math.sqrt(mean)) + 16;
  }

  private static int powerOfTwo(long atMost, int max) {
    return (int) Long.highestOneBit(Math.max(1, Math.min(atMost, max)));
  }

  private static int powerOfTwoAtLeast(int least) {
    return Integer.highestOneBit(Math.max(1, least - 1)) << 1;
  }
}
