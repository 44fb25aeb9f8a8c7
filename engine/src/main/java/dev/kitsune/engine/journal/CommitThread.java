package dev.kitsune.engine.journal;

import java.io.IOException;

/**
 * Forces what was appended: all that came while the last force ran is one commit. At the level
 * EVERYSEC twice a second, so that what a power failure takes is younger than a second.
 */
final class CommitThread extends JournalThread {
  private static final long INTERVAL_NS = 500_000_000;

  private final Journal journal;

  CommitThread(Journal journal) {
    super("kitsune-journal-commit");
    this.journal = journal;
  }

  @Override
  long work() {
    try {
      switch (journal.durability()) {
        case FSYNC -> forceAll();
        case EVERYSEC -> journal.forceIfNeeded();
        case OS, NONE -> {
          return 0;
        }
      }
    } catch (IOException | InternalError failed) {
      return 0; // the journal is fenced and said so
    }
    return journal.durability() == Durability.EVERYSEC ? INTERVAL_NS : 0;
  }

  @Override
  void failed(Throwable unexpected) {
    journal.fenceInDoubt("fsync failed: " + unexpected, unexpected);
  }

  private void forceAll() throws IOException {
    boolean isMore = true; // what came meanwhile is the next commit
    while (isMore && !isEnded()) {
      isMore = journal.forceIfNeeded();
    }
  }
}
