package dev.kitsune.engine.journal;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Little-endian buffers. */
final class LittleBuffers {
  private LittleBuffers() {}

  static ByteBuffer allocate(int capacity) {
    return ByteBuffer.allocate(capacity).order(ByteOrder.LITTLE_ENDIAN);
  }

  static ByteBuffer allocateDirect(int capacity) {
    return ByteBuffer.allocateDirect(capacity).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** The same bytes with a position and limit of their own. */
  static ByteBuffer view(ByteBuffer bytes) {
    return bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN);
  }
}
