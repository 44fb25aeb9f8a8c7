package dev.kitsune.engine;

import dev.kitsune.engine.bytes.LittleEndian;
import java.security.SecureRandom;
import java.util.function.LongSupplier;

/**
 * The JVM's secure random bits, drawn a block at a time. Safe for any thread; used only when a
 * profile or a session begins.
 */
final class SecureEntropy implements LongSupplier {
  private final SecureRandom random = new SecureRandom();
  private final byte[] block = new byte[4_096];
  private int next = block.length;

  @Override
  public synchronized long getAsLong() {
    if (next == block.length) {
      random.nextBytes(block);
      next = 0;
    }
    long bits = LittleEndian.getLong(block, next);
    LittleEndian.putLong(block, next, 0L);
    next += Long.BYTES;
    return bits;
  }
}
