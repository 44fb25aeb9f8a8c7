package dev.kitsune.engine.journal;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Saves what is whole in a damaged directory: blocks of the newest snapshot, groups of the
 * segments. Newer groups win; where a group is lost, its records are as the last whole one left
 * them. Control plane.
 *
 * <p>Whatever stops it, all files are there under their own names or aside, no start takes the
 * directory for whole that was not, and the next repair finds what this one found.
 */
final class JournalRepair {
  private static final int SEGMENT_BYTES = 64 * 1_024;

  private final JournalFiles files;
  private final long journalId;
  private final SetAside aside;
  private final List<String> lost = new ArrayList<>();
  private final List<SegmentReader> segments = new ArrayList<>();
  private final NewestIndex newest = new NewestIndex();
  private long sequence;

  JournalRepair(JournalFiles files, long journalId) {
    this.files = files;
    this.journalId = journalId;
    aside = new SetAside(files);
  }

  List<String> run() throws IOException {
    aside.takeBack(journalId);
    deleteUnfinished();
    List<String> names = files.names().stream().sorted().toList();
    List<String> snapshots = names.stream().filter(SnapshotLayout::isName).toList();
    List<String> segmentNames = names.stream().filter(SegmentLayout::isName).toList();
    try {
      for (String name : snapshots) {
        sequence = Math.max(sequence, SnapshotLayout.sequence(name));
      }
      long firstId = firstSegmentId(snapshots);
      for (String name : segmentNames) {
        if (SegmentLayout.id(name) >= firstId) {
          openSegment(name);
        }
      }
      for (int index = 0; index < segments.size(); index++) {
        readSegment(index);
      }
      long covered = nextFreeSequence();
      long nextId = Math.max(firstId, lastId(segmentNames)) + 1;
      write(snapshots, covered, nextId);
      aside.put(covered, Stream.concat(snapshots.stream(), segmentNames.stream()).toList());
      begin(nextId, covered + 1);
      files.rename(SnapshotLayout.repairedName(covered), SnapshotLayout.name(covered));
      files.force();
      return lost;
    } finally {
      segments.forEach(SegmentReader::close);
    }
  }

  private void deleteUnfinished() throws IOException {
    for (String name : files.names()) {
      if (SnapshotLayout.isUnfinishedName(name) || SegmentLayout.isUnfinishedName(name)) {
        files.delete(name);
      }
    }
  }

  private static long lastId(List<String> segmentNames) {
    return segmentNames.isEmpty() ? 0 : SegmentLayout.id(segmentNames.get(segmentNames.size() - 1));
  }

  /* One number at least is left out, so that the new snapshot has a name of its own. */
  private long nextFreeSequence() throws IOException {
    long free = sequence + 1;
    while (aside.isTaken(free)) {
      free++;
    }
    return free;
  }

  /* Segments before it are older than the snapshot. Where that cannot be told all are read. */
  private long firstSegmentId(List<String> snapshots) throws IOException {
    if (snapshots.isEmpty()) {
      return 0;
    }
    String newestName = snapshots.get(snapshots.size() - 1);
    try (SnapshotReader snapshot = new SnapshotReader(files, newestName, journalId)) {
      return snapshot.firstSegmentId();
    } catch (JournalDamage damage) {
      return 0;
    }
  }

  private void openSegment(String name) throws IOException {
    try {
      long id = SegmentLayout.id(name);
      SegmentReader segment = SegmentReader.openOfAnyLength(files, id, journalId);
      if (segment.isUsed()) {
        segments.add(segment);
        noteLength(segment);
      } else {
        segment.close();
      }
    } catch (JournalDamage damage) {
      lost.add(damage.getMessage() + "; the whole file is left out");
    }
  }

  private void noteLength(SegmentReader segment) {
    try {
      segment.requireLength();
    } catch (JournalDamage damage) {
      lost.add(damage.getMessage());
    }
  }

  private void readSegment(int index) {
    SegmentReader segment = segments.get(index);
    GroupCursor groups = segment.groups();
    read(groups, index);
    while (!groups.isAtEnd()) {
      int offset = groups.offset();
      boolean isMore = groups.resync();
      int end = isMore ? groups.groupOffset() : offset + segment.writtenLength(offset);
      lost.add(segment.name() + ", offset " + offset + ": " + (end - offset) + " bytes");
      if (!isMore) {
        return;
      }
      note(groups, index);
      read(groups, index);
    }
  }

  private void read(GroupCursor groups, int index) {
    while (groups.next()) {
      note(groups, index);
    }
  }

  private void note(GroupCursor groups, int index) {
    EntryCursor entries = new EntryCursor();
    groups.entries(entries);
    while (entries.next()) {
      newest.put(entries, index);
    }
    sequence = Math.max(sequence, groups.sequence());
  }

  private void write(List<String> snapshots, long covered, long nextSegmentId) throws IOException {
    try (SnapshotWriter out = new SnapshotWriter(files, journalId, covered, nextSegmentId)) {
      if (!snapshots.isEmpty()) {
        copySnapshot(snapshots.get(snapshots.size() - 1), out);
      }
      for (int index = 0; index < segments.size(); index++) {
        copySegment(index, out);
      }
      out.finish(SnapshotLayout.repairedName(covered));
    }
  }

  private void begin(long segmentId, long firstSequence) throws IOException {
    Segment next = new SegmentFiles(files, Durability.FSYNC).create(segmentId, SEGMENT_BYTES);
    try {
      next.begin(journalId, firstSequence);
      next.prepareForce();
      next.force();
    } finally {
      next.close();
    }
  }

  private void copySnapshot(String name, SnapshotWriter out) throws IOException {
    EntryCursor entries = new EntryCursor();
    SnapshotReader.Block block = new SnapshotReader.Block();
    try (SnapshotReader snapshot = new SnapshotReader(files, name, journalId)) {
      while (isNext(snapshot, block)) {
        block.entries(entries);
        while (entries.next()) {
          if (!newest.contains(entries.table(), entries.keyHigh(), entries.keyLow())) {
            out.put(entries);
          }
        }
      }
    } catch (JournalDamage damage) {
      lost.add(damage.getMessage() + "; what follows in the file is left out");
    }
  }

  /* Damage within a block leaves its length as it was, so that the next one is found. */
  private boolean isNext(SnapshotReader snapshot, SnapshotReader.Block block) throws IOException {
    while (true) {
      long before = snapshot.position();
      try {
        return snapshot.next(block);
      } catch (JournalDamage damage) {
        if (snapshot.position() == before) {
          throw damage;
        }
        lost.add(damage.getMessage() + ", " + (snapshot.position() - before) + " bytes");
      }
    }
  }

  private void copySegment(int index, SnapshotWriter out) throws IOException {
    GroupCursor groups = segments.get(index).groups();
    EntryCursor entries = new EntryCursor();
    while (groups.next() || groups.resync()) {
      groups.entries(entries);
      while (entries.next()) {
        if (!entries.isRemoval() && newest.isNewest(entries, index)) {
          out.put(entries);
        }
      }
    }
  }
}
