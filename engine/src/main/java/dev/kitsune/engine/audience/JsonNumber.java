package dev.kitsune.engine.audience;

import java.nio.charset.StandardCharsets;

/** Numbers in text, by the JSON grammar. */
final class JsonNumber {
  private JsonNumber() {}

  static boolean isNumber(byte[] bytes, int offset, int length) {
    return new String(bytes, offset, length, StandardCharsets.ISO_8859_1)
        .matches("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?");
  }

  static double toDouble(byte[] bytes, int offset, int length) {
    return Double.parseDouble(new String(bytes, offset, length, StandardCharsets.ISO_8859_1));
  }
}
