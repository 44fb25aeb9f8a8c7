package dev.kitsune.engine.journal;

import dev.kitsune.engine.bytes.ByteSink;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * One thread's share in giving a directory's records out: blocks of the snapshot as long as there
 * are any, then whole segments. Control plane.
 */
final class RecordLoader {
  private static final long PROGRESS_STEP = 50_000;

  private final JournalScan scan;
  private final NewestIndex newest;
  private final RecoveredRecords target;
  private final AtomicInteger nextSegment;
  private final AtomicLong done;
  private final RecoveryProgress progress;
  private final EntryCursor entries = new EntryCursor();
  private final ByteSink record = new ByteSink(4_096);

  RecordLoader(
      JournalScan scan,
      NewestIndex newest,
      RecoveredRecords target,
      AtomicInteger nextSegment,
      AtomicLong done,
      RecoveryProgress progress) {
    this.scan = scan;
    this.newest = newest;
    this.target = target;
    this.nextSegment = nextSegment;
    this.done = done;
    this.progress = progress;
  }

  void run() throws IOException {
    loadSnapshot();
    int index = nextSegment.getAndIncrement();
    while (index < scan.segments().size()) {
      loadSegment(index);
      index = nextSegment.getAndIncrement();
    }
  }

  private void loadSnapshot() throws IOException {
    SnapshotReader snapshot = scan.snapshot();
    SnapshotReader.Block block = new SnapshotReader.Block();
    while (snapshot != null && snapshot.next(block)) {
      block.entries(entries);
      while (entries.next()) {
        if (!newest.contains(entries.table(), entries.keyHigh(), entries.keyLow())) {
          give(snapshot.name(), block.offset());
        }
        count();
      }
    }
  }

  private void loadSegment(int index) throws JournalDamage {
    SegmentReader segment = scan.segments().get(index);
    GroupCursor groups = segment.groups();
    while (groups.next()) {
      groups.entries(entries);
      while (entries.next()) {
        if (newest.isNewest(entries, index)) {
          if (!entries.isRemoval()) {
            give(segment.name(), 0);
          }
          count();
        }
      }
    }
  }

  /* The offset in the file is that of the entries' bytes and that of the entry in them. */
  private void give(String file, long begin) throws JournalDamage {
    int length = entries.length();
    record.clear();
    entries.bytes().get(entries.recordOffset(), record.reserve(length), 0, length);
    try {
      target.accept(
          entries.table(), entries.keyHigh(), entries.keyLow(), record.array(), 0, length);
    } catch (UnreadableRecordException unreadable) {
      String reason = String.valueOf(unreadable.getMessage());
      throw new JournalDamage(file, begin + entries.offset(), reason);
    }
  }

  private void count() {
    long count = done.incrementAndGet();
    if (count % PROGRESS_STEP == 0) {
      progress.at(count, scan.entryCount());
    }
  }
}
