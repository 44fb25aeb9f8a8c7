package dev.kitsune.engine.journal;

import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps a segment ready for when the one in use is full, and forces the full ones. */
final class SegmentThread extends JournalThread {
  private static final Logger LOG = LoggerFactory.getLogger(SegmentThread.class);
  private static final long RETRY_NS = 250_000_000;

  private final Journal journal;
  private final JournalDirectory directory;
  private boolean isFailing;

  SegmentThread(Journal journal, JournalDirectory directory) {
    super("kitsune-journal-segments");
    this.journal = journal;
    this.directory = directory;
  }

  @Override
  long work() {
    boolean isPrepared = prepare();
    try {
      journal.forceSealed();
    } catch (IOException | InternalError failed) {
      return 0; // the journal is fenced and said so
    }
    return isPrepared ? 0 : RETRY_NS;
  }

  @Override
  void failed(Throwable unexpected) {
    journal.cannotPrepare(new IOException(unexpected));
  }

  private boolean prepare() {
    synchronized (directory) {
      JournalFault fault = journal.fault();
      SegmentRow segments = journal.segments();
      int capacity = segments.wantedCapacity();
      if (capacity == 0 || (fault != null && fault.isInDoubt())) {
        return true;
      }
      try {
        segments.dropPrepared();
        long id = segments.activeId() + 1;
        journal.prepared(journal.segmentFiles().create(id, capacity));
        isFailing = false;
        return true;
      } catch (IOException failed) {
        tell(failed);
        journal.cannotPrepare(failed);
        return false;
      }
    }
  }

  private void tell(IOException failed) {
    if (!isFailing) {
      isFailing = true;
      LOG.warn("no new segment in {}: {}; trying on", directory, failed.toString());
    }
  }
}
