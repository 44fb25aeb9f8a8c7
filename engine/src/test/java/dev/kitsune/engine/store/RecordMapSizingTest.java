package dev.kitsune.engine.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecordMapSizingTest {
  @ParameterizedTest
  @CsvSource({
    "1, 1, 1",
    "10, 256, 10000",
    "100000, 700, 614400",
    "1000000, 1024, 614400",
    "1, 1024, 16777216"
  })
  void takesTheLongestRecordAndReservesRoomForAllAverageOnes(
      long maxRecords, int averageLength, int lengthMax) {
    RecordMapSizing main = RecordMapSizing.main(maxRecords, averageLength, lengthMax);
    RecordMapSizing large = RecordMapSizing.large(maxRecords, averageLength, lengthMax);
    assertTrue(main.recordLengthMax() >= Math.min(lengthMax, 4 * averageLength), main.toString());
    assertTrue(large.recordLengthMax() >= lengthMax, large.toString());
    assertTrue(main.reservedLength() >= maxRecords * averageLength, main.toString());
    assertTrue(main.segmentCount() * main.entriesPerSegment() >= maxRecords, main.toString());
    assertTrue(main.chunksPerEntryMax() <= 64 && large.chunksPerEntryMax() <= 64);
  }

  @ParameterizedTest
  @CsvSource({"1024, 103, 108", "1024, 104, 108", "1024, 105, 236", "1024, 0, 108"})
  void roundsValuesUpToTheEndOfTheirLastChunk(int averageLength, int recordLength, long size) {
    RecordMapSizing sizing = RecordMapSizing.main(10, averageLength, 5_000);
    assertEquals(128, sizing.chunkLength());
    assertEquals(size, sizing.valueSizeFor(recordLength));
  }
}
