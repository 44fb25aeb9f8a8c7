package dev.kitsune.engine.journal;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Makes segments: all their bytes are written, so that a full disk shows here. Control plane. */
final class SegmentFiles {
  private static final int STEP_LENGTH = 1 << 20;

  private SegmentFiles() {}

  /** Makes a segment that is not in use yet, durably; leaves nothing behind if it cannot. */
  static Segment create(JournalFiles files, long id, int capacity) throws IOException {
    String unfinished = SegmentLayout.unfinishedName(id);
    if (files.names().contains(unfinished)) {
      files.delete(unfinished);
    }
    try (JournalFile file = files.create(unfinished)) {
      try {
        fill(file, capacity);
        file.force();
        return name(files, Segment.prepared(id, file.map()));
      } catch (IOException | RuntimeException | Error failed) {
        deleteQuietly(files, unfinished);
        throw failed instanceof IOException e ? e : new IOException(failed);
      }
    }
  }

  private static Segment name(JournalFiles files, Segment segment) throws IOException {
    try {
      segment.touch();
      files.rename(SegmentLayout.unfinishedName(segment.id()), SegmentLayout.name(segment.id()));
      files.force();
      return segment;
    } catch (IOException | RuntimeException | Error failed) {
      segment.close();
      throw failed;
    }
  }

  /* It may be renamed already, or the disk gone: the next try, or the next start, tidies up. */
  private static void deleteQuietly(JournalFiles files, String name) throws IOException {
    if (files.names().contains(name)) {
      files.delete(name);
    }
  }

  private static void fill(JournalFile file, int capacity) throws IOException {
    ByteBuffer zeros = ByteBuffer.allocateDirect(Math.min(STEP_LENGTH, capacity));
    for (int at = 0; at < capacity; at += zeros.capacity()) {
      zeros.clear().limit(Math.min(zeros.capacity(), capacity - at));
      file.write(zeros, at);
    }
  }
}
