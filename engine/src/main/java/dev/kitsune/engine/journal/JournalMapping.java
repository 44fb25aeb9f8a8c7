package dev.kitsune.engine.journal;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * A file as memory. Touching {@link #bytes} after {@link #close} is undefined: whoever closes makes
 * sure that nobody does. A disk that fails under it shows as {@link InternalError}.
 */
public interface JournalMapping extends Closeable {
  /** The file's bytes, little-endian, position 0; valid until close. */
  ByteBuffer bytes();

  /** Returns when the bytes {@code [offset, offset + length)} survive a power failure. */
  void force(int offset, int length) throws IOException;

  /**
   * Gives the memory back at once, then returns when all bytes survive a power failure. While
   * memory is mapped, the system takes each page that it writes to the disk away from every running
   * thread of the process by an interrupt of its own; this way it does so once for all of them.
   *
   * @throws IOException if they may not survive; the memory is given back all the same
   */
  void closeForced() throws IOException;

  /** Gives the memory back at once; idempotent. */
  @Override
  void close();
}
