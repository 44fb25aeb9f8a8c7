package dev.kitsune.engine.journal;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * What a directory holds: the newest snapshot and the segments after it, every byte of the segments
 * checked, and which entry of each record is the newest. Changes nothing. Owned by one thread.
 * Control plane.
 *
 * <p>Groups end at the first place that is not as written. Where any group tells that what stood
 * there had been fsynced, that is damage and the scan fails; else the journal ends there, and
 * {@link #cut} says what is dropped.
 */
final class JournalScan implements Closeable {
  /**
   * Where groups that were never fsynced end in something else than zeros.
   *
   * @param offset where in the file the first byte is that is dropped
   * @param droppedLength bytes that were written there and in later segments
   */
  record Cut(String file, int offset, long droppedLength) {}

  private final JournalFiles files;
  private final long journalId;
  private final List<SegmentReader> segments = new ArrayList<>();
  private final List<String> leftovers = new ArrayList<>();
  private final NewestIndex newest = new NewestIndex();
  private @Nullable SnapshotReader snapshot;
  private @Nullable Cut cut;
  private long sequence;
  private long fsynced;
  private int usedCount;
  private int lastEnd;

  private JournalScan(JournalFiles files, long journalId) {
    this.files = files;
    this.journalId = journalId;
  }

  /**
   * Scans a directory.
   *
   * @throws JournalDamage if anything is not as written that had been fsynced
   */
  static JournalScan of(JournalFiles files, long journalId) throws IOException {
    JournalScan scan = new JournalScan(files, journalId);
    try {
      scan.openFiles();
      scan.readSegments();
      return scan;
    } catch (IOException | RuntimeException | Error e) {
      scan.close();
      throw e;
    }
  }

  /** The newest snapshot; null if there is none. */
  @Nullable SnapshotReader snapshot() {
    return snapshot;
  }

  /** The segments in use after the snapshot, in order. */
  List<SegmentReader> segments() {
    return segments.subList(0, usedCount);
  }

  /** Segments behind the journal's end: prepared, or dropped with it. */
  List<SegmentReader> segmentsBehind() {
    return segments.subList(usedCount, segments.size());
  }

  /** Where the groups of the last segment in use end. */
  int lastEnd() {
    return lastEnd;
  }

  /** Files that are superseded or were never finished. */
  List<String> leftovers() {
    return leftovers;
  }

  /** What is dropped; null where the journal ends in zeros. */
  @Nullable Cut cut() {
    return cut;
  }

  /** Sequence number of the last whole group, or what the snapshot covers. */
  long sequence() {
    return sequence;
  }

  /** The highest sequence number that any group knows to be fsynced. */
  long fsynced() {
    return fsynced;
  }

  /** Id of the segment that comes after those in use. */
  long nextSegmentId() {
    return firstSegmentId() + usedCount;
  }

  /** Number of entries to be read back: an upper bound of the number of records. */
  long entryCount() {
    SnapshotReader known = snapshot;
    long kept = known == null ? 0 : known.profileCount() + known.linkCount();
    return kept + newest.count();
  }

  /**
   * Gives every record out, from several threads.
   *
   * @throws JournalDamage if the snapshot is not as written
   */
  void load(RecoveredRecords target, RecoveryProgress progress) throws IOException {
    AtomicLong done = new AtomicLong();
    AtomicInteger nextSegment = new AtomicInteger();
    new LoadThreads(() -> new RecordLoader(this, newest, target, nextSegment, done, progress))
        .run();
    progress.at(entryCount(), entryCount());
  }

  @Override
  public void close() throws IOException {
    segments.forEach(SegmentReader::close);
    segments.clear();
    usedCount = 0;
    if (snapshot != null) {
      snapshot.close();
    }
  }

  private long firstSegmentId() {
    return snapshot == null ? 1 : snapshot.firstSegmentId();
  }

  private void openFiles() throws IOException {
    List<String> names = files.names();
    refuseHalfRepaired(names);
    List<String> snapshots = names.stream().filter(SnapshotLayout::isName).sorted().toList();
    if (!snapshots.isEmpty()) {
      String newestName = snapshots.get(snapshots.size() - 1);
      snapshot = new SnapshotReader(files, newestName, journalId);
      sequence = snapshot.sequence();
      fsynced = sequence;
      leftovers.addAll(snapshots.subList(0, snapshots.size() - 1));
    }
    names.stream().filter(SnapshotLayout::isUnfinishedName).forEach(leftovers::add);
    names.stream().filter(SegmentLayout::isUnfinishedName).forEach(leftovers::add);
    for (String name : names.stream().filter(SegmentLayout::isName).sorted().toList()) {
      openSegment(name);
    }
    if (snapshot != null && segments.isEmpty()) {
      throw missing(firstSegmentId());
    }
  }

  private static void refuseHalfRepaired(List<String> names) throws JournalDamage {
    for (String name : names) {
      if (SnapshotLayout.isRepairedName(name)) {
        throw new JournalDamage(
            name, 0, "a repair was broken off; `./kitsune journal repair` begins it anew");
      }
    }
  }

  private void openSegment(String name) throws IOException {
    long id = SegmentLayout.id(name);
    long expected = firstSegmentId() + segments.size();
    if (id < firstSegmentId()) {
      leftovers.add(name);
    } else if (id != expected) {
      throw missing(expected);
    } else {
      segments.add(SegmentReader.open(files, id, journalId));
    }
  }

  private static JournalDamage missing(long segmentId) {
    return new JournalDamage(SegmentLayout.name(segmentId), 0, "the file is missing");
  }

  private void readSegments() throws IOException {
    for (int index = 0; index < segments.size(); index++) {
      SegmentReader segment = segments.get(index);
      if (!segment.isUsed() || segment.firstSequence() != sequence + 1) {
        endBefore(index);
        return;
      }
      GroupCursor groups = segment.groups();
      read(groups, index);
      usedCount = index + 1;
      lastEnd = groups.offset();
      if (!groups.isAtEnd()) {
        refuseIfFull(index);
        cut(index, groups);
        return;
      }
    }
  }

  private void read(GroupCursor groups, int segment) {
    EntryCursor entries = new EntryCursor();
    while (groups.next()) {
      groups.entries(entries);
      while (entries.next()) {
        newest.put(entries, segment);
      }
      fsynced = Math.max(fsynced, groups.fsynced());
    }
    sequence = groups.sequence();
  }

  /* Prepared segments, unless one behind them was written: then groups are missing here. */
  private void endBefore(int index) throws JournalDamage {
    long writtenLength = 0;
    for (SegmentReader behind : segments.subList(index, segments.size())) {
      writtenLength += behind.writtenLength(0);
    }
    if (writtenLength > 0) {
      int last = Math.max(0, index - 1);
      int offset = index == 0 ? 0 : lastEnd;
      refuseIfFsynced(index, segments.get(last).name(), offset);
      cut = new Cut(segments.get(last).name(), offset, writtenLength);
    }
  }

  private void cut(int index, GroupCursor groups) throws JournalDamage {
    SegmentReader segment = segments.get(index);
    long known = fsynced;
    while (groups.next() || groups.resync()) {
      known = Math.max(known, groups.fsynced());
    }
    fsynced = known;
    refuseIfFsynced(index + 1, segment.name(), lastEnd);
    long droppedLength = segment.writtenLength(lastEnd);
    for (SegmentReader behind : segments.subList(index + 1, segments.size())) {
      droppedLength += behind.writtenLength(0);
    }
    cut = new Cut(segment.name(), lastEnd, droppedLength);
  }

  /*
   * Groups go on in the next segment: behind the last one here nothing was ever written but a mark.
   * Half a mark is what a power failure left before this segment was forced.
   */
  private void refuseIfFull(int index) throws JournalDamage {
    if (index + 1 < segments.size()
        && segments.get(index).writtenLength(lastEnd) > GroupLayout.MARK_LENGTH) {
      SegmentReader next = segments.get(index + 1);
      if (next.isUsed() && next.firstSequence() == sequence + 1 && next.groups().next()) {
        String name = segments.get(index).name();
        throw new JournalDamage(name, lastEnd, "damaged behind the last group of a full segment");
      }
    }
  }

  private void refuseIfFsynced(int firstBehind, String name, int offset) throws JournalDamage {
    for (SegmentReader behind : segments.subList(firstBehind, segments.size())) {
      if (behind.isUsed()) {
        GroupCursor groups = behind.groups();
        while (groups.next() || groups.resync()) {
          fsynced = Math.max(fsynced, groups.fsynced());
        }
      }
    }
    if (fsynced > sequence) {
      throw new JournalDamage(
          name,
          offset,
          "damaged: groups "
              + (sequence + 1)
              + " to "
              + fsynced
              + " had been fsynced and are not whole; restore the directory, or see"
              + " `./kitsune journal repair`");
    }
  }
}
