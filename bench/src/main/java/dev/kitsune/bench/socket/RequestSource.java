package dev.kitsune.bench.socket;

import java.nio.ByteBuffer;

/** Writes the requests of a plan. Owned by one thread. */
public interface RequestSource {
  /** Puts the whole HTTP request of this index into the buffer. */
  void put(long index, ByteBuffer out);
}
