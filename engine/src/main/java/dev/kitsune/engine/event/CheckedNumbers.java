package dev.kitsune.engine.event;

import com.jsoniter.CodegenAccess;
import com.jsoniter.JsonIterator;
import com.jsoniter.spi.JsonException;
import dev.kitsune.engine.bytes.JsonNumber;
import java.io.IOException;

/**
 * Numbers of checked JSON: whole ones read by jsoniter, others by {@link JsonNumber}, which rounds
 * right where jsoniter does not. jsoniter sees only the bytes of one number that the strict check
 * has passed. Owned by one thread. Data plane.
 */
final class CheckedNumbers {
  private final JsonIterator iterator = JsonIterator.parse(new byte[0]);

  /** The number rounded down to a whole one; saturates. */
  long floor(byte[] bytes, int offset, int length) {
    return JsonNumber.isLong(bytes, offset, length)
        ? whole(bytes, offset, length)
        : (long) Math.floor(JsonNumber.toDouble(bytes, offset, length));
  }

  private long whole(byte[] bytes, int offset, int length) {
    iterator.reset(bytes, offset, offset + length);
    try {
      long number = iterator.readLong();
      if (CodegenAccess.head(iterator) != offset + length) {
        throw new IllegalStateException("a number of " + length + " bytes was read in part");
      }
      return number;
    } catch (IOException | JsonException | IndexOutOfBoundsException e) {
      throw new IllegalStateException("a checked number of " + length + " bytes was refused", e);
    }
  }
}
