package dev.kitsune.engine.audience;

import dev.kitsune.engine.bytes.JsonNumber;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * One text of an operand, encoded once: its UTF-8 bytes, and its number where it is one. Immutable,
 * for any thread; data plane.
 */
final class Comparand {
  final byte[] text;
  final boolean isNumber;
  final double number;

  Comparand(String text) {
    this.text = text.getBytes(StandardCharsets.UTF_8);
    isNumber = JsonNumber.isNumber(this.text, 0, this.text.length);
    number = isNumber ? JsonNumber.toDouble(this.text, 0, this.text.length) : Double.NaN;
  }

  /** Equal as IEEE doubles where both are numbers, else byte by byte. */
  boolean isEqual(byte[] bytes, int offset, int length) {
    if (isNumber && JsonNumber.isNumber(bytes, offset, length)) {
      return JsonNumber.toDouble(bytes, offset, length) == number;
    }
    return length == text.length && isAt(bytes, offset);
  }

  boolean isPrefixOf(byte[] bytes, int offset, int length) {
    return length >= text.length && isAt(bytes, offset);
  }

  boolean isSuffixOf(byte[] bytes, int offset, int length) {
    return length >= text.length && isAt(bytes, offset + length - text.length);
  }

  boolean isInside(byte[] bytes, int offset, int length) {
    if (text.length == 0) {
      return true;
    }
    byte first = text[0];
    int last = offset + length - text.length;
    for (int at = offset; at <= last; at++) {
      if (bytes[at] == first && isAt(bytes, at)) {
        return true;
      }
    }
    return false;
  }

  private boolean isAt(byte[] bytes, int at) {
    return Arrays.equals(bytes, at, at + text.length, text, 0, text.length);
  }
}
