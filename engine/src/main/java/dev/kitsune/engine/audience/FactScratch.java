package dev.kitsune.engine.audience;

import dev.kitsune.engine.bytes.ByteSink;
import dev.kitsune.engine.bytes.ByteSlice;
import dev.kitsune.engine.bytes.JsonEscapes;
import dev.kitsune.engine.bytes.JsonTape;

/** What a fact needs to read a value. Owned by one thread. Data plane. */
final class FactScratch {
  /** The value being tested: JSON text of a record. */
  final ByteSlice value = new ByteSlice();

  final JsonTape tape = new JsonTape();
  private final ByteSink text = new ByteSink(64);

  /** Tests {@link #value}, which is one JSON value. */
  boolean test(Comparison test) {
    return JsonComparison.test(test, value.array(), value.offset(), value.length(), text);
  }

  /** Tests {@link #value}, which is the inside of a JSON string. */
  boolean testStringContent(Comparison test) {
    for (int i = 0; i < value.length(); i++) {
      if (value.at(i) == '\\') {
        text.clear();
        JsonEscapes.decode(value.array(), value.offset(), value.length(), text);
        return test.testText(text.array(), 0, text.length());
      }
    }
    return test.testText(value.array(), value.offset(), value.length());
  }
}
