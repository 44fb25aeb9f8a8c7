package dev.kitsune.engine;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;

/**
 * What a writer process was told, in a mapped file beside its data directory, so that it survives
 * the process: one number per thread, and one for its state. A thread's slot is its own.
 */
final class KillLedger {
  private static final int LENGTH = 4_096;
  private static final int SLOT_LENGTH = 64;
  private static final int SLOTS_OFFSET = SLOT_LENGTH;

  private final MappedByteBuffer bytes;

  private KillLedger(MappedByteBuffer bytes) {
    this.bytes = bytes;
  }

  static KillLedger open(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, CREATE, READ, WRITE)) {
      return new KillLedger(channel.map(MapMode.READ_WRITE, 0, LENGTH));
    }
  }

  /** How often a writer found all as it should be, and began to write. */
  long startCount() {
    return bytes.getLong(0);
  }

  void countStart() {
    bytes.putLong(0, startCount() + 1);
  }

  /** Number of the thread's last request that was acknowledged; 0 before the first. */
  long acknowledged(int thread) {
    return bytes.getLong(SLOTS_OFFSET + thread * SLOT_LENGTH);
  }

  void acknowledge(int thread, long request) {
    bytes.putLong(SLOTS_OFFSET + thread * SLOT_LENGTH, request);
  }
}
