package dev.kitsune.engine.catalog;

import dev.kitsune.engine.bytes.ByteSink;
import java.lang.reflect.RecordComponent;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A hash of definitions, which are records, lists, and values with a text; the same in every
 * process. It is taken of these bytes, so that different definitions have different ones, which
 * their texts have not: a list of {@code "a, b"} reads like one of {@code "a"} and {@code "b"}.
 * Control plane.
 *
 * <pre>
 *  record: 'r', its type's simple name as a value, each component
 *  list:   'l', u32 size, each element
 *  value:  'v', u32 length of its text's UTF-8, the UTF-8
 *  null:   'n'
 * </pre>
 */
final class DefinitionHash {
  private DefinitionHash() {}

  /** The first 64 bits of the SHA-256. */
  static long of(Object definition) {
    ByteSink bytes = new ByteSink(1_024);
    put(definition, bytes);
    try {
      return ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(bytes.toBytes()))
          .getLong();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JVM has SHA-256", e);
    }
  }

  private static void put(@Nullable Object part, ByteSink bytes) {
    if (part == null) {
      bytes.put((byte) 'n');
    } else if (part instanceof Record) {
      putRecord(part, bytes);
    } else if (part instanceof List<?> list) {
      bytes.put((byte) 'l');
      putCount(list.size(), bytes);
      list.forEach(element -> put(element, bytes));
    } else {
      byte[] utf8 = part.toString().getBytes(StandardCharsets.UTF_8);
      bytes.put((byte) 'v');
      putCount(utf8.length, bytes);
      bytes.put(utf8);
    }
  }

  private static void putRecord(Object part, ByteSink bytes) {
    bytes.put((byte) 'r');
    put(part.getClass().getSimpleName(), bytes);
    for (RecordComponent component : part.getClass().getRecordComponents()) {
      try {
        put(component.getAccessor().invoke(part), bytes);
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException("no public definition: " + part.getClass(), e);
      }
    }
  }

  private static void putCount(int count, ByteSink bytes) {
    bytes.put(ByteBuffer.allocate(Integer.BYTES).putInt(count).array());
  }
}
