package dev.kitsune.engine.audience;

import dev.kitsune.engine.bytes.ByteSink;
import dev.kitsune.engine.bytes.ByteSlice;
import dev.kitsune.engine.bytes.CheckedJson;
import dev.kitsune.engine.bytes.JsonEscapes;
import dev.kitsune.engine.bytes.JsonMinify;
import dev.kitsune.engine.bytes.JsonTape;

/**
 * Applies a {@link Comparison} to a JSON value: strings unescaped, null as missing, arrays element
 * by element where the operator looks inside, other containers as their text without insignificant
 * white space. Reads only bytes that passed the strict check. The scratch is overwritten.
 * Stateless; data plane.
 */
final class JsonComparison {
  private JsonComparison() {}

  /** Tests the value at a node; {@link JsonTape#NONE} is a missing value. */
  static boolean test(Comparison test, JsonTape tape, int node, ByteSink scratch) {
    if (node == JsonTape.NONE) {
      return test.testMissing();
    }
    int quote = tape.kind(node) == JsonTape.STRING ? 1 : 0;
    return test(
        test, tape.bytes(), tape.start(node) - quote, tape.length(node) + 2 * quote, scratch);
  }

  /** Tests the range, which is exactly one checked JSON value without white space around it. */
  static boolean test(Comparison test, byte[] json, int offset, int length, ByteSink scratch) {
    return switch (json[offset]) {
      case 'n' -> test.testMissing();
      case '"' -> testString(test, json, offset + 1, length - 2, scratch);
      case '[' -> testArray(test, json, offset, length, scratch);
      case '{' -> testMinified(test, json, offset, length, scratch);
      default -> test.testText(json, offset, length);
    };
  }

  /**
   * Finds the text by which a value that is not null is tested, or an element of an array.
   *
   * @param text set to it: to the value's own bytes, or to the scratch's
   */
  static void findText(byte[] json, int offset, int length, ByteSink scratch, ByteSlice text) {
    if (json[offset] == '"' && !hasEscape(json, offset + 1, length - 2)) {
      text.wrap(json, offset + 1, length - 2);
      return;
    }
    switch (json[offset]) {
      case '"' -> decode(json, offset + 1, length - 2, scratch);
      case '[', '{' -> minify(json, offset, length, scratch);
      default -> {
        text.wrap(json, offset, length);
        return;
      }
    }
    text.wrap(scratch.array(), 0, scratch.length());
  }

  private static boolean testString(
      Comparison test, byte[] json, int offset, int length, ByteSink scratch) {
    if (!hasEscape(json, offset, length)) {
      return test.testText(json, offset, length);
    }
    decode(json, offset, length, scratch);
    return test.testText(scratch.array(), 0, scratch.length());
  }

  private static boolean testArray(
      Comparison test, byte[] json, int offset, int length, ByteSink scratch) {
    return test.isContains()
        ? test.testArray(hasElement(test, json, offset, scratch))
        : testMinified(test, json, offset, length, scratch);
  }

  private static boolean testMinified(
      Comparison test, byte[] json, int offset, int length, ByteSink scratch) {
    minify(json, offset, length, scratch);
    return test.testText(scratch.array(), 0, scratch.length());
  }

  private static boolean hasElement(Comparison test, byte[] json, int array, ByteSink scratch) {
    int at = CheckedJson.nextElement(json, array + 1);
    while (json[at] != ']') {
      int end = CheckedJson.valueEnd(json, at);
      if (isElement(test, json, at, end - at, scratch)) {
        return true;
      }
      at = CheckedJson.nextElement(json, end);
    }
    return false;
  }

  private static boolean isElement(
      Comparison test, byte[] json, int offset, int length, ByteSink scratch) {
    return switch (json[offset]) {
      case 'n' -> false;
      case '"' -> isStringElement(test, json, offset + 1, length - 2, scratch);
      case '[', '{' -> {
        minify(json, offset, length, scratch);
        yield test.isElement(scratch.array(), 0, scratch.length());
      }
      default -> test.isElement(json, offset, length);
    };
  }

  private static boolean isStringElement(
      Comparison test, byte[] json, int offset, int length, ByteSink scratch) {
    if (!hasEscape(json, offset, length)) {
      return test.isElement(json, offset, length);
    }
    decode(json, offset, length, scratch);
    return test.isElement(scratch.array(), 0, scratch.length());
  }

  private static boolean hasEscape(byte[] json, int offset, int length) {
    for (int at = offset; at < offset + length; at++) {
      if (json[at] == '\\') {
        return true;
      }
    }
    return false;
  }

  private static void decode(byte[] json, int offset, int length, ByteSink scratch) {
    scratch.clear();
    JsonEscapes.decode(json, offset, length, scratch);
  }

  private static void minify(byte[] json, int offset, int length, ByteSink scratch) {
    scratch.clear();
    JsonMinify.put(json, offset, length, scratch);
  }
}
