package dev.kitsune.engine.journal;

import java.io.IOException;

/**
 * Forces what was appended: all that came while the last force ran is one commit. At the level
 * EVERYSEC twice a second, counted from begin to begin: what a power failure takes is younger than
 * half a second and the time of a force, and where a force takes longer, than the time of two.
 */
final class CommitThread extends JournalThread {
  private static final long INTERVAL_NS = 500_000_000;

  /** A commit waits for more until nothing came for so long, and no longer than that below. */
  private static final long QUIET_NS = 20_000;

  private static final long GATHER_NS_MAX = 200_000;

  private final Journal journal;

  /* How many groups a commit had lately; it forgets a quarter with each smaller one. */
  private long crowd;

  CommitThread(Journal journal) {
    super("kitsune-journal-commit");
    this.journal = journal;
  }

  @Override
  long work() {
    long begin = journal.nanoTime();
    try {
      switch (journal.durability()) {
        case FSYNC -> forceAll();
        case EVERYSEC -> journal.forceIfNeeded();
        case OS, NONE -> {
          return 0;
        }
      }
    } catch (IOException | InternalError failed) {
      /* The journal is fenced and said so; it will take changes again. */
    }
    return journal.durability() == Durability.EVERYSEC ? untilNextNs(begin) : 0;
  }

  /* Never 0, which would mean never. */
  private long untilNextNs(long begin) {
    return Math.max(1, INTERVAL_NS - (journal.nanoTime() - begin));
  }

  @Override
  void failed(Throwable unexpected) {
    journal.fenceInDoubt("fsync failed: " + unexpected, unexpected);
  }

  private void forceAll() throws IOException {
    boolean isMore = true; // what came meanwhile is the next commit
    while (isMore && !isEnded()) {
      if (crowd > 1) {
        gather();
      }
      long before = journal.fsyncedSequence();
      isMore = journal.forceIfNeeded();
      crowd = Math.max(journal.fsyncedSequence() - before, crowd - (crowd + 3) / 4);
    }
  }

  /*
   * Callers that waited for the last commit send their next changes at once, one after the other:
   * a force that began with the first of them would make the others wait for one more. It begins
   * when as many came as were there lately. Whoever is alone is not held up.
   */
  @SuppressWarnings("ThreadPriorityCheck") // parking takes longer than all of this
  private void gather() {
    long begin = System.nanoTime();
    long all = journal.fsyncedSequence() + crowd;
    long seen = journal.sequence();
    long seenNs = begin;
    long now = begin;
    while (seen < all && now - seenNs < QUIET_NS && now - begin < GATHER_NS_MAX) {
      Thread.yield();
      now = System.nanoTime();
      if (journal.sequence() != seen) {
        seen = journal.sequence();
        seenNs = now;
      }
    }
  }
}
