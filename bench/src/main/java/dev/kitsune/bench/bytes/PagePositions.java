package dev.kitsune.bench.bytes;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Where the fields of a page event stand in a body: of strings the content, else the JSON text. */
final class PagePositions {
  private final int[] starts = new int[PageField.COUNT];
  private final int[] lengths = new int[PageField.COUNT];

  void clear() {
    Arrays.fill(lengths, 0);
  }

  void put(int field, int start, int length) {
    starts[field] = start;
    lengths[field] = length;
  }

  String text(int field, byte[] body) {
    return new String(body, starts[field], lengths[field], StandardCharsets.UTF_8);
  }
}
