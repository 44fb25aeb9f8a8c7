package dev.kitsune.engine.journal;

import dev.kitsune.engine.journal.SegmentRow.FullSegment;
import java.io.IOException;
import java.util.List;

/**
 * How much of one journal survives a power failure, and what makes it more. One force at a time: it
 * holds this object's monitor, and the journal's only to begin and to end. Safe for any thread.
 */
final class Forcing {
  private final Journal journal;
  private final DurableSequence durable;

  /* What follows is written under the journal's monitor. */
  private volatile long sequence;
  private long told;
  /* The oldest group that is not forced is not older; where there is any. */
  private long unforcedSinceNs;

  /**
   * Goes on with what a start read.
   *
   * @param durable moved on where what is acknowledged is forced
   * @param sequence of the newest group that is forced
   * @param told the highest sequence number that the files tell to be forced
   */
  Forcing(Journal journal, DurableSequence durable, long sequence, long told) {
    this.journal = journal;
    this.durable = durable;
    this.sequence = sequence;
    this.told = told;
  }

  /** Number of the newest group that was forced. */
  long sequence() {
    return sequence;
  }

  /* ---- for who holds the journal's monitor ---- */

  /** Notes a group, which tells what was known to be forced. */
  void appended(long appended, long known) {
    if (known == appended - 1) {
      unforcedSinceNs = journal.nanoTime();
    }
    told = known;
  }

  /** Notes that a snapshot holds everything. */
  void resumed(long newSequence) {
    sequence = newSequence;
    told = newSequence;
  }

  /** Age of the oldest group that is not forced, at most; 0 if there is none. */
  long unforcedAgeMs() {
    boolean isAllForced = sequence == journal.sequence();
    return isAllForced ? 0 : Math.max(0, journal.nanoTime() - unforcedSinceNs) / 1_000_000;
  }

  /* ---- what takes the monitor itself ---- */

  /** Whether a force makes sense: not where what was written may be lost. */
  boolean isPossible() {
    return !isInDoubt();
  }

  private boolean isInDoubt() {
    JournalFault fault = journal.fault();
    return fault != null && fault.isInDoubt();
  }

  /** {@link #force} if anything was appended since; returns whether. */
  boolean forceIfNeeded() throws IOException {
    if (sequence == journal.sequence() || !isPossible()) {
      return false;
    }
    force();
    return true;
  }

  /**
   * Forces all groups appended before the call.
   *
   * @throws IOException if that failed; the journal is fenced then
   */
  void force() throws IOException {
    synchronized (this) {
      Segment current;
      long target;
      long targetNs;
      List<FullSegment> before;
      synchronized (journal) {
        if (isInDoubt()) {
          return;
        }
        targetNs = journal.nanoTime();
        current = journal.segments().active();
        current.prepareForce();
        target = journal.sequence();
        before = journal.segments().unforced();
      }
      try {
        forceSealed(before);
        current.force();
      } catch (IOException | RuntimeException | Error failed) {
        journal.fenceInDoubt("fsync failed: " + failed.getMessage(), failed);
        throw failed;
      }
      forced(target, targetNs);
      if (journal.durability() == Durability.FSYNC) {
        durable.advance(target);
      }
      if (journal.sequence() == target) {
        mark();
        write();
      }
    }
  }

  private void forced(long target, long targetNs) {
    synchronized (journal) {
      if (target > sequence) {
        sequence = target;
        unforcedSinceNs = targetNs;
      }
    }
  }

  /* So that a mark outlives the process; it is forced with what comes next. */
  private void write() throws IOException {
    Segment marked;
    synchronized (journal) {
      if (journal.fault() != null) {
        return;
      }
      marked = journal.segments().active();
      marked.prepareForce();
    }
    try {
      marked.write();
    } catch (IOException | RuntimeException | Error failed) {
      journal.fenceInDoubt("writing failed: " + failed.getMessage(), failed);
      throw failed;
    }
  }

  /** Forces the segments that are full, and frees their memory. */
  void forceSealed() throws IOException {
    synchronized (this) {
      List<FullSegment> before;
      synchronized (journal) {
        if (isInDoubt()) {
          return;
        }
        before = journal.segments().unforced();
      }
      try {
        forceSealed(before);
      } catch (IOException | RuntimeException | Error failed) {
        journal.fenceInDoubt("fsync failed: " + failed.getMessage(), failed);
        throw failed;
      }
      if (!before.isEmpty()) {
        FullSegment last = before.get(before.size() - 1);
        forced(last.sequence(), last.sealedNs());
      }
      if (journal.durability() == Durability.FSYNC && sequence > durable.get()) {
        durable.advance(sequence); // sealed before it was full, it may hold the newest group
      }
    }
    mark();
  }

  /** Writes how far the journal is forced, as nobody knows when the next group tells the same. */
  void mark() {
    synchronized (journal) {
      long known = sequence;
      Segment active = journal.segments().active();
      if (known <= told || journal.fault() != null || !active.hasRoomForMark()) {
        return;
      }
      try {
        active.mark(journal.sequence(), known);
        told = known;
      } catch (InternalError failed) {
        journal.fenceInDoubt("writing failed: " + failed.getMessage(), failed);
      }
    }
  }

  private void forceSealed(List<FullSegment> full) throws IOException {
    journal.segments().closeForced(full);
    if (!full.isEmpty()) {
      journal.snapshots().wake();
    }
  }
}
