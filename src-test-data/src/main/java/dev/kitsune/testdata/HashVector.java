package dev.kitsune.testdata;

import java.util.List;

/**
 * A golden vector of the hash that allocates variants.
 *
 * @param hash H of the input, as an unsigned 32-bit number
 * @param unit U of the input, in [0, 1]
 */
public record HashVector(String input, long hash, double unit) {
  private static final int COLUMN_COUNT = 3;

  /** Every vector. */
  public static List<HashVector> all() {
    return TestData.rows("experiences/hash-vectors.csv", COLUMN_COUNT).stream()
        .map(HashVector::of)
        .toList();
  }

  private static HashVector of(List<String> row) {
    String quoted = row.get(0);
    return new HashVector(
        quoted.substring(1, quoted.length() - 1),
        Long.parseLong(row.get(1)),
        Double.parseDouble(row.get(2)));
  }
}
