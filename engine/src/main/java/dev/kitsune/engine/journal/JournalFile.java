package dev.kitsune.engine.journal;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/** One open file of {@link JournalFiles}. Owned by one thread at a time. */
public interface JournalFile extends Closeable {
  /** Length in bytes. */
  long length() throws IOException;

  /** Writes all that remains in {@code source} at {@code offset}; the file grows where it must. */
  void write(ByteBuffer source, long offset) throws IOException;

  /**
   * Fills {@code target} from {@code offset}.
   *
   * @throws java.io.EOFException if the file ends before
   */
  void read(ByteBuffer target, long offset) throws IOException;

  /**
   * The whole file as memory; what is written there is the operating system's at once.
   *
   * @throws IOException if the file is longer than 2 GiB or cannot be mapped
   */
  JournalMapping map() throws IOException;

  /** Returns when all that was written to the file survives a power failure. */
  void force() throws IOException;
}
