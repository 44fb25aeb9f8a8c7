package dev.kitsune.engine.journal;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Makes one snapshot of the last one and the full segments after it; reads files only. Owned by one
 * thread. Control plane.
 */
final class Compaction {
  private final JournalFiles files;
  private final long journalId;
  private final @Nullable String snapshotName;
  private final List<Long> segmentIds;
  private final BooleanSupplier isEnded;
  private final NewestIndex newest = new NewestIndex();
  private long sequence;
  private long segmentBytes;

  /**
   * Compacts nothing yet.
   *
   * @param segmentIds of consecutive segments, the first one behind the snapshot
   * @param isEnded asked now and then whether to give up
   */
  Compaction(
      JournalFiles files,
      long journalId,
      @Nullable String snapshotName,
      List<Long> segmentIds,
      BooleanSupplier isEnded) {
    this.files = files;
    this.journalId = journalId;
    this.snapshotName = snapshotName;
    this.segmentIds = segmentIds;
    this.isEnded = isEnded;
  }

  /** Sequence number of the last group in the snapshot made. */
  long sequence() {
    return sequence;
  }

  /** Length of the segments' files together. */
  long segmentBytes() {
    return segmentBytes;
  }

  /**
   * Writes the snapshot.
   *
   * @return its length; 0 if the end came before, and nothing was left behind
   * @throws JournalDamage if what is read is not as written
   * @throws UnreadableFile if it cannot be read
   * @throws IOException if the snapshot cannot be written
   */
  long run() throws IOException {
    List<SegmentReader> segments = new ArrayList<>();
    try {
      for (long id : segmentIds) {
        segments.add(open(id));
      }
      index(segments);
      return write(segments);
    } finally {
      segments.forEach(SegmentReader::close);
    }
  }

  private SegmentReader open(long id) throws IOException {
    try {
      return SegmentReader.open(files, id, journalId);
    } catch (JournalDamage damage) {
      throw damage;
    } catch (IOException failed) {
      throw new UnreadableFile(SegmentLayout.name(id), failed);
    }
  }

  private void index(List<SegmentReader> segments) throws JournalDamage {
    EntryCursor entries = new EntryCursor();
    for (int index = 0; index < segments.size(); index++) {
      SegmentReader segment = segments.get(index);
      GroupCursor groups = segment.groups();
      while (groups.next()) {
        groups.entries(entries);
        while (entries.next()) {
          newest.put(entries, index);
        }
      }
      boolean isLast = index == segments.size() - 1;
      boolean isFollowed =
          isLast || segments.get(index + 1).firstSequence() == groups.sequence() + 1;
      if (!groups.isAtEnd() || !isFollowed) {
        throw new JournalDamage(segment.name(), groups.offset(), "damaged");
      }
      sequence = groups.sequence();
      segmentBytes += segment.capacity();
    }
  }

  private long write(List<SegmentReader> segments) throws IOException {
    String unfinished = SnapshotLayout.unfinishedName(sequence);
    if (files.names().contains(unfinished)) {
      files.delete(unfinished);
    }
    long nextSegmentId = segmentIds.get(segmentIds.size() - 1) + 1;
    try (SnapshotWriter out = new SnapshotWriter(files, journalId, sequence, nextSegmentId)) {
      if (!copySnapshot(out) || !copySegments(segments, out)) {
        return 0;
      }
      out.finish();
      return out.length();
    }
  }

  private boolean copySnapshot(SnapshotWriter out) throws IOException {
    String name = snapshotName;
    if (name == null) {
      return true;
    }
    EntryCursor entries = new EntryCursor();
    SnapshotReader.Block block = new SnapshotReader.Block();
    try (SnapshotReader snapshot = open(name)) {
      while (isRead(snapshot, block, name)) {
        if (isEnded.getAsBoolean()) {
          return false;
        }
        block.entries(entries);
        while (entries.next()) {
          if (!newest.contains(entries.table(), entries.keyHigh(), entries.keyLow())) {
            out.put(entries);
          }
        }
      }
    }
    return true;
  }

  private SnapshotReader open(String name) throws IOException {
    try {
      return new SnapshotReader(files, name, journalId);
    } catch (JournalDamage damage) {
      throw damage;
    } catch (IOException failed) {
      throw new UnreadableFile(name, failed);
    }
  }

  private static boolean isRead(SnapshotReader snapshot, SnapshotReader.Block block, String name)
      throws IOException {
    try {
      return snapshot.next(block);
    } catch (JournalDamage damage) {
      throw damage;
    } catch (IOException failed) {
      throw new UnreadableFile(name, failed);
    }
  }

  private boolean copySegments(List<SegmentReader> segments, SnapshotWriter out)
      throws IOException {
    EntryCursor entries = new EntryCursor();
    for (int index = 0; index < segments.size(); index++) {
      GroupCursor groups = segments.get(index).groups();
      while (groups.next()) {
        if (isEnded.getAsBoolean()) {
          return false;
        }
        groups.entries(entries);
        while (entries.next()) {
          if (!entries.isRemoval() && newest.isNewest(entries, index)) {
            out.put(entries);
          }
        }
      }
    }
    return true;
  }
}
