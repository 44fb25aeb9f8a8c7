package dev.kitsune.engine.journal;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Makes and opens the segments of one journal: mapped, or buffered where what is acknowledged was
 * forced. Control plane.
 */
final class SegmentFiles {
  private static final int STEP_LENGTH = 1 << 20;

  private final JournalFiles files;
  private final Durability durability;

  SegmentFiles(JournalFiles files, Durability durability) {
    this.files = files;
    this.durability = durability;
  }

  /**
   * Makes a segment that is not in use yet, durably; leaves nothing behind if it cannot. All its
   * bytes are written, so that a full disk shows here.
   */
  Segment create(long id, int capacity) throws IOException {
    String unfinished = SegmentLayout.unfinishedName(id);
    if (files.names().contains(unfinished)) {
      files.delete(unfinished);
    }
    try {
      fill(unfinished, capacity);
      return name(prepared(unfinished, id));
    } catch (IOException | RuntimeException | Error failed) {
      deleteQuietly(unfinished);
      throw failed instanceof IOException e ? e : new IOException(failed);
    }
  }

  /** Opens a segment whose file is all zeros, forced. */
  Segment prepared(long id) throws IOException {
    return prepared(SegmentLayout.name(id), id);
  }

  /** Opens a segment to go on behind its groups, which end at {@code end} and were forced. */
  Segment continued(long id, int end) throws IOException {
    return open(
        SegmentLayout.name(id),
        file ->
            durability == Durability.FSYNC
                ? BufferedSegment.continued(id, file, end)
                : MappedSegment.continued(id, file, end));
  }

  private Segment prepared(String name, long id) throws IOException {
    return open(
        name,
        file ->
            durability == Durability.FSYNC
                ? BufferedSegment.prepared(id, file)
                : MappedSegment.prepared(id, file));
  }

  /** Makes a segment of an open file, which the segment then owns. */
  @FunctionalInterface
  private interface Opening {
    Segment open(JournalFile file) throws IOException;
  }

  private Segment open(String name, Opening opening) throws IOException {
    JournalFile file = files.open(name);
    try {
      return opening.open(file);
    } catch (IOException | RuntimeException | Error failed) {
      file.close();
      throw failed;
    }
  }

  private Segment name(Segment segment) throws IOException {
    try {
      files.rename(SegmentLayout.unfinishedName(segment.id()), SegmentLayout.name(segment.id()));
      files.force();
      return segment;
    } catch (IOException | RuntimeException | Error failed) {
      segment.close();
      throw failed;
    }
  }

  /* It may be renamed already, or the disk gone: the next try, or the next start, tidies up. */
  private void deleteQuietly(String name) throws IOException {
    if (files.names().contains(name)) {
      files.delete(name);
    }
  }

  private void fill(String name, int capacity) throws IOException {
    ByteBuffer zeros = ByteBuffer.allocateDirect(Math.min(STEP_LENGTH, capacity));
    try (JournalFile file = files.create(name)) {
      for (int at = 0; at < capacity; at += zeros.capacity()) {
        zeros.clear().limit(Math.min(zeros.capacity(), capacity - at));
        file.write(zeros, at);
      }
      file.force();
    }
  }
}
