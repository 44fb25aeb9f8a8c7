package dev.kitsune.engine.journal;

import dev.kitsune.engine.journal.JournalStart.SnapshotInUse;
import dev.kitsune.engine.journal.SegmentRow.ForcedSegments;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compacts: when the full segments are as long as the last snapshot, both become a new one. And
 * makes a fenced journal good: writes a snapshot of all live records, as often as it takes.
 */
final class SnapshotThread extends JournalThread {
  private static final Logger LOG = LoggerFactory.getLogger(SnapshotThread.class);
  private static final long RETRY_NS = 500_000_000;
  private static final long COMPACTION_RETRY_NS = 10_000_000_000L;

  /* One that cannot be opened may be missing a file descriptor only, and a disk may read at last. */
  private static final int UNREADABLE_MAX = 2;

  /* What was deleted leaves the disk within about two days, however little is written. */
  private static final long INTERVAL_NS = 24 * 3_600 * 1_000_000_000L;

  private final Journal journal;
  private final JournalDirectory directory;
  private volatile SnapshotInUse snapshot;
  private volatile boolean isCompacting;
  private volatile long failedCount;
  private int unreadableInRow;
  private volatile boolean isAsked;
  private long askedNs;
  /* What was asked for is done when a snapshot holds the groups up to here. */
  private long askedSequence;
  private @Nullable LiveRecords live;

  SnapshotThread(Journal journal, JournalDirectory directory, SnapshotInUse snapshot) {
    super("kitsune-journal-snapshots");
    this.journal = journal;
    this.directory = directory;
    this.snapshot = snapshot;
    askedNs = journal.nanoTime();
  }

  void live(LiveRecords records) {
    live = records;
  }

  long snapshotBytes() {
    return snapshot.length();
  }

  /** Whether a snapshot is being written. */
  boolean isCompacting() {
    return isCompacting;
  }

  long snapshotSequence() {
    return snapshot.sequence();
  }

  /** Attempts at a snapshot that failed. */
  long failedCount() {
    return failedCount;
  }

  @Override
  long work() {
    JournalFault fault = journal.fault();
    if (fault != null && fault.isInDoubt()) {
      return isMadeGood() ? pauseNs() : RETRY_NS;
    }
    noteWhatIsAsked();
    if (isDue()) {
      journal.seal(askedSequence);
    }
    ForcedSegments forced = journal.segments().forced();
    if (!isWorthIt(forced)) {
      return pauseNs();
    }
    return isCompacted(forced.ids()) ? pauseNs() : COMPACTION_RETRY_NS;
  }

  /** Writes a snapshot of what there is at the next opportunity. */
  void compactSoon() {
    isAsked = true;
    wake();
  }

  /*
   * Changes that come later are not what was asked for, or where they keep coming it would never be
   * done. Whoever asks meanwhile asks for the next snapshot.
   */
  private void noteWhatIsAsked() {
    if (isDue()) {
      return;
    }
    boolean isDayOver = journal.nanoTime() - askedNs >= INTERVAL_NS;
    if (isAsked || isDayOver) {
      isAsked = false;
      askedNs = journal.nanoTime();
      askedSequence = journal.sequence();
    }
  }

  /* Whether something was asked for that no snapshot holds; a fence does not change that. */
  private boolean isDue() {
    return askedSequence > snapshot.sequence();
  }

  private boolean isWorthIt(ForcedSegments forced) {
    boolean isLong = forced.bytes() >= snapshot.length();
    boolean isAllThatIsDue = isDue() && forced.sequence() >= askedSequence;
    return !forced.ids().isEmpty() && (isLong || isAllThatIsDue);
  }

  private long pauseNs() {
    return isDue() || isAsked ? RETRY_NS : INTERVAL_NS;
  }

  private boolean isCompacted(List<Long> sealed) {
    isCompacting = true;
    try {
      compact(sealed);
      unreadableInRow = 0;
      return true;
    } catch (JournalDamage | InternalError damage) {
      countFailed();
      journal.fenceInDoubt("a file is not as written: " + damage.getMessage(), damage);
      return true;
    } catch (UnreadableFile unreadable) {
      return isGivenUp(unreadable);
    } catch (IOException failed) {
      warn("no new snapshot in {}: {}; trying on", failed);
      return false;
    } finally {
      isCompacting = false;
    }
  }

  /* What cannot be read again and again is as good as damaged: the live records are all there is. */
  private boolean isGivenUp(UnreadableFile unreadable) {
    unreadableInRow++;
    if (unreadableInRow <= UNREADABLE_MAX) {
      warn("no new snapshot in {}: {}; trying on", unreadable);
      return false;
    }
    unreadableInRow = 0;
    countFailed();
    journal.fenceInDoubt(String.valueOf(unreadable.getMessage()), unreadable);
    return true;
  }

  private void warn(String text, Throwable failed) {
    countFailed();
    LOG.warn(text, directory, failed.toString());
  }

  @SuppressWarnings("NonAtomicVolatileUpdate") // by this thread alone
  private void countFailed() {
    failedCount++;
  }

  private void compact(List<Long> sealed) throws IOException {
    long begin = System.nanoTime();
    JournalFiles files = directory.files();
    SnapshotInUse before = snapshot;
    Compaction compaction =
        new Compaction(
            files, directory.manifest().journalId(), before.name(), sealed, this::isEnded);
    long length = compaction.run();
    if (length == 0) {
      return;
    }
    snapshot =
        new SnapshotInUse(
            SnapshotLayout.name(compaction.sequence()), compaction.sequence(), length);
    journal.segments().compacted(sealed, compaction.segmentBytes());
    deleteOlder(sealed.get(sealed.size() - 1) + 1);
    LOG.info(
        "snapshot of group {}: {} bytes from {} segments in {} ms",
        compaction.sequence(),
        length,
        sealed.size(),
        (System.nanoTime() - begin) / 1_000_000);
  }

  @Override
  void failed(Throwable unexpected) {
    countFailed(); // what is there stays, and the next attempt comes
  }

  private boolean isMadeGood() {
    try {
      makeGood();
      return true;
    } catch (IOException | InternalError failed) {
      warn("journal stays fenced in {}: {}; trying on", failed);
      return false;
    }
  }

  /* First what takes over, durably; then the switch; then the old files, which no start would read. */
  private void makeGood() throws IOException {
    JournalFiles files = directory.files();
    long sequence = journal.sequence();
    long journalId = directory.manifest().journalId();
    Segment segment;
    synchronized (directory) {
      SegmentRow segments = journal.segments();
      segments.dropPrepared();
      segment = journal.segmentFiles().create(segments.activeId() + 1, segments.regularCapacity());
    }
    try {
      segment.begin(journalId, sequence + 1);
      segment.prepareForce();
      segment.force();
      long length = writeLive(files, journalId, sequence, segment.id());
      snapshot = new SnapshotInUse(SnapshotLayout.name(sequence), sequence, length);
    } catch (IOException | RuntimeException | Error failed) {
      segment.close();
      throw failed;
    }
    journal.resume(segment);
    deleteOlder(segment.id());
  }

  private long writeLive(JournalFiles files, long journalId, long sequence, long segmentId)
      throws IOException {
    LiveRecords records = live;
    if (records == null) {
      throw new IOException("not started");
    }
    String unfinished = SnapshotLayout.unfinishedName(sequence);
    if (files.names().contains(unfinished)) {
      files.delete(unfinished);
    }
    try (SnapshotWriter writer = new SnapshotWriter(files, journalId, sequence, segmentId)) {
      records.writeTo(writer::put);
      if (isEnded()) {
        throw new IOException("closing");
      }
      writer.finish();
      return writer.length();
    }
  }

  /* What is left here is deleted after the next snapshot, or at the next start. */
  private void deleteOlder(long firstSegmentId) {
    JournalFiles files = directory.files();
    try {
      for (String name : files.names()) {
        if (isOlder(name, firstSegmentId)) {
          files.delete(name);
        }
      }
      files.force();
    } catch (IOException failed) {
      LOG.warn("old files stay in {} for now: {}", directory, failed.toString());
    }
  }

  private boolean isOlder(String name, long firstSegmentId) {
    return SegmentLayout.isName(name)
        ? SegmentLayout.id(name) < firstSegmentId
        : SnapshotLayout.isUnfinishedName(name)
            || (SnapshotLayout.isName(name) && !name.equals(snapshot.name()));
  }
}
