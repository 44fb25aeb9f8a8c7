package dev.kitsune.engine.journal;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Saves what is whole in a damaged directory: blocks of the newest snapshot, groups of the segments
 * behind it, wherever they stand. Newer groups win; where a group is lost, its records are as the
 * last whole one left them. Control plane.
 *
 * <p>Whatever stops it, all files are there under their own names or aside, no start takes the
 * directory for whole that was not, and the next repair finds what this one found.
 */
final class JournalRepair {
  private static final int SEGMENT_BYTES = 64 * 1_024;

  private final JournalFiles files;
  private final long journalId;
  private final SetAside aside;
  private final RepairNotes notes = new RepairNotes();
  private final List<SegmentReader> segments = new ArrayList<>();
  private final NewestIndex newest = new NewestIndex();

  JournalRepair(JournalFiles files, long journalId) {
    this.files = files;
    this.journalId = journalId;
    aside = new SetAside(files);
  }

  /** Has the report begin with something that was mended before. */
  void mended(String what) {
    notes.mended(what);
  }

  JournalRepairReport run() throws IOException {
    aside.takeBack(journalId);
    deleteUnfinished();
    List<String> names = files.names().stream().sorted().toList();
    List<String> snapshots = names.stream().filter(SnapshotLayout::isName).toList();
    List<String> segmentNames = names.stream().filter(SegmentLayout::isName).toList();
    try (SnapshotBlocks snapshot = open(snapshots)) {
      long firstId = snapshot == null ? 0 : snapshot.firstSegmentId();
      notes.begin(snapshot == null ? 0 : snapshot.sequence());
      readSegments(segmentNames, firstId);
      long covered = nextFreeSequence(snapshots);
      long nextId = Math.max(firstId, lastId(segmentNames)) + 1;
      write(snapshot, covered, nextId);
      aside.put(covered, Stream.concat(snapshots.stream(), segmentNames.stream()).toList());
      begin(nextId, covered + 1);
      files.rename(SnapshotLayout.repairedName(covered), SnapshotLayout.name(covered));
      files.force();
      return notes.report();
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
  private long nextFreeSequence(List<String> snapshots) throws IOException {
    long free = notes.sequence() + 1;
    for (String name : snapshots) {
      free = Math.max(free, SnapshotLayout.sequence(name) + 1);
    }
    while (aside.isTaken(free)) {
      free++;
    }
    return free;
  }

  private @Nullable SnapshotBlocks open(List<String> snapshots) throws IOException {
    if (snapshots.isEmpty()) {
      return null;
    }
    try {
      return new SnapshotBlocks(files, snapshots.get(snapshots.size() - 1), journalId);
    } catch (JournalDamage foreign) {
      notes.lost(foreign.getMessage() + "; the whole file is left out");
      return null;
    }
  }

  /* Segments before that one are older than the snapshot, and so are groups up to its number. */
  private void readSegments(List<String> names, long firstId) throws IOException {
    for (String name : names) {
      if (SegmentLayout.id(name) >= firstId) {
        readSegment(name);
      }
    }
    notes.end();
  }

  private void readSegment(String name) throws IOException {
    try {
      SegmentReader segment = SegmentReader.openDamaged(files, SegmentLayout.id(name), journalId);
      segments.add(segment);
      noteEnds(segment);
      readGroups(segment, segments.size() - 1);
    } catch (JournalDamage foreign) {
      notes.doubt(foreign.getMessage() + "; the whole file is left out", Integer.MAX_VALUE);
    }
  }

  private void noteEnds(SegmentReader segment) {
    if (segment.isHeaderDamaged()) {
      notes.doubt(segment.name() + ", offset 0: damaged header", 0);
      return;
    }
    try {
      segment.requireLength();
    } catch (JournalDamage cutOff) {
      notes.doubt(String.valueOf(cutOff.getMessage()), Integer.MAX_VALUE);
    }
  }

  private void readGroups(SegmentReader segment, int index) {
    GroupCursor groups = segment.groups();
    read(groups, index);
    while (!groups.isAtEnd()) {
      int offset = Math.max(SegmentLayout.HEADER_LENGTH, groups.offset());
      boolean isMore = groups.resync();
      int length = isMore ? groups.groupOffset() - offset : segment.writtenLength(offset);
      if (length > 0) {
        notes.doubt(segment.name() + ", offset " + offset + ": " + length + " bytes", length);
      }
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
    if (notes.isNew(segments.get(index).name(), groups)) {
      EntryCursor entries = new EntryCursor();
      groups.entries(entries);
      while (entries.next()) {
        newest.put(entries, index);
      }
    }
  }

  private void write(@Nullable SnapshotBlocks snapshot, long covered, long nextSegmentId)
      throws IOException {
    try (SnapshotWriter out = new SnapshotWriter(files, journalId, covered, nextSegmentId)) {
      if (snapshot != null) {
        copySnapshot(snapshot, out);
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

  private void copySnapshot(SnapshotBlocks snapshot, SnapshotWriter out) throws IOException {
    EntryCursor entries = new EntryCursor();
    long count = 0;
    while (snapshot.next(notes)) {
      snapshot.entries(entries);
      while (entries.next()) {
        count++;
        if (!newest.contains(entries.table(), entries.keyHigh(), entries.keyLow())) {
          out.put(entries);
        }
      }
    }
    snapshot.noteCount(notes, count);
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
