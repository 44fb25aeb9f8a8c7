package dev.kitsune.engine.journal;

import dev.kitsune.engine.error.ErrorCode;
import dev.kitsune.engine.error.ExperienceException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The segments of one journal in their order: full ones, the one in use, and the one prepared to
 * follow it; and who waits for that. All of it is guarded by the journal's monitor: methods are
 * called by who holds it, unless they stand below the line and take it themselves. Data plane where
 * an append looks at {@link #active}; control plane else.
 */
final class SegmentRow {
  private final Journal journal;
  private final SegmentThread preparing;
  private final long journalId;
  private final int regularCapacity;
  private final List<Long> forced = new ArrayList<>();
  private final List<FullSegment> unforced = new ArrayList<>();
  private Segment active;
  private @Nullable Segment prepared;
  private @Nullable IOException noRoom;
  private int wantedCapacity;
  private int waiterCount;
  private long forcedBytes;
  private long forcedSequence;

  /**
   * One that takes no more.
   *
   * @param sequence of the last group in it
   * @param sealedNs when it was sealed; all later groups are younger
   */
  record FullSegment(Segment segment, long sequence, long sealedNs) {}

  /**
   * The full ones that are forced: a compaction may read their files.
   *
   * @param ids oldest first
   * @param bytes length of their files together
   * @param sequence of the last group in them
   */
  record ForcedSegments(List<Long> ids, long bytes, long sequence) {}

  /**
   * Goes on with what a start read.
   *
   * @param preparing woken whenever there is something for it to do
   * @param regularCapacity length of a usual segment
   */
  SegmentRow(
      Journal journal,
      SegmentThread preparing,
      JournalDirectory directory,
      JournalStart start,
      int regularCapacity) {
    this.journal = journal;
    this.preparing = preparing;
    journalId = directory.manifest().journalId();
    this.regularCapacity = regularCapacity;
    active = start.active();
    forced.addAll(start.sealed());
    forcedBytes = start.sealedBytes();
    forcedSequence = start.sealedSequence();
    wantedCapacity = regularCapacity;
  }

  /** The one in use. */
  Segment active() {
    return active;
  }

  /** The one that is ready to follow; null while there is none of at least that length. */
  @Nullable Segment prepared(int capacityMin) {
    return prepared != null && prepared.capacity() >= capacityMin ? prepared : null;
  }

  /** Takes one over that is ready to follow. */
  void prepared(Segment segment) {
    prepared = segment;
    noRoom = null;
    wantedCapacity = regularCapacity;
  }

  /**
   * Has the prepared one take over until the one in use has room; gives the monitor back while
   * there is none.
   *
   * @throws ExperienceException UNAVAILABLE if the journal is fenced or closed meanwhile
   */
  void roll(int groupLength) {
    while (!active.hasRoom(groupLength)) {
      Segment next = prepared(Segment.capacityFor(groupLength));
      if (next != null) {
        use(next);
      } else {
        awaitPrepared(groupLength);
      }
    }
  }

  /** Seals the one in use, and goes on with the one that was prepared. */
  void use(Segment next) {
    long sequence = journal.sequence();
    next.begin(journalId, sequence + 1);
    unforced.add(new FullSegment(active, sequence, journal.nanoTime()));
    active = next;
    prepared = null;
    preparing.wake();
  }

  /**
   * Frees all that came before, and goes on with a segment behind a snapshot of all live records.
   *
   * @param sequence number of the last group before it
   */
  void useAlone(Segment segment, long sequence) {
    closeUsed();
    forced.clear();
    forcedBytes = 0;
    forcedSequence = sequence;
    active = segment;
    noRoom = null;
  }

  /** Frees all memory. */
  void close() {
    closeUsed();
    dropPrepared();
  }

  /** The full ones that are not forced yet, as they are now; oldest first. */
  List<FullSegment> unforced() {
    return List.copyOf(unforced);
  }

  /** How many are in use or full. */
  int count() {
    return forced.size() + unforced.size() + 1;
  }

  /** Length of their files together. */
  long bytes() {
    long bytes = forcedBytes + active.capacity();
    for (FullSegment full : unforced) {
      bytes += full.segment().capacity();
    }
    return bytes;
  }

  /** Sequence number of the last group in a full one. */
  long sealedSequence() {
    return unforced.isEmpty() ? forcedSequence : unforced.get(unforced.size() - 1).sequence();
  }

  /* ---- what takes the monitor itself ---- */

  /** Id of the one in use. */
  long activeId() {
    synchronized (journal) {
      return active.id();
    }
  }

  /** Length that the next one must have at least; 0 while there is one. */
  int wantedCapacity() {
    synchronized (journal) {
      return prepared(wantedCapacity) != null ? 0 : wantedCapacity;
    }
  }

  /** Tells that none could be prepared; whether anybody waits for one. */
  boolean cannotPrepare(IOException cause) {
    synchronized (journal) {
      noRoom = cause;
      return waiterCount > 0;
    }
  }

  /** Frees what was prepared, for another segment to take its name. */
  void dropPrepared() {
    synchronized (journal) {
      if (prepared != null) {
        prepared.close();
        prepared = null;
      }
    }
  }

  /** Forces the oldest full ones and frees their memory, without the monitor meanwhile. */
  void closeForced(List<FullSegment> oldest) throws IOException {
    for (FullSegment full : oldest) {
      full.segment().closeForced();
      synchronized (journal) {
        unforced.remove(full);
        forced.add(full.segment().id());
        forcedBytes += full.segment().capacity();
        forcedSequence = full.sequence();
      }
    }
  }

  /** Length of a usual one. */
  int regularCapacity() {
    return regularCapacity;
  }

  /** Those that are full and forced, however many are full and not. */
  ForcedSegments forced() {
    synchronized (journal) {
      return new ForcedSegments(List.copyOf(forced), forcedBytes, forcedSequence);
    }
  }

  /** Forgets forced ones that a snapshot has replaced. */
  void compacted(List<Long> ids, long bytes) {
    synchronized (journal) {
      forced.removeAll(ids);
      forcedBytes -= bytes;
    }
  }

  @SuppressWarnings("WaitNotInLoop") // the caller's loop looks at the segments again
  private void awaitPrepared(int groupLength) {
    wantedCapacity = Math.max(wantedCapacity, Segment.capacityFor(groupLength));
    IOException known = noRoom;
    if (known != null) { // so nobody waits for another attempt, which the fence has made at once
      journal.fenceForRoom(known);
      journal.requireTaking();
    }
    preparing.wake();
    waiterCount++;
    try {
      journal.wait();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ExperienceException(ErrorCode.UNAVAILABLE, "", Journal.RETRY_AFTER_S);
    } finally {
      waiterCount--;
    }
    journal.requireTaking();
  }

  private void closeUsed() {
    unforced.forEach(full -> full.segment().close());
    unforced.clear();
    active.close();
  }
}
