package dev.kitsune.engine.store;

import dev.kitsune.engine.bytes.ByteSink;
import dev.kitsune.engine.error.ExperienceException;
import dev.kitsune.engine.journal.JournalTable;
import dev.kitsune.engine.journal.LiveRecords;
import dev.kitsune.engine.profile.ProfileRecord;
import java.io.IOException;

/**
 * All that an executor's stores hold, for a journal that takes no changes meanwhile. Control plane.
 */
final class LiveStores implements LiveRecords {
  private final LocalProfileExecutor executor;
  private final ByteSink record = new ByteSink(4_096);

  LiveStores(LocalProfileExecutor executor) {
    this.executor = executor;
  }

  @Override
  public void writeTo(Target target) throws IOException {
    try {
      awaitRunning();
      write(JournalTable.PROFILES, executor.profiles(), target);
      write(JournalTable.LINKS, executor.aliases(), target);
    } catch (ExperienceException | IllegalStateException closed) {
      throw new IOException("the stores are closed or changing", closed);
    }
  }

  /* Who began before the journal stood still has ended once its stripe could be taken. */
  private void awaitRunning() {
    for (int stripe = 0; stripe < executor.locks().count(); stripe++) {
      executor.locks().lock(stripe);
      executor.locks().unlock(stripe);
    }
  }

  private void write(JournalTable table, RecordStore store, Target target) throws IOException {
    long[] keys = store.keys();
    long count = 0;
    for (int at = 0; at < keys.length; at += 2) {
      if (copy(store, keys[at], keys[at + 1])) {
        int length =
            table == JournalTable.PROFILES ? ProfileRecord.truthLength(record) : record.length();
        target.put(table, keys[at], keys[at + 1], record.array(), 0, length);
        count++;
      }
    }
    if (count != store.count()) {
      throw new IOException(table + ": found " + count + " records of " + store.count());
    }
  }

  private boolean copy(RecordStore store, long keyHigh, long keyLow) {
    int stripe = executor.locks().stripe(keyLow);
    executor.locks().lock(stripe);
    try {
      executor.requireOpen();
      return store.read(keyHigh, keyLow, record);
    } finally {
      executor.locks().unlock(stripe);
    }
  }
}
