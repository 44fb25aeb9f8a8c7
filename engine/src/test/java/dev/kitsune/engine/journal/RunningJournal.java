package dev.kitsune.engine.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kitsune.engine.error.ExperienceException;
import dev.kitsune.engine.journal.GroupHistory.Change;
import dev.kitsune.engine.journal.GroupHistory.RecordKey;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.function.LongSupplier;
import org.awaitility.Awaitility;

/** A journal on a simulated disk, between the groups it is given and the records they leave. */
final class RunningJournal implements AutoCloseable {
  static final int SEGMENT_BYTES = 4_096;
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final SimulatedFiles files;
  private final GroupHistory history;
  private final JournalDirectory directory;
  private final Journal journal;
  private final JournalGroup group = new JournalGroup();
  private final Map<RecordKey, ByteBuffer> records;

  private RunningJournal(
      SimulatedFiles files, GroupHistory history, JournalSettings settings, LongSupplier clockNs)
      throws IOException {
    this.files = files;
    this.history = history;
    directory = JournalDirectory.open(files, new SplittableRandom(1)::nextLong, () -> {});
    Map<RecordKey, ByteBuffer> recovered = new HashMap<>();
    journal =
        Journal.open(
            directory,
            settings,
            (table, high, low, bytes, offset, length) ->
                put(
                    recovered,
                    new RecordKey(table, high, low),
                    ByteBuffer.wrap(bytes, offset, length)),
            RecoveryProgress.NONE,
            clockNs);
    records = recovered;
  }

  /**
   * Opens what a history left, and requires that it is exactly that: some of the first groups,
   * whole, {@code acknowledged} of them at least. The history is cut to them.
   */
  static RunningJournal open(
      SimulatedFiles files, GroupHistory history, Durability durability, long acknowledged)
      throws IOException {
    return open(files, history, usual(durability), System::nanoTime, acknowledged);
  }

  /** The same as told, by another clock. */
  static RunningJournal open(
      SimulatedFiles files,
      GroupHistory history,
      JournalSettings settings,
      LongSupplier clockNs,
      long acknowledged)
      throws IOException {
    RunningJournal running = new RunningJournal(files, history, settings, clockNs);
    try {
      running.requirePrefix(acknowledged);
      return running;
    } catch (AssertionError wrong) {
      running.close();
      throw wrong;
    }
  }

  /** Opens, requires the same, and closes; leaves the history as it is. Returns the groups kept. */
  static long check(SimulatedFiles files, GroupHistory history, long acknowledged)
      throws IOException {
    try (RunningJournal running =
        new RunningJournal(files, history, usual(Durability.FSYNC), System::nanoTime)) {
      running.requireRecords(acknowledged);
      return running.journal.sequence();
    }
  }

  RunningJournal start() {
    journal.start(this::writeTo);
    return this;
  }

  Journal journal() {
    return journal;
  }

  /** Appends a group; throws what the journal throws, and nothing is changed then. */
  synchronized void append() {
    List<Change> changes = history.draw();
    GroupHistory.fill(group, changes);
    long sequence = journal.append(group);
    history.add(changes);
    GroupHistory.apply(changes, records);
    assertEquals(history.count(), sequence);
  }

  /** Appends a group as soon as the journal takes it. */
  void appendPatiently() {
    boolean isAppended = false;
    while (!isAppended) {
      awaitTaking();
      isAppended = isAppended();
    }
  }

  /** Appends, and returns when that may be acknowledged, or will not be for a while. */
  boolean isAcknowledged() {
    try {
      append();
      journal.awaitDurable(journal.sequence());
      return true;
    } catch (ExperienceException refused) {
      return false;
    }
  }

  void awaitTaking() {
    if (!journal.isTaking()) {
      await(journal::isTaking);
    }
  }

  void awaitAllDurable() {
    await(() -> journal.durableSequence() == journal.sequence() && journal.isTaking());
  }

  /** Waits for what a thread of the journal does without being asked. */
  static void await(Callable<Boolean> condition) {
    Awaitility.await()
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(2))
        .atMost(PATIENCE)
        .until(condition);
  }

  @Override
  public void close() throws IOException {
    journal.close();
    directory.close();
    assertEquals(0, files.openCount(), "files and mappings left open");
  }

  private static JournalSettings usual(Durability durability) {
    return new JournalSettings(durability, SEGMENT_BYTES);
  }

  private boolean isAppended() {
    try {
      append();
      return true;
    } catch (ExperienceException fenced) {
      return false;
    }
  }

  private void requirePrefix(long acknowledged) {
    requireRecords(acknowledged);
    history.cutAfter(journal.sequence());
  }

  private void requireRecords(long acknowledged) {
    long kept = journal.sequence();
    assertTrue(kept >= acknowledged, () -> "lost groups " + (kept + 1) + " to " + acknowledged);
    assertTrue(kept <= history.count(), () -> kept + " groups of " + history.count());
    assertEquals(history.recordsAfter(kept), records);
  }

  private synchronized void writeTo(LiveRecords.Target target) throws IOException {
    for (Map.Entry<RecordKey, ByteBuffer> entry : records.entrySet()) {
      RecordKey key = entry.getKey();
      byte[] record = GroupHistory.bytes(entry.getValue());
      target.put(key.table(), key.high(), key.low(), record, 0, record.length);
    }
  }

  private static void put(Map<RecordKey, ByteBuffer> records, RecordKey key, ByteBuffer record) {
    ByteBuffer copy = ByteBuffer.wrap(GroupHistory.bytes(record));
    synchronized (records) {
      ByteBuffer known = records.put(key, copy);
      assertEquals(null, known, "a record given out twice");
    }
  }
}
