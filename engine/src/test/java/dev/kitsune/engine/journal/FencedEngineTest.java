package dev.kitsune.engine.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kitsune.engine.TestClient;
import dev.kitsune.engine.TestEngine;
import dev.kitsune.engine.TestEnvironments;
import dev.kitsune.engine.TestEvent;
import dev.kitsune.engine.error.ErrorCode;
import dev.kitsune.engine.error.ExperienceException;
import dev.kitsune.engine.journal.SimulatedFiles.Call;
import dev.kitsune.engine.journal.SimulatedFiles.Outcome;
import dev.kitsune.engine.store.HeapRecordStore;
import dev.kitsune.engine.store.StoreRecovery;
import java.io.IOException;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What an engine does while its journal takes nothing, on a disk that fails when told. */
@ExtendWith(JournalAlone.class)
class FencedEngineTest {
  private static final int PROFILE_COUNT = 5;
  private static final int RECORD_BYTES = 4_096;
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private record Opened(Journal journal, TestEngine engine) {}

  private final SimulatedFiles files = new SimulatedFiles();
  private int updateCount;

  @Test
  void readsGoOnWhileTheDiskIsFullAndRefusedChangesLeaveNoTrace() throws IOException {
    Opened opened = open(files, Durability.OS);
    Journal journal = opened.journal();
    try (TestEngine engine = opened.engine()) {
      TestClient client = engine.client();
      client.update("p0", TestEvent.track("t"));
      files.capacity(files.length() + RunningJournal.SEGMENT_BYTES);
      String before = updateUntilRefused(client);
      assertFalse(journal.isTaking());
      client.get("p0");
      assertEquals(before, client.text());
      client.assertRefused(ErrorCode.UNAVAILABLE, () -> update(client));
      client.assertRefused(ErrorCode.UNAVAILABLE, () -> client.delete("p0"));
      client.get("p0");
      assertEquals(before, client.text());
      files.capacity(Long.MAX_VALUE);
      RunningJournal.await(journal::isTaking);
      update(client);
    }
    assertHolds(files.copy(), updateCount);
  }

  @Test
  void nobodyWaitsForAnotherAttemptWhileTheDiskIsKnownToBeFull() throws IOException {
    Opened opened = open(files, Durability.OS);
    AtomicInteger attemptCount = new AtomicInteger();
    CountDownLatch isAnswered = new CountDownLatch(1);
    try (TestEngine engine = opened.engine()) {
      TestClient client = engine.client();
      client.update("p0", TestEvent.track("t"));
      files.script((index, call) -> answer(call, attemptCount, isAnswered));
      try {
        assertTimeoutPreemptively(PATIENCE, () -> updateUntilRefused(client));
        RunningJournal.await(() -> attemptCount.get() > 1);
        assertFalse(opened.journal().isTaking());
      } finally {
        files.heal();
        isAnswered.countDown();
      }
      RunningJournal.await(opened.journal()::isTaking);
      update(client);
    }
  }

  /* The first attempt to make a segment fails at once, those after it are answered when told. */
  private static Outcome answer(Call call, AtomicInteger attemptCount, CountDownLatch isAnswered) {
    boolean isAttempt =
        call == Call.CREATE && Thread.currentThread().getName().endsWith("-segments");
    if (!isAttempt) {
      return Outcome.DONE;
    }
    if (attemptCount.incrementAndGet() > 1) {
      try {
        isAnswered.await();
      } catch (InterruptedException nobodyDoes) {
        Thread.currentThread().interrupt();
      }
    }
    return Outcome.FAILED;
  }

  @Test
  void whatWasChangedWhenForcingFailedIsKeptOnceTheJournalIsMadeGood() throws IOException {
    Opened opened = open(files, Durability.FSYNC);
    Journal journal = opened.journal();
    try (TestEngine engine = opened.engine()) {
      TestClient client = engine.client();
      update(client);
      journal.awaitDurable(journal.sequence());
      files.script((index, call) -> isForce(call) ? Outcome.FAILED : Outcome.DONE);
      update(client);
      assertThrows(ExperienceException.class, () -> journal.awaitDurable(journal.sequence()));
      assertTrue(journal.isInVain());
      files.heal();
      RunningJournal.await(journal::isTaking);
      journal.awaitDurable(journal.sequence());
      assertHolds(files.afterPowerLoss(SimulatedFiles.Loss.DROPPED, 0), updateCount);
    }
  }

  private static boolean isForce(Call call) {
    return call == Call.FORCE_MEMORY || call == Call.FORCE_FILE;
  }

  /* Gives what a read of the profile answers then. */
  private String updateUntilRefused(TestClient client) {
    String text = "";
    try {
      while (updateCount < 1_000) {
        client.get("p0");
        text = client.text();
        update(client);
      }
    } catch (ExperienceException refused) {
      assertEquals(ErrorCode.UNAVAILABLE, refused.code());
    }
    return text;
  }

  private void update(TestClient client) {
    client.update(
        "p0", TestEvent.track("t").with("messageId", "\"m" + updateCount + "\""), trait());
    updateCount++;
  }

  private TestEvent trait() {
    return TestEvent.identify("", "{\"count\":" + updateCount + "}");
  }

  private static void assertHolds(SimulatedFiles left, int updateCount) throws IOException {
    try (TestEngine engine = open(left, Durability.OS).engine()) {
      long last = engine.client().get("p0").at("/profile/traits/count").asLong();
      assertEquals(updateCount - 1, last);
    }
  }

  private static Opened open(SimulatedFiles files, Durability durability) throws IOException {
    HeapRecordStore profiles = new HeapRecordStore(PROFILE_COUNT, RECORD_BYTES);
    HeapRecordStore aliases = new HeapRecordStore(PROFILE_COUNT, RECORD_BYTES);
    Journal journal =
        Journal.open(
            JournalDirectory.open(files, new SplittableRandom(1)::nextLong, () -> {}),
            new JournalSettings(durability, RunningJournal.SEGMENT_BYTES),
            new StoreRecovery(profiles, aliases),
            RecoveryProgress.NONE);
    return new Opened(
        journal, TestEngine.journalled(profiles, aliases, TestEnvironments.counting(1), journal));
  }
}
