package dev.kitsune.engine.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kitsune.engine.error.ExperienceException;
import dev.kitsune.engine.journal.SimulatedFiles.Call;
import dev.kitsune.engine.journal.SimulatedFiles.Loss;
import dev.kitsune.engine.journal.SimulatedFiles.Outcome;
import java.io.IOException;
import java.lang.Thread.State;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Any call to the disk fails, done or not: in starts, running, rolling, compacting, and while a
 * fenced journal is made good. Nothing acknowledged is lost, nothing is half there, the journal
 * takes changes again by itself, and gives back what it opened.
 */
@ExtendWith(JournalAlone.class)
class JournalFaultsTest {
  private static final int CALL_COUNT = 200;
  private static final List<Outcome> FAULTS =
      List.of(Outcome.FAILED, Outcome.DONE_BUT_FAILED, Outcome.THROWN);
  /* At FSYNC each call fails, else every so many; each one in a campaign. */
  private static final int STEP = Math.max(1, 8 / Rounds.times(1));
  private static final Set<Integer> IMAGES_AFTER = Set.of(2, 6, 12, 30);
  private static final int GROUP_COUNT = 120;

  /**
   * What a power failure left.
   *
   * @param safe number of the last group that must be there
   */
  private record Image(SimulatedFiles files, long safe) {}

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "NONE")
  void oneCallFails(Durability durability) throws InterruptedException {
    int step = durability == Durability.FSYNC ? 1 : STEP;
    SideBySide.run(
        CALL_COUNT / step,
        number -> {
          int n = number * step;
          Outcome outcome = FAULTS.get(number % FAULTS.size());
          runWith((index, call) -> index == n ? outcome : Outcome.DONE, n, durability);
        });
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "NONE")
  void allCallsFailFromOneOnForAWhile(Durability durability) throws InterruptedException {
    SideBySide.run(
        CALL_COUNT / STEP,
        number -> {
          int n = number * STEP;
          Outcome outcome = FAULTS.get(number % FAULTS.size());
          int end = n + 2 + number % 3;
          runWith(
              (index, call) -> index >= n && index < end ? outcome : Outcome.DONE, n, durability);
        });
  }

  @Test
  void aCallFailsWhileAFencedJournalIsMadeGood() throws InterruptedException {
    SideBySide.run(
        60,
        n -> {
          Outcome outcome = FAULTS.get(n % FAULTS.size());
          AtomicInteger since = new AtomicInteger();
          runWith(
              (index, call) -> {
                boolean isFirst = index > 30 && isOfCommit(call) && since.get() == 0;
                if (isFirst) {
                  since.set(1);
                  return Outcome.FAILED;
                }
                return since.get() > 0 && since.getAndIncrement() == n ? outcome : Outcome.DONE;
              },
              n,
              Durability.FSYNC);
        });
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aCallFailsDuringAStart(boolean isPowerLost) throws Exception {
    for (int seed = 1; seed <= Rounds.times(4); seed++) {
      GroupHistory history = new GroupHistory(seed, 700);
      SimulatedFiles files = left(history, seed, isPowerLost);
      int n = 0;
      boolean hasFailed = true;
      while (hasFailed) {
        n++;
        hasFailed = failsToStart(files, history, n, isPowerLost);
      }
      assertTrue(n > 20, "calls of a start: " + n);
    }
  }

  /* What the force could not write the next process reads from the system's memory all the same. */
  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "NONE")
  void aStartAfterAFailedForceStoresWhatItReadBack(Durability durability) throws IOException {
    GroupHistory history = new GroupHistory(8, 250);
    SimulatedFiles killed = fencedAndKilled(history, durability);
    long kept;
    try (RunningJournal again = RunningJournal.open(killed, history, Durability.FSYNC, 3)) {
      again.start();
      assertEquals(4, again.journal().durableSequence());
      kept = RunningJournal.check(killed.afterPowerLoss(Loss.DROPPED, 0), history, 4);
      assertTrue(again.isAcknowledged());
      RunningJournal.check(killed.afterPowerLoss(Loss.DROPPED, 0), history, 5);
    }
    assertEquals(4, kept);
  }

  /* Three groups that are forced and one that is not, in a file that takes no force again. */
  private static SimulatedFiles fencedAndKilled(GroupHistory history, Durability durability)
      throws IOException {
    SimulatedFiles files = new SimulatedFiles();
    try (RunningJournal running = RunningJournal.open(files, history, durability, 0)) {
      for (int i = 0; i < 3; i++) {
        running.append();
      }
      running.journal().force();
      running.append();
      files.script((index, call) -> isForce(call) ? Outcome.FAILED : Outcome.DONE);
      assertThrows(IOException.class, running.journal()::force);
      files.heal();
      return files.copy();
    }
  }

  private static boolean isForce(Call call) {
    return call == Call.FORCE_MEMORY || call == Call.FORCE_FILE;
  }

  /* A group behind a damaged one is cut, in the system's memory; on the disk it still stands. */
  @Test
  void aStartStoresTheZerosThatAnEarlierOneCouldNotForce() throws IOException {
    GroupHistory history = new GroupHistory(9, 250);
    SimulatedFiles files = new SimulatedFiles();
    SimulatedFiles left;
    try (RunningJournal running = RunningJournal.open(files, history, Durability.OS, 0)) {
      for (int i = 0; i < 4; i++) {
        running.append();
      }
      left = files.copy();
    }
    byte[] whole = left.bytes(SegmentLayout.name(1));
    byte[] damaged = whole.clone();
    damaged[SegmentLayout.HEADER_LENGTH + GroupLayout.HEADER_LENGTH] ^= 1;
    left.replace(SegmentLayout.name(1), damaged);
    left.script((index, call) -> isForce(call) ? Outcome.FAILED : Outcome.DONE);
    assertThrows(IOException.class, () -> RunningJournal.check(left, history, 0));
    left.heal();
    assertEquals(0, RunningJournal.check(left, history, 0));
    assertEquals(0, RunningJournal.check(left.afterPowerLoss(Loss.DROPPED, 0), history, 0));
    byte[] onDisk = left.afterPowerLoss(Loss.DROPPED, 0).bytes(SegmentLayout.name(1));
    assertTrue(Zeros.from(java.nio.ByteBuffer.wrap(onDisk), SegmentLayout.HEADER_LENGTH));
  }

  @Test
  void aFullDiskFencesUntilThereIsRoom() throws IOException {
    SimulatedFiles files = new SimulatedFiles();
    GroupHistory history = new GroupHistory(3, 700);
    try (RunningJournal running = RunningJournal.open(files, history, Durability.OS, 0)) {
      running.start();
      for (int round = 0; round < 3; round++) {
        int roundBegin = history.count();
        files.capacity(files.length() + 2 * RunningJournal.SEGMENT_BYTES);
        fill(running, history);
        assertTrue(history.count() > roundBegin);
        assertTrue(running.journal().status().fault().contains("No space left"));
        assertFalse(running.journal().isInVain(), "what was taken is safe");
        files.capacity(Long.MAX_VALUE);
        running.awaitTaking();
        running.append();
      }
    }
    assertEquals(history.count(), RunningJournal.check(files, history, history.count()));
  }

  @Test
  void aFullDiskLosesNothingThatWasTakenAtAClose() throws IOException {
    SimulatedFiles files = new SimulatedFiles();
    GroupHistory history = new GroupHistory(5, 700);
    try (RunningJournal running = RunningJournal.open(files, history, Durability.EVERYSEC, 0)) {
      running.start();
      files.capacity(files.length() + 2 * RunningJournal.SEGMENT_BYTES);
      fill(running, history);
    }
    RunningJournal.check(files.afterPowerLoss(Loss.DROPPED, 0), history, history.count());
  }

  @Test
  void forcesGoOnAfterOneFailedWhereNobodyWaitsForThem() throws IOException {
    SimulatedFiles files = new SimulatedFiles();
    GroupHistory history = new GroupHistory(6, 700);
    try (RunningJournal running = RunningJournal.open(files, history, Durability.EVERYSEC, 0)) {
      running.start();
      AtomicInteger forces = new AtomicInteger();
      files.script(
          (index, call) ->
              isOfCommit(call) && forces.getAndIncrement() == 0 ? Outcome.FAILED : Outcome.DONE);
      running.append(); // only now, or it may be forced before the script is there
      RunningJournal.await(() -> running.journal().status().snapshotSequence() > 0);
      running.awaitTaking();
      running.append();
      RunningJournal.await(() -> running.journal().fsyncedSequence() == history.count());
    }
  }

  @Test
  void aListenerThatThrowsNeitherFencesNorEndsAnything() throws IOException {
    SimulatedFiles files = new SimulatedFiles();
    GroupHistory history = new GroupHistory(8, 700);
    AtomicInteger toldCount = new AtomicInteger();
    try (RunningJournal running = RunningJournal.open(files, history, Durability.FSYNC, 0)) {
      running.journal().onDurable(() -> failsAtTimes(toldCount));
      running.start();
      for (int i = 0; i < 20; i++) {
        assertTrue(running.isAcknowledged(), "group " + i);
        assertEquals("", running.journal().status().fault());
      }
    }
    assertTrue(toldCount.get() >= 20);
  }

  private static void failsAtTimes(AtomicInteger toldCount) {
    switch (toldCount.incrementAndGet() % 3) {
      case 0 -> throw new IllegalStateException("as told");
      case 1 -> throw new InternalError("as told");
      default -> {}
    }
  }

  /* Or its directory would be given away while it is written. */
  @Test
  void whoClosesSecondWaitsForTheFirst() throws Exception {
    SimulatedFiles files = new SimulatedFiles();
    GroupHistory history = new GroupHistory(9, 700);
    List<String> done = new CopyOnWriteArrayList<>();
    CountDownLatch isForcing = new CountDownLatch(1);
    CountDownLatch isForced = new CountDownLatch(1);
    try (RunningJournal running = RunningJournal.open(files, history, Durability.OS, 0)) {
      running.append();
      files.script(
          (index, call) -> {
            if (call == Call.FORCE_MEMORY) {
              isForcing.countDown();
              await(isForced);
              done.add("forced");
            }
            return Outcome.DONE;
          });
      Thread first = closing(running.journal(), "first", done);
      await(isForcing);
      Thread second = closing(running.journal(), "second", done);
      RunningJournal.await(
          () -> second.getState() == State.BLOCKED || second.getState() == State.TERMINATED);
      isForced.countDown();
      first.join();
      second.join();
    }
    assertTrue(done.indexOf("second") > done.lastIndexOf("forced"), done::toString);
    assertTrue(done.containsAll(List.of("first", "second", "forced")), done::toString);
  }

  private static Thread closing(Journal journal, String name, List<String> done) {
    Thread thread =
        new Thread(
            () -> {
              try {
                journal.close();
                done.add(name);
              } catch (IOException failed) {
                done.add(failed.toString());
              }
            });
    thread.start();
    return thread;
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void whatASealedSegmentHeldIsAcknowledgedOnceThatIsForced() throws IOException {
    SimulatedFiles files = new SimulatedFiles();
    GroupHistory history = new GroupHistory(7, 700);
    try (RunningJournal running = RunningJournal.open(files, history, Durability.FSYNC, 0)) {
      Journal journal = running.journal(); // its threads do not run: the order is the test's
      journal.prepared(journal.segmentFiles().create(2, RunningJournal.SEGMENT_BYTES));
      running.append();
      assertTrue(journal.seal(1));
      journal.forceSealed();
      journal.forceIfNeeded();
      assertEquals(1, journal.durableSequence());
    }
  }

  @Test
  void filesThatCouldNotBeDeletedAreGoneAfterTheNextSnapshot() throws IOException {
    SimulatedFiles files = new SimulatedFiles();
    GroupHistory history = new GroupHistory(4, 700);
    try (RunningJournal running = RunningJournal.open(files, history, Durability.OS, 0)) {
      running.start();
      files.script((index, call) -> call == Call.DELETE ? Outcome.FAILED : Outcome.DONE);
      awaitSnapshotAfter(running, 0);
      files.heal();
      awaitSnapshotAfter(running, running.journal().status().snapshotSequence());
      RunningJournal.await(() -> hasNothingSuperseded(files, running));
    }
  }

  private static boolean isOfCommit(Call call) {
    return (call == Call.FORCE_MEMORY || call == Call.FORCE_FILE)
        && Thread.currentThread().getName().equals("kitsune-journal-commit");
  }

  private static boolean hasNothingSuperseded(SimulatedFiles files, RunningJournal running)
      throws IOException {
    long used = running.journal().status().segmentCount();
    List<String> names = files.names();
    long segments = names.stream().filter(SegmentLayout::isName).count();
    return names.stream().filter(SnapshotLayout::isName).count() == 1 && segments <= used + 1;
  }

  private static void awaitSnapshotAfter(RunningJournal running, long sequence) {
    RunningJournal.await(
        () -> {
          running.appendPatiently();
          return running.journal().status().snapshotSequence() > sequence;
        });
  }

  private static void fill(RunningJournal running, GroupHistory history) {
    int before = history.count();
    assertThrows(
        ExperienceException.class,
        () -> {
          while (history.count() < before + 1_000) {
            running.append();
          }
        });
    assertFalse(running.journal().isTaking());
  }

  /* Runs while calls fail as told, and a while after; then both a kill and a power failure. */
  private static void runWith(SimulatedFiles.Script script, int seed, Durability durability)
      throws IOException {
    SimulatedFiles files = new SimulatedFiles();
    GroupHistory history = new GroupHistory(seed, 700);
    List<Image> images = new CopyOnWriteArrayList<>();
    long acknowledged;
    try (RunningJournal running = RunningJournal.open(files, history, durability, 0)) {
      files.script(
          (index, call) -> {
            if (IMAGES_AFTER.contains(index - seed)) {
              images.add(image(files, running.journal(), index));
            }
            return script.outcome(index, call);
          });
      running.start();
      acknowledged = append(running, history, GROUP_COUNT);
      awaitCalls(files, running);
      files.heal();
      acknowledged = Math.max(acknowledged, append(running, history, 10));
      running.awaitAllDurable();
      assertEquals("", running.journal().status().fault());
      assertEquals(history.count(), running.journal().durableSequence());
      RunningJournal.check(files.copy(), history, acknowledged);
    }
    for (Image image : images) {
      RunningJournal.check(image.files(), history, image.safe());
    }
    RunningJournal.check(files.afterPowerLoss(Loss.DROPPED, 0), history, history.count());
    RunningJournal.check(files.afterPowerLoss(Loss.SHUFFLED, seed), history, history.count());
  }

  private static Image image(SimulatedFiles files, Journal journal, int seed) {
    boolean isForced = journal.durability() == Durability.FSYNC;
    long safe = isForced ? journal.durableSequence() : journal.status().fsyncedSequence();
    Loss loss = seed % 2 == 0 ? Loss.DROPPED : Loss.SHUFFLED;
    return new Image(files.afterPowerLoss(loss, seed), safe);
  }

  /* Appends so many groups, again and again those that are refused; gives the last acknowledged. */
  private static long append(RunningJournal running, GroupHistory history, int count) {
    long acknowledged = 0;
    for (int i = 0; i < count; i++) {
      running.awaitTaking();
      if (running.isAcknowledged()) {
        acknowledged = history.count();
      }
    }
    return acknowledged;
  }

  private static void awaitCalls(SimulatedFiles files, RunningJournal running) {
    while (files.callCount() <= CALL_COUNT + 60) {
      running.appendPatiently();
    }
  }

  /* A disk as a process leaves it, or a power failure. */
  private static SimulatedFiles left(GroupHistory history, int seed, boolean isPowerLost)
      throws IOException {
    SimulatedFiles files = new SimulatedFiles();
    try (RunningJournal running = RunningJournal.open(files, history, Durability.OS, 0)) {
      running.start();
      for (int i = 0; i < 60; i++) {
        running.append();
      }
      return isPowerLost ? files.afterPowerLoss(Loss.SHUFFLED, seed) : files.copy();
    }
  }

  /* The start is refused for the call's sake, leaks nothing, and loses nothing to the next one. */
  private static boolean failsToStart(
      SimulatedFiles files, GroupHistory history, int n, boolean isForced) throws IOException {
    long kept = RunningJournal.check(files.copy(), history, 0);
    SimulatedFiles failing = files.copy();
    Outcome outcome = FAULTS.get(n % FAULTS.size());
    failing.script((index, call) -> index == n ? outcome : Outcome.DONE);
    boolean hasFailed = false;
    try {
      RunningJournal.check(failing, history, kept);
    } catch (JournalDamage refused) {
      throw new AssertionError("call " + n, refused);
    } catch (IOException | IllegalStateException told) {
      hasFailed = true;
    }
    assertEquals(0, failing.openCount(), "left open by the start in which call " + n + " failed");
    failing.heal();
    SimulatedFiles powerless = failing.afterPowerLoss(Loss.SHUFFLED, n);
    RunningJournal.check(powerless, history, isForced ? kept : 0);
    assertEquals(kept, RunningJournal.check(failing, history, kept), "call " + n);
    SimulatedFiles dark = failing.afterPowerLoss(Loss.DROPPED, n);
    assertEquals(kept, RunningJournal.check(dark, history, kept), "call " + n + ", no power");
    return hasFailed;
  }
}
