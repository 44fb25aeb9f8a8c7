package dev.kitsune.bench.journal;

import java.util.ArrayList;
import java.util.List;

/**
 * When snapshots were being written, as far as a thread can tell that looks again and again, and
 * what an update has to do with them. For a thread that looks and one that asks.
 */
final class SnapshotSpans {
  /** Where an update was. */
  enum Place {
    /** A snapshot was being written when it was due, when it was done, or between. */
    DURING,
    /** So near to a snapshot's begin or end that it cannot be told, or suffers from it. */
    NEAR,
    /** Away from every snapshot. */
    ELSE
  }

  /* Seen on from firstOn to lastOn; seen off at lastOff and firstOff, around it. */
  private static final class Span {
    private final long lastOffNs;
    private final long firstOnNs;
    private long lastOnNs;
    private long firstOffNs = Long.MAX_VALUE;

    Span(long lastOffNs, long firstOnNs) {
      this.lastOffNs = lastOffNs;
      this.firstOnNs = firstOnNs;
      lastOnNs = firstOnNs;
    }
  }

  private final long guardNs;
  private final List<Span> spans = new ArrayList<>();
  private boolean isOn;
  private long lookedNs;
  private long doneBeforeNs = Long.MIN_VALUE;
  private Place placeBefore = Place.ELSE;

  /**
   * @param guardNs how far from a snapshot an update must be to be away from it
   * @param nowNs since when is looked
   */
  SnapshotSpans(long guardNs, long nowNs) {
    this.guardNs = guardNs;
    lookedNs = nowNs;
  }

  /** Notes whether a snapshot is being written now. */
  synchronized void look(boolean isWritten, long nowNs) {
    if (isWritten && !isOn) {
      spans.add(new Span(lookedNs, nowNs));
    } else if (isWritten) {
      last().lastOnNs = nowNs;
    } else if (isOn) {
      last().firstOffNs = nowNs;
    }
    isOn = isWritten;
    lookedNs = nowNs;
  }

  private Span last() {
    return spans.get(spans.size() - 1);
  }

  /** How many snapshots were seen. */
  synchronized int count() {
    return spans.size();
  }

  /**
   * Where the next update was, of updates that one thread makes one after the other. One that
   * waited behind another belongs with it: what held that up holds this up.
   */
  synchronized Place place(long dueNs, long doneNs) {
    Place own = alone(dueNs, doneNs);
    boolean isQueued = dueNs < doneBeforeNs;
    placeBefore = isQueued && placeBefore.compareTo(own) < 0 ? placeBefore : own;
    doneBeforeNs = doneNs;
    return placeBefore;
  }

  private Place alone(long dueNs, long doneNs) {
    for (int i = spans.size() - 1; i >= 0; i--) {
      Span span = spans.get(i);
      if (dueNs <= span.lastOnNs && doneNs >= span.firstOnNs) {
        return Place.DURING;
      }
      if (isUpTo(dueNs, span.firstOffNs) && doneNs >= span.lastOffNs - guardNs) {
        return Place.NEAR;
      }
    }
    return Place.ELSE;
  }

  private boolean isUpTo(long dueNs, long firstOffNs) {
    return firstOffNs == Long.MAX_VALUE || dueNs <= firstOffNs + guardNs;
  }
}
