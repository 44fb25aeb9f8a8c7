package dev.kitsune.bench.report;

/**
 * What profiles cost in memory.
 *
 * @param profileCount how many profiles the engine held, of a capacity of as many and a few
 * @param recordBytes a record's length, the mean of a sample
 * @param residentBytes the process's resident set with the profiles
 * @param emptyBytes the same of an equal engine that stored nothing
 */
public record MemoryRow(
    int profileCount,
    int updatesPerProfile,
    int aliasesPerProfile,
    double recordBytes,
    long residentBytes,
    long emptyBytes) {
  /** Resident bytes that one profile takes. */
  public double bytesPerProfile() {
    return (residentBytes - emptyBytes) / (double) profileCount;
  }

  /** Those against its record's length. */
  public double ratio() {
    return bytesPerProfile() / recordBytes;
  }
}
