package dev.kitsune.engine.journal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;

/**
 * A segment whose groups wait in memory for the next force, which writes them to the file first:
 * for the level at which nothing is acknowledged before that. A force of mapped pages would take
 * each of them away from every running thread by an interrupt of its own. Data plane.
 */
final class BufferedSegment extends Segment {
  private static final int CAPACITY_KEPT = 512 * 1_024;

  private final JournalFile file;

  /* What was appended since prepareForce; the byte at 0 belongs at pendingBegin of the file. */
  private ByteBuffer pending = LittleBuffers.allocateDirect(CAPACITY_KEPT);
  private int pendingBegin;

  /* What prepareForce took and write did not give away yet; position 0 belongs at takenBegin. */
  private ByteBuffer taken = LittleBuffers.allocateDirect(CAPACITY_KEPT).limit(0);
  private int takenBegin;
  private boolean isUnforced;
  private boolean isClosed;

  private BufferedSegment(long id, JournalFile file, int end, int pendingBegin) throws IOException {
    super(id, Math.toIntExact(file.length()), end);
    this.file = file;
    this.pendingBegin = pendingBegin;
  }

  /** One that is not in use yet. Owns the file, unless it fails. */
  static BufferedSegment prepared(long id, JournalFile file) throws IOException {
    return new BufferedSegment(id, file, SegmentLayout.HEADER_LENGTH, 0);
  }

  /** One whose groups end at {@code end} and were forced. Owns the file, unless it fails. */
  static BufferedSegment continued(long id, JournalFile file, int end) throws IOException {
    return new BufferedSegment(id, file, end, end);
  }

  @Override
  void put(int at, byte[] source, int length) {
    int from = at - pendingBegin;
    if (from + length > pending.capacity()) {
      pending = grown(pending, from + length);
    }
    pending.put(from, source, 0, length);
  }

  @Override
  void requireWritten(byte[] groupHeader, JournalGroup group, int at) {
    /* Memory of the process; whether the file takes it shows when it is written. */
  }

  @Override
  void prepareForce() {
    if (taken.hasRemaining()) {
      throw new IllegalStateException("what was taken before is not written");
    }
    ByteBuffer filled = pending;
    int length = end() - pendingBegin;
    pending = taken.capacity() > CAPACITY_KEPT ? replaced(taken) : taken.clear();
    taken = filled.limit(length).position(0);
    takenBegin = pendingBegin;
    pendingBegin = end();
  }

  @Override
  void write() throws IOException {
    if (taken.hasRemaining()) {
      isUnforced = true;
      file.write(taken, takenBegin);
    }
  }

  @Override
  void force() throws IOException {
    write();
    if (isUnforced) {
      file.force();
      isUnforced = false;
    }
  }

  @Override
  void closeForced() throws IOException {
    try {
      force();
      prepareForce();
      force();
    } finally {
      close();
    }
  }

  @Override
  void close() {
    if (isClosed) {
      return;
    }
    isClosed = true;
    MappedMemory.free(pending);
    MappedMemory.free(taken);
    try {
      file.close();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /* What a burst took is given back. */
  private static ByteBuffer replaced(ByteBuffer large) {
    MappedMemory.free(large);
    return LittleBuffers.allocateDirect(CAPACITY_KEPT);
  }

  private static ByteBuffer grown(ByteBuffer full, int capacity) {
    ByteBuffer grown = LittleBuffers.allocateDirect(Math.max(capacity, 2 * full.capacity()));
    grown.put(0, full, 0, full.capacity());
    MappedMemory.free(full);
    return grown;
  }
}
