package dev.kitsune.engine.journal;

import dev.kitsune.engine.error.ErrorCode;
import dev.kitsune.engine.error.ExperienceException;
import java.io.Closeable;
import java.io.IOException;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The journal of one directory, opened to be written. A group that {@link #append} took is as
 * durable as asked once {@link #durableSequence} reaches its number. Safe for any thread; append is
 * data plane, all else control plane.
 *
 * <p>When writing or forcing fails, the journal is fenced: it takes nothing and lets nothing be
 * acknowledged until its background threads have made good: where what was written is in doubt, by
 * a new segment and a new snapshot of all live records; where only the disk was full, by a new
 * segment.
 */
public final class Journal implements Closeable {
  private static final Logger LOG = LoggerFactory.getLogger(Journal.class);
  static final int RETRY_AFTER_S = 1;

  private final JournalSettings settings;
  private final DurableSequence durable = new DurableSequence();
  private final SegmentFiles segmentFiles;
  private final SegmentRow segments;
  private final SegmentThread segmentThread;
  private final CommitThread commitThread;
  private final SnapshotThread snapshotThread;
  private final LongSupplier clockNs;
  private final Forcing forcing;
  private final Object closing = new Object();

  /* What follows is written under this journal's monitor. */
  private @Nullable JournalFault fault;
  private boolean isClosed;
  private volatile long sequence;
  private volatile boolean isTaking = true;

  private Journal(
      JournalDirectory directory,
      JournalSettings settings,
      JournalStart start,
      LongSupplier clockNs) {
    this.settings = settings;
    this.clockNs = clockNs;
    segmentFiles = new SegmentFiles(directory.files(), settings.durability());
    sequence = start.sequence();
    forcing = new Forcing(this, durable, start.sequence(), start.told());
    durable.set(start.sequence());
    segmentThread = new SegmentThread(this, directory);
    segments = new SegmentRow(this, segmentThread, directory, start, settings.segmentBytes());
    commitThread = new CommitThread(this);
    snapshotThread = new SnapshotThread(this, directory, start.snapshot());
  }

  /**
   * Opens a directory's journal: gives its records out, drops what was never acknowledged, and goes
   * on where it ended. The directory stays the caller's, to be closed after the journal.
   *
   * @param target takes every record that is kept
   * @throws JournalDamage if anything is not as written that had been fsynced
   * @throws IOException if the directory cannot be read or written
   */
  public static Journal open(
      JournalDirectory directory,
      JournalSettings settings,
      RecoveredRecords target,
      RecoveryProgress progress)
      throws IOException {
    return open(directory, settings, target, progress, System::nanoTime);
  }

  /**
   * The same by another clock.
   *
   * @param clockNs counts on from anywhere
   */
  static Journal open(
      JournalDirectory directory,
      JournalSettings settings,
      RecoveredRecords target,
      RecoveryProgress progress,
      LongSupplier clockNs)
      throws IOException {
    JournalStart start = JournalStart.read(directory, settings, target, progress);
    return new Journal(directory, settings, start, clockNs);
  }

  /**
   * Begins the work in the background; append only after this.
   *
   * @param live all records from then on, for when the journal must be made anew
   */
  public void start(LiveRecords live) {
    snapshotThread.live(live);
    forcing.mark();
    segmentThread.start();
    commitThread.start();
    snapshotThread.start();
  }

  public Durability durability() {
    return settings.durability();
  }

  /**
   * Appends a group. Waits where the disk is slower than the callers.
   *
   * @param group not empty
   * @return its sequence number
   * @throws ExperienceException UNAVAILABLE if the journal is fenced or closed; nothing is appended
   */
  public long append(JournalGroup group) {
    if (group.isEmpty()) {
      throw new IllegalArgumentException("a group without entries is none");
    }
    int entriesCrc = group.entriesCrc();
    long appended;
    synchronized (this) {
      requireTaking();
      appended = write(group, entriesCrc);
      if (settings.durability() != Durability.FSYNC) {
        durable.set(appended); // first, so that nobody waits for what nobody would tell of
      }
      sequence = appended;
    }
    if (settings.durability() == Durability.FSYNC) {
      commitThread.wake();
    }
    return appended;
  }

  /**
   * Refuses what cannot be appended, before anything was done for it.
   *
   * @throws ExperienceException UNAVAILABLE if the journal is fenced or closed
   */
  public void requireTaking() {
    if (!isTaking) {
      throw new ExperienceException(ErrorCode.UNAVAILABLE, "", RETRY_AFTER_S);
    }
  }

  /** Whether appends are taken. */
  public boolean isTaking() {
    return isTaking;
  }

  /** Number of the newest group. */
  public long sequence() {
    return sequence;
  }

  /** Number of the newest group that was forced. */
  long fsyncedSequence() {
    return forcing.sequence();
  }

  /** Number of the newest group that is as durable as asked. */
  public long durableSequence() {
    return durable.get();
  }

  /**
   * Returns when a group is as durable as asked. An interrupt stays pending.
   *
   * @throws ExperienceException UNAVAILABLE if the journal is fenced meanwhile: whether the group
   *     is kept is not known yet
   */
  public void awaitDurable(long awaited) {
    durable.await(awaited);
  }

  /**
   * Has something run whenever more became durable, and when {@link #isInVain} changes; on a thread
   * of the journal, or of a change that found the disk failing and holds locks, so it must not
   * wait.
   */
  public void onDurable(Runnable listener) {
    durable.listen(listener);
  }

  /** Takes a listener back. */
  public void forget(Runnable listener) {
    durable.forget(listener);
  }

  /** Whether what is not durable yet will not be for a while: the journal is fenced. */
  public boolean isInVain() {
    return durable.isRefusing();
  }

  /** What operators want to know. */
  public synchronized JournalStatus status() {
    JournalFault known = fault;
    return new JournalStatus(
        sequence,
        durable.get(),
        forcing.sequence(),
        segments.count(),
        segments.bytes(),
        snapshotThread.snapshotBytes(),
        snapshotThread.snapshotSequence(),
        snapshotThread.isCompacting(),
        known == null ? "" : known.reason(),
        snapshotThread.failedCount(),
        forcing.unforcedAgeMs());
  }

  /**
   * Fences the journal: live records and journal differ, or may.
   *
   * @param reason for people
   */
  public void fenceInDoubt(String reason, Throwable cause) {
    fence(new JournalFault(reason, true), cause);
  }

  /**
   * Has a snapshot written as soon as may be, so that what was deleted leaves the disk; in the
   * background. Nothing if there is nothing newer than the last one.
   */
  public void compact() {
    snapshotThread.compactSoon();
  }

  /**
   * Forces everything, ends the threads, frees the memory. An interrupt stays pending. Idempotent:
   * returns when that is done, whoever does it.
   */
  @Override
  public void close() throws IOException {
    synchronized (closing) {
      if (isFirstToClose()) {
        end();
      }
    }
  }

  private synchronized boolean isFirstToClose() {
    if (isClosed) {
      return false;
    }
    isClosed = true;
    isTaking = false;
    notifyAll();
    return true;
  }

  private void end() throws IOException {
    snapshotThread.end();
    segmentThread.end();
    commitThread.end();
    boolean isInterrupted = Thread.interrupted(); // or files would be closed where they are used
    try {
      if (forcing.isPossible()) {
        force();
        force(); // the mark that the first one left
      }
    } finally {
      durable.refuse();
      durable.tell();
      free();
      if (isInterrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /* ---- what the threads do ---- */

  long nanoTime() {
    return clockNs.getAsLong();
  }

  synchronized boolean isClosed() {
    return isClosed;
  }

  synchronized @Nullable JournalFault fault() {
    return fault;
  }

  void fence(JournalFault newFault, Throwable cause) {
    synchronized (this) {
      boolean isWorse = newFault.isInDoubt() && (fault == null || !fault.isInDoubt());
      if (!isWorse && (isClosed || fault != null)) {
        return;
      }
      fault = newFault;
      isTaking = false;
      if (newFault.isInDoubt()) {
        durable.refuse();
      }
      notifyAll();
    }
    try {
      LOG.error("journal fenced, nothing is acknowledged: {}", newFault.reason(), cause);
    } finally {
      tellFenced();
    }
  }

  /* The JVM may throw what a disk did under mapped memory at any place: once more, then. */
  private void tellFenced() {
    try {
      snapshotThread.wake();
      segmentThread.wake();
    } finally {
      durable.tell();
    }
  }

  SnapshotThread snapshots() {
    return snapshotThread;
  }

  SegmentRow segments() {
    return segments;
  }

  SegmentFiles segmentFiles() {
    return segmentFiles;
  }

  /** Hands a prepared segment over; ends a fence that only waited for one. */
  void prepared(Segment segment) {
    synchronized (this) {
      segments.prepared(segment);
      if (fault != null && !fault.isInDoubt() && !isClosed) {
        fault = null;
        isTaking = true;
        LOG.info("journal takes changes again");
      }
      notifyAll();
    }
  }

  /** Tells that no segment could be prepared; who waits for one is refused. */
  void cannotPrepare(IOException cause) {
    if (segments.cannotPrepare(cause)) {
      fenceForRoom(cause);
    }
  }

  /** Fences until there is a segment; nothing is in doubt. */
  void fenceForRoom(IOException cause) {
    fence(new JournalFault("no room for a new segment: " + cause.getMessage(), false), cause);
  }

  /** {@link #force} if anything was appended since; returns whether. */
  boolean forceIfNeeded() throws IOException {
    return forcing.forceIfNeeded();
  }

  /**
   * Forces all groups appended before the call.
   *
   * @throws IOException if that failed; the journal is fenced then
   */
  void force() throws IOException {
    forcing.force();
  }

  /** Forces the segments that are full, and frees their memory. */
  void forceSealed() throws IOException {
    forcing.forceSealed();
  }

  /**
   * Seals the segment in use although it is not full, where a group up to {@code wanted} is in it
   * and there is another to go on with; returns whether all of those are in sealed segments.
   */
  synchronized boolean seal(long wanted) {
    Segment next = segments.prepared(0);
    if (isTaking && segments.sealedSequence() < wanted && next != null) {
      segments.use(next);
    }
    return segments.sealedSequence() >= wanted;
  }

  /**
   * Goes on with a new segment, after a snapshot of all live records made everything before it
   * superfluous.
   */
  void resume(Segment segment) {
    long resumed;
    synchronized (forcing) {
      synchronized (this) {
        segments.useAlone(segment, sequence);
        forcing.resumed(sequence);
        resumed = sequence;
        fault = null;
        isTaking = !isClosed;
        durable.set(sequence); // here, or it would take back what the next append sets
        durable.resume();
        notifyAll();
      }
    }
    durable.tell();
    segmentThread.wake();
    LOG.info("journal takes changes again, from group {} on", resumed + 1);
  }

  private long write(JournalGroup group, int entriesCrc) {
    try {
      if (!segments.active().hasRoom(group.length())) {
        segments.roll(group.length());
      }
      long appended = sequence + 1;
      long known = forcing.sequence();
      segments.active().append(group, entriesCrc, appended, known);
      forcing.appended(appended, known);
      return appended;
    } catch (InternalError failed) {
      fenceInDoubt("writing failed: " + failed.getMessage(), failed);
      throw new ExperienceException(ErrorCode.UNAVAILABLE, "", RETRY_AFTER_S);
    }
  }

  private void free() {
    synchronized (forcing) {
      synchronized (this) {
        segments.close();
      }
    }
  }
}
