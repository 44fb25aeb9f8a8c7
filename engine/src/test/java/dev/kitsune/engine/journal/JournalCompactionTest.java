package dev.kitsune.engine.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kitsune.engine.journal.SimulatedFiles.Call;
import dev.kitsune.engine.journal.SimulatedFiles.Outcome;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** Snapshots are written while changes keep coming and the disk is slow, full or unreadable. */
@ExtendWith(JournalAlone.class)
class JournalCompactionTest {
  private static final int LARGE_SEGMENT_BYTES = 1 << 20;
  private static final long DAY_NS = TimeUnit.DAYS.toNanos(1);

  private final SimulatedFiles files = new SimulatedFiles();
  private final GroupHistory history = new GroupHistory(1, 100);
  private final AtomicLong clockNs = new AtomicLong();

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "NONE")
  void whatIsAskedForIsWrittenThoughAChangeComesDuringEveryForce(Durability durability)
      throws IOException {
    try (RunningJournal running = openLarge(durability)) {
      running.start();
      changeDuringForces(running);
      running.append();
      for (int round = 0; round < 3; round++) {
        long asked = running.journal().sequence();
        running.journal().compact();
        awaitSnapshot(running, asked);
        assertAtRest(running.journal());
      }
      files.heal();
    }
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "NONE")
  void onceADayAllIsWrittenThoughAChangeComesDuringEveryForce(Durability durability)
      throws IOException {
    try (RunningJournal running = openLarge(durability)) {
      running.start();
      changeDuringForces(running);
      running.append();
      Journal journal = running.journal();
      for (int day = 0; day < 3; day++) {
        long before = journal.sequence();
        clockNs.addAndGet(DAY_NS);
        journal.snapshots().wake();
        awaitSnapshot(running, before);
        assertAtRest(journal);
      }
      files.heal();
    }
  }

  /* The threads do not run: the order is the test's. */
  @Test
  void aDayIsOverAfterAllOfIt() throws IOException {
    try (RunningJournal running = openLarge(Durability.OS)) {
      Journal journal = running.journal();
      for (int day = 1; day <= 2; day++) {
        running.append();
        prepare(journal);
        clockNs.addAndGet(DAY_NS - 1);
        journal.snapshots().work();
        assertEquals(1, journal.status().segmentCount());
        clockNs.addAndGet(1);
        journal.snapshots().work();
        assertEquals(2, journal.status().segmentCount());
        assertEquals(day - 1, journal.status().snapshotSequence());
        journal.forceSealed();
        journal.snapshots().work();
        assertEquals(day, journal.status().snapshotSequence());
      }
    }
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "NONE")
  void whatIsAskedForIsWrittenWhileAWriterOutrunsTheDisk(Durability durability)
      throws IOException, InterruptedException {
    AtomicBoolean isDone = new AtomicBoolean();
    try (RunningJournal running = RunningJournal.open(files, history, durability, 0)) {
      running.start();
      Thread writer = new Thread(() -> appendUntil(isDone, running));
      writer.start();
      try {
        for (int round = 0; round < 5; round++) {
          long asked = running.journal().sequence();
          running.journal().compact();
          awaitSnapshot(running, asked);
        }
      } finally {
        isDone.set(true);
        writer.join();
      }
    }
    RunningJournal.check(files, history, history.count());
  }

  /* The threads do not run: the order is the test's. */
  @Test
  void oneSealIsEnoughHoweverManyChangesFollow() throws IOException {
    try (RunningJournal running = openLarge(Durability.OS)) {
      Journal journal = running.journal();
      running.append();
      journal.compact();
      for (int i = 0; i < 2; i++) {
        prepare(journal);
        journal.snapshots().work();
        assertEquals(2, journal.status().segmentCount());
        running.append();
      }
      journal.forceSealed();
      journal.snapshots().work();
      assertEquals(1, journal.status().snapshotSequence());
      assertEquals(1, journal.status().segmentCount());
    }
  }

  /* The threads do not run: the order is the test's. */
  @Test
  void segmentsThatAreForcedAreCompactedWhileAnotherIsNotYet() throws IOException {
    AtomicInteger forces = new AtomicInteger();
    try (RunningJournal running = openLarge(Durability.OS)) {
      Journal journal = running.journal();
      for (int i = 1; i <= 2; i++) {
        running.append();
        prepare(journal);
        assertTrue(journal.seal(i));
      }
      files.script(
          (index, call) -> {
            if (call == Call.FORCE_MEMORY && forces.incrementAndGet() == 2) {
              journal.snapshots().work();
              RunningJournal.check(files.copy(), history, 1);
            }
            return Outcome.DONE;
          });
      journal.forceSealed();
      assertEquals(1, journal.status().snapshotSequence());
      assertEquals(2, journal.status().segmentCount());
    }
  }

  @Test
  void whatIsAskedForWhileTheDiskIsFullIsWrittenOnceThereIsRoom() throws IOException {
    try (RunningJournal running = openLarge(Durability.OS)) {
      Journal journal = running.journal(); // its threads do not run: the order is the test's
      running.append();
      journal.fenceForRoom(new IOException("full, as told"));
      journal.compact();
      journal.snapshots().work();
      assertEquals(1, journal.status().segmentCount());
      prepare(journal);
      journal.snapshots().work();
      assertEquals(2, journal.status().segmentCount());
      journal.forceSealed();
      journal.snapshots().work();
      assertEquals(1, journal.status().snapshotSequence());
    }
  }

  /* The threads do not run: the order is the test's. */
  @ParameterizedTest
  @EnumSource(names = {"OPEN", "LENGTH", "READ"})
  void whatCannotBeReadThreeTimesInARowCountsAsDamage(Call unreadable) throws IOException {
    try (RunningJournal running = openLarge(Durability.OS)) {
      Journal journal = running.journal();
      compactOne(running);
      sealOne(running);
      failWhileReading(unreadable);
      for (int i = 1; i <= 2; i++) {
        journal.snapshots().work();
        assertEquals("", journal.status().fault());
        assertEquals(i, journal.status().failedSnapshotCount());
      }
      journal.snapshots().work();
      assertFalse(journal.isTaking());
      assertTrue(journal.status().fault().endsWith(unreadable + " failed as told"));
      assertEquals(3, journal.status().failedSnapshotCount());
    }
  }

  /* The threads do not run: the order is the test's. */
  @Test
  void readingTwiceInVainIsForgottenOnceItGoesWell() throws IOException {
    try (RunningJournal running = openLarge(Durability.OS)) {
      Journal journal = running.journal();
      compactOne(running);
      for (int round = 1; round <= 2; round++) {
        failWhileReading(Call.READ);
        sealOne(running);
        journal.snapshots().work();
        journal.snapshots().work();
        files.heal();
        journal.snapshots().work();
        assertEquals("", journal.status().fault());
        assertEquals(1 + round, journal.status().snapshotSequence());
        assertEquals(2L * round, journal.status().failedSnapshotCount());
      }
    }
  }

  /* The threads do not run: the order is the test's. */
  @ParameterizedTest
  @EnumSource(names = {"CREATE", "WRITE", "FORCE_FILE", "RENAME", "FORCE_NAMES"})
  void whatCannotBeWrittenIsTriedOnWithoutAFence(Call unwritable) throws IOException {
    try (RunningJournal running = openLarge(Durability.OS)) {
      Journal journal = running.journal();
      compactOne(running);
      sealOne(running);
      files.script((index, call) -> call == unwritable ? Outcome.FAILED : Outcome.DONE);
      for (int i = 1; i <= 5; i++) {
        journal.snapshots().work();
        assertEquals("", journal.status().fault());
        assertEquals(i, journal.status().failedSnapshotCount());
      }
      files.heal();
      journal.snapshots().work();
      assertEquals(2, journal.status().snapshotSequence());
    }
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "NONE")
  void anUnreadableSnapshotIsReplacedByTheLiveRecords(Durability durability) throws IOException {
    try (RunningJournal running = RunningJournal.open(files, history, durability, 0)) {
      running.start();
      Journal journal = running.journal();
      awaitSnapshotOfMore(running);
      failWhileReading(Call.READ);
      awaitSnapshotOfMore(running); // one that was being written, at most
      awaitSnapshotOfMore(running);
      assertTrue(journal.status().failedSnapshotCount() >= 3);
      running.awaitTaking();
      files.heal();
      running.awaitAllDurable();
      RunningJournal.check(files.copy(), history, history.count());
    }
  }

  private static void awaitSnapshotOfMore(RunningJournal running) {
    long before = running.journal().sequence();
    RunningJournal.await(
        () -> {
          running.appendPatiently();
          return running.journal().status().snapshotSequence() > before;
        });
  }

  /* As a disk does that gives an error where the last snapshot stands, and takes all that is new. */
  private void failWhileReading(Call unreadable) {
    files.script((index, call) -> call == unreadable ? Outcome.FAILED : Outcome.DONE);
  }

  private static void sealOne(RunningJournal running) throws IOException {
    Journal journal = running.journal();
    running.append();
    prepare(journal);
    assertTrue(journal.seal(journal.sequence()));
    journal.forceSealed();
  }

  private static void compactOne(RunningJournal running) throws IOException {
    Journal journal = running.journal();
    sealOne(running);
    journal.snapshots().work();
    assertEquals(journal.sequence(), journal.status().snapshotSequence());
  }

  @Test
  void nothingIsWrittenWhereThereIsNothingNewer() throws IOException {
    try (RunningJournal running = openLarge(Durability.OS)) {
      Journal journal = running.journal(); // its threads do not run: the order is the test's
      prepare(journal);
      journal.compact();
      clockNs.addAndGet(DAY_NS);
      journal.snapshots().work();
      assertEquals(1, journal.status().segmentCount());
    }
  }

  private static void prepare(Journal journal) throws IOException {
    long id = journal.segments().activeId() + 1;
    journal.prepared(journal.segmentFiles().create(id, LARGE_SEGMENT_BYTES));
  }

  private RunningJournal openLarge(Durability durability) throws IOException {
    JournalSettings settings = new JournalSettings(durability, LARGE_SEGMENT_BYTES);
    return RunningJournal.open(files, history, settings, clockNs::get, 0);
  }

  /* On the thread that forces full segments, so that no force ends without one more change. */
  private void changeDuringForces(RunningJournal running) {
    files.script(
        (index, call) -> {
          boolean isForce = call == Call.FORCE_MEMORY || call == Call.FORCE_FILE;
          if (isForce && Thread.currentThread().getName().endsWith("-segments")) {
            running.append();
          }
          return Outcome.DONE;
        });
  }

  /* Nothing is sealed any more until it is asked for again. */
  private static void assertAtRest(Journal journal) {
    RunningJournal.await(() -> journal.status().segmentCount() == 1);
  }

  private static void awaitSnapshot(RunningJournal running, long sequence) {
    RunningJournal.await(() -> running.journal().status().snapshotSequence() >= sequence);
  }

  private static void appendUntil(AtomicBoolean isDone, RunningJournal running) {
    while (!isDone.get()) {
      running.append();
    }
  }
}
