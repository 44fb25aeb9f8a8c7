package dev.kitsune.engine.audience;

import dev.kitsune.engine.bytes.ByteKeyIndex;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** Distinct names, numbered from 0 in the order in which they first came. Control plane. */
final class NameNumbers {
  /* By UTF-8, for texts that are no valid UTF-16 can differ and have the same. */
  private final Map<ByteBuffer, Integer> numbers = new LinkedHashMap<>();

  int number(String name) {
    ByteBuffer utf8 = ByteBuffer.wrap(name.getBytes(StandardCharsets.UTF_8));
    return numbers.computeIfAbsent(utf8, key -> numbers.size());
  }

  int count() {
    return numbers.size();
  }

  /** From each name to its number. */
  ByteKeyIndex index() {
    return new ByteKeyIndex(numbers.keySet().stream().map(ByteBuffer::array).toList());
  }
}
