package dev.kitsune.engine.journal;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where a journal goes on after its directory was read.
 *
 * @param active the segment to be written
 * @param sequence of the last group
 * @param told the highest sequence number that is known to be fsynced by what stands in the files
 * @param sealed ids of the segments before the active one and after the snapshot
 * @param sealedBytes length of their files together
 * @param sealedSequence of the last group in them
 * @param snapshot the newest one
 */
record JournalStart(
    Segment active,
    long sequence,
    long told,
    List<Long> sealed,
    long sealedBytes,
    long sealedSequence,
    SnapshotInUse snapshot) {
  private static final Logger LOG = LoggerFactory.getLogger(JournalStart.class);

  /** Reads a directory, gives its records out, and leaves nothing in it that is not needed. */
  static JournalStart read(
      JournalDirectory directory,
      JournalSettings settings,
      RecoveredRecords target,
      RecoveryProgress progress)
      throws IOException {
    JournalFiles files = directory.files();
    long journalId = directory.manifest().journalId();
    try (JournalScan scan = JournalScan.of(files, journalId)) {
      scan.load(target, progress);
      cut(files, scan);
      tidy(files, scan);
      JournalStart start = goOn(directory, settings, scan);
      noteBegun(directory, start.active());
      return start;
    }
  }

  private static void noteBegun(JournalDirectory directory, Segment active) throws IOException {
    try {
      directory.noteBegun();
    } catch (IOException | RuntimeException | Error failed) {
      active.close();
      throw failed;
    }
  }

  /*
   * From the end and one after the other, so that what is left is a whole journal however far this
   * comes. Behind a snapshot there always is a segment, or it would count as missing.
   */
  private static void cut(JournalFiles files, JournalScan scan) throws IOException {
    JournalScan.Cut cut = scan.cut();
    if (cut != null) {
      LOG.warn(
          "{}, offset {}: dropping {} bytes behind group {}, which were never fsynced",
          cut.file(),
          cut.offset(),
          cut.droppedLength(),
          scan.sequence());
    }
    List<SegmentReader> used = scan.segments();
    List<SegmentReader> behind = scan.segmentsBehind();
    for (int i = behind.size() - 1; i >= (goesOn(scan) ? 0 : 1); i--) {
      files.delete(behind.get(i).name());
      files.force();
    }
    if (cut != null && !used.isEmpty()) {
      used.get(used.size() - 1).cut(scan.lastEnd());
    }
  }

  /* What supersedes them may have its name for the system only, so far. */
  private static void tidy(JournalFiles files, JournalScan scan) throws IOException {
    files.force();
    for (String name : scan.leftovers()) {
      files.delete(name);
    }
    files.force();
  }

  private static JournalStart goOn(
      JournalDirectory directory, JournalSettings settings, JournalScan scan) throws IOException {
    List<SegmentReader> used = scan.segments();
    store(scan);
    for (SegmentReader segment : used) {
      segment.force();
    }
    SegmentFiles segmentFiles = new SegmentFiles(directory.files(), settings.durability());
    boolean goesOn = goesOn(scan);
    List<Long> sealed = new ArrayList<>();
    long sealedBytes = 0;
    for (SegmentReader segment : used.subList(0, used.size() - (goesOn ? 1 : 0))) {
      sealed.add(segment.id());
      sealedBytes += segment.capacity();
    }
    return new JournalStart(
        goesOn
            ? segmentFiles.continued(last(scan).id(), scan.lastEnd())
            : next(directory, settings, segmentFiles, scan),
        scan.sequence(),
        scan.fsynced(),
        sealed,
        sealedBytes,
        goesOn ? last(scan).firstSequence() - 1 : scan.sequence(),
        SnapshotInUse.of(scan.snapshot()));
  }

  /*
   * What no mark tells to be fsynced may be in the system's memory only. So may the zeros behind the
   * last group be: where an earlier start cut something off, that may still stand on the disk.
   */
  private static void store(JournalScan scan) throws IOException {
    List<SegmentReader> used = scan.segments();
    for (int i = 0; i < used.size(); i++) {
      boolean isForced =
          i + 1 < used.size() && used.get(i + 1).firstSequence() <= scan.fsynced() + 1;
      if (!isForced) {
        used.get(i).store(fsyncedEnd(used.get(i), scan.fsynced()));
      }
    }
  }

  private static int fsyncedEnd(SegmentReader segment, long fsynced) {
    GroupCursor groups = segment.groups();
    int end = 0;
    while (groups.next() && groups.sequence() <= fsynced) {
      end = groups.isMark() ? end : groups.offset();
    }
    return end;
  }

  /* Whether the last segment takes more groups; else the next one does. */
  private static boolean goesOn(JournalScan scan) {
    return !scan.segments().isEmpty() && last(scan).isWritable();
  }

  private static SegmentReader last(JournalScan scan) {
    return scan.segments().get(scan.segments().size() - 1);
  }

  private static Segment next(
      JournalDirectory directory,
      JournalSettings settings,
      SegmentFiles segmentFiles,
      JournalScan scan)
      throws IOException {
    List<SegmentReader> behind = scan.segmentsBehind();
    Segment next =
        behind.isEmpty()
            ? segmentFiles.create(scan.nextSegmentId(), settings.segmentBytes())
            : cleared(behind.get(0), segmentFiles);
    try {
      next.begin(directory.manifest().journalId(), scan.sequence() + 1);
      next.prepareForce();
      next.force();
      return next;
    } catch (IOException | RuntimeException | Error failed) {
      next.close();
      throw failed;
    }
  }

  private static Segment cleared(SegmentReader segment, SegmentFiles segmentFiles)
      throws IOException {
    segment.cut(0);
    segment.store(0);
    segment.force();
    return segmentFiles.prepared(segment.id());
  }

  /**
   * A snapshot that is the newest.
   *
   * @param name its file; null where there is none yet
   * @param sequence of the last group in it
   * @param length of the file in bytes
   */
  record SnapshotInUse(@Nullable String name, long sequence, long length) {
    static SnapshotInUse of(@Nullable SnapshotReader snapshot) {
      return snapshot == null
          ? new SnapshotInUse(null, 0, 0)
          : new SnapshotInUse(
              SnapshotLayout.name(snapshot.sequence()), snapshot.sequence(), snapshot.length());
    }
  }
}
