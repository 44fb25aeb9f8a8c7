package dev.kitsune.engine.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kitsune.engine.journal.SimulatedFiles.Call;
import dev.kitsune.engine.journal.SimulatedFiles.Loss;
import dev.kitsune.engine.journal.SimulatedFiles.Outcome;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * How old what a power failure takes at EVERYSEC may be, while changes keep coming and forces take
 * their time: by a clock of the test's own, which the disk and the pauses move on.
 */
@ExtendWith(JournalAlone.class)
class JournalLossTest {
  private static final long RUN_NS = TimeUnit.SECONDS.toNanos(20);
  private static final long STEP_NS = TimeUnit.MILLISECONDS.toNanos(10);
  private static final long INTERVAL_MS = 500;
  private static final int SEGMENT_BYTES = 1 << 20;

  private final SimulatedFiles files = new SimulatedFiles();
  private final GroupHistory history = new GroupHistory(11, 50);
  /* When each group was appended. */
  private final List<Long> appendedNs = new ArrayList<>();
  private SplittableRandom random = new SplittableRandom(0);
  private long nowNs;
  private long lossNsMax;
  private long oldestNs;

  /* The last of 600 ms: the longest force with which it is 1.2 s. */
  @ParameterizedTest
  @ValueSource(ints = {20, 350, 500, 501, 600, 2_000})
  void takesHalfASecondAndAForceOrTwoForcesAtMost(int forceMsMax) throws IOException {
    random = new SplittableRandom(Rounds.seed(forceMsMax));
    lossNsMax = TimeUnit.MILLISECONDS.toNanos(Math.max(INTERVAL_MS, forceMsMax) + forceMsMax);
    try (RunningJournal running = open()) {
      files.script((index, call) -> forced(call, running, forceMsMax));
      CommitThread thread = new CommitThread(running.journal()); // its order is the test's
      while (nowNs < RUN_NS) {
        pass(thread.work(), running);
      }
      files.heal();
    }
    assertTrue(oldestNs > lossNsMax / 2, () -> "the oldest was " + oldestNs + " ns old");
  }

  @Test
  void theStatusTellsHowOldTheOldestUnforcedGroupIs() throws IOException {
    try (RunningJournal running = open()) {
      Journal journal = running.journal();
      nowNs += STEP_NS;
      assertEquals(0, journal.status().unforcedAgeMs());
      running.append();
      nowNs += STEP_NS;
      running.append();
      nowNs += STEP_NS;
      assertEquals(20, journal.status().unforcedAgeMs());
      journal.force();
      nowNs += STEP_NS;
      assertEquals(0, journal.status().unforcedAgeMs());
    }
  }

  @Test
  void whatCameDuringAForceIsAsOldAsThatAtMost() throws IOException {
    try (RunningJournal running = open()) {
      Journal journal = running.journal();
      running.append();
      nowNs += STEP_NS;
      files.script(
          (index, call) -> {
            running.append();
            nowNs += STEP_NS;
            return Outcome.DONE;
          });
      journal.force();
      files.heal();
      assertEquals(10, journal.status().unforcedAgeMs());
    }
  }

  @Test
  void whatFollowsAFullSegmentIsYoungerThanThatIsFull() throws IOException {
    try (RunningJournal running = open()) {
      Journal journal = running.journal();
      journal.prepared(journal.segmentFiles().create(2, SEGMENT_BYTES));
      running.append();
      nowNs += STEP_NS;
      assertTrue(journal.seal(1));
      running.append();
      nowNs += STEP_NS;
      assertEquals(20, journal.status().unforcedAgeMs());
      journal.forceSealed();
      assertEquals(10, journal.status().unforcedAgeMs());
    }
  }

  private RunningJournal open() throws IOException {
    JournalSettings settings = new JournalSettings(Durability.EVERYSEC, SEGMENT_BYTES);
    return RunningJournal.open(files, history, settings, () -> nowNs, 0);
  }

  private Outcome forced(Call call, RunningJournal running, int msMax) throws IOException {
    if (call == Call.FORCE_MEMORY) {
      int ms = random.nextBoolean() ? msMax : random.nextInt(1, msMax + 1);
      pass(TimeUnit.MILLISECONDS.toNanos(ms), running);
    }
    return Outcome.DONE;
  }

  /* A change every so often, and looking what a power failure would take at that moment. */
  private void pass(long ns, RunningJournal running) throws IOException {
    long end = nowNs + ns;
    while (nowNs < end) {
      nowNs = Math.min(end, nowNs + STEP_NS);
      look(running.journal());
      running.append();
      appendedNs.add(nowNs);
    }
  }

  private void look(Journal journal) throws IOException {
    int forcedCount = (int) journal.fsyncedSequence();
    if (forcedCount < appendedNs.size()) {
      long ageNs = nowNs - appendedNs.get(forcedCount);
      assertTrue(ageNs <= lossNsMax, () -> ageNs + " ns old and not forced");
      oldestNs = Math.max(oldestNs, ageNs);
      assertTrue(journal.status().unforcedAgeMs() >= TimeUnit.NANOSECONDS.toMillis(ageNs));
    }
    if (random.nextInt(30) == 0) {
      Loss loss = random.nextBoolean() ? Loss.DROPPED : Loss.SHUFFLED;
      RunningJournal.check(files.afterPowerLoss(loss, nowNs), history, safeCount());
    }
  }

  private long safeCount() {
    return appendedNs.stream().filter(appended -> nowNs - appended > lossNsMax).count();
  }
}
