package dev.kitsune.engine.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.kitsune.engine.journal.SimulatedFiles.Call;
import dev.kitsune.engine.journal.SimulatedFiles.Loss;
import dev.kitsune.engine.journal.SimulatedFiles.Outcome;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The power fails, or the process is killed, at every kind of call of running, rolling and
 * compacting journals and of starts: the next start is never refused and finds the first groups,
 * whole, and all that may not be lost.
 */
@ExtendWith(JournalAlone.class)
class JournalPowerLossTest {
  private static final int GENERATION_COUNT = Rounds.times(6);
  private static final int IMAGES_MAX = 60;
  private static final Set<Call> CHANGING =
      EnumSet.of(
          Call.CREATE,
          Call.RENAME,
          Call.DELETE,
          Call.FORCE_NAMES,
          Call.WRITE,
          Call.FORCE_FILE,
          Call.FORCE_MEMORY);

  /**
   * What a power failure or a kill left.
   *
   * @param isKilled whether the process was killed: more than is safe may be there
   * @param kept number of the last group that must be there
   * @param safe number of the last that must be there if the power fails once more
   */
  private record Image(SimulatedFiles files, boolean isKilled, long kept, long safe) {}

  private final List<Image> images = new ArrayList<>();
  private volatile @Nullable Journal watched;
  private long safeBefore;
  private SplittableRandom random = new SplittableRandom(0);

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "NONE")
  void leavesTheFirstGroupsAndAllThatWasForced(Durability durability) throws IOException {
    random = new SplittableRandom(Rounds.seed(durability.name().hashCode()));
    GroupHistory history = new GroupHistory(random.nextLong(), 700);
    Image last = new Image(new SimulatedFiles(), false, 0, 0);
    for (int generation = 0; generation < GENERATION_COUNT; generation++) {
      last = nextGeneration(last, history, durability);
    }
  }

  @Test
  void takesNothingFromAJournalThatWasClosed() throws IOException {
    SimulatedFiles files = new SimulatedFiles();
    GroupHistory history = new GroupHistory(5, 700);
    try (RunningJournal running = RunningJournal.open(files, history, Durability.OS, 0)) {
      running.start();
      for (int i = 0; i < 50; i++) {
        running.append();
      }
    }
    assertEquals(50, RunningJournal.check(files.afterPowerLoss(Loss.DROPPED, 0), history, 50));
  }

  /* Three segments behind a hole: none may be missing between others at any moment. */
  @Test
  void aStartThatDropsSegmentsMayBreakOffAnywhere() throws IOException {
    GroupHistory history = new GroupHistory(6, 300);
    SimulatedFiles left = withUnforcedSegments(history);
    try (JournalScan scan = JournalScan.of(left, Manifest.read(left).journalId())) {
      assertEquals(3, scan.segmentsBehind().size());
    }
    for (int round = 0; round < Rounds.times(3); round++) {
      images.clear();
      SimulatedFiles files = left.copy();
      files.script(
          (index, call) -> {
            capture(files);
            return Outcome.DONE;
          });
      long kept = RunningJournal.check(files, history, 1);
      for (Image image : images) {
        assertEquals(kept, RunningJournal.check(image.files(), history, kept));
      }
    }
  }

  /* A kill may come between any two bytes of it. */
  @Test
  void aSegmentWhoseHeaderWasOnlyBegunIsNotInUse() throws IOException {
    GroupHistory history = new GroupHistory(7, 300);
    SimulatedFiles left = withPreparedSegment(history);
    long journalId = Manifest.read(left).journalId();
    String name = SegmentLayout.name(3);
    byte[] bytes = left.bytes(name);
    long kept = RunningJournal.check(left.copy(), history, 1);
    byte[] header = SegmentLayout.header(journalId, 3, kept + 1, bytes.length);
    for (int offset : SegmentLayout.WRITING_ORDER) {
      System.arraycopy(header, offset, bytes, offset, Long.BYTES);
      SimulatedFiles files = left.copy();
      files.replace(name, bytes);
      assertEquals(kept, RunningJournal.check(files, history, kept), "up to word at " + offset);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 8, 16, 24, 40, 48, 56})
  void aHeaderThatNoKillCanLeaveIsDamage(int offset) throws IOException {
    GroupHistory history = new GroupHistory(7, 300);
    SimulatedFiles left = withPreparedSegment(history);
    long kept = RunningJournal.check(left.copy(), history, 1);
    String name = SegmentLayout.name(3);
    byte[] bytes = left.bytes(name);
    byte[] header =
        SegmentLayout.header(Manifest.read(left).journalId(), 3, kept + 1, bytes.length);
    System.arraycopy(header, Long.BYTES, bytes, Long.BYTES, header.length - Long.BYTES);
    bytes[offset] ^= 4;
    left.replace(name, bytes);
    assertThrows(JournalDamage.class, () -> RunningJournal.check(left, history, kept));
  }

  /* The second segment is in use, the third is zeros. */
  private static SimulatedFiles withPreparedSegment(GroupHistory history) throws IOException {
    SimulatedFiles files = new SimulatedFiles();
    try (RunningJournal running = RunningJournal.open(files, history, Durability.OS, 0)) {
      running.start();
      fill(running, 2);
      RunningJournal.await(() -> running.journal().segments().wantedCapacity() == 0);
      return files.copy();
    }
  }

  private static void fill(RunningJournal running, long segmentId) {
    while (running.journal().segments().activeId() < segmentId) {
      running.append();
    }
  }

  /* The first segment is forced when it is full, the second is not, the third is in use. */
  private static SimulatedFiles withUnforcedSegments(GroupHistory history) throws IOException {
    SimulatedFiles files = new SimulatedFiles();
    CountDownLatch isLost = new CountDownLatch(1);
    AtomicInteger forces = new AtomicInteger();
    try (RunningJournal running = RunningJournal.open(files, history, Durability.OS, 0)) {
      files.script(
          (index, call) -> {
            if (call == Call.FORCE_MEMORY && forces.incrementAndGet() > 1) {
              await(isLost);
            }
            return Outcome.DONE;
          });
      running.start();
      try {
        fill(running, 2);
        RunningJournal.await(
            () -> forces.get() == 1 && running.journal().segments().wantedCapacity() == 0);
        fill(running, 3);
        RunningJournal.await(
            () -> forces.get() > 1 && running.journal().segments().wantedCapacity() == 0);
        return files.afterPowerLoss(Loss.DROPPED, 0);
      } finally {
        isLost.countDown(); // closing forces, too
      }
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /* Starts from one image, with the power failing on the way; runs; gives the next one. */
  private Image nextGeneration(Image from, GroupHistory history, Durability durability)
      throws IOException {
    images.clear();
    safeBefore = from.safe();
    watch(from.files());
    try (RunningJournal running =
        RunningJournal.open(from.files(), history, durability, from.kept())) {
      safeBefore = running.journal().sequence();
      watched = running.journal();
      running.start();
      work(running, durability);
      from.files().heal();
      capture(from.files());
    } finally {
      watched = null;
    }
    return checked(history);
  }

  private void work(RunningJournal running, Durability durability) throws IOException {
    int count = random.nextInt(80);
    for (int i = 0; i < count; i++) {
      running.append();
      if (random.nextInt(6) == 0) {
        commit(running.journal(), durability);
      }
    }
  }

  /* What the thread would do some time, at the levels at which nobody waits for it. */
  private static void commit(Journal journal, Durability durability) throws IOException {
    switch (durability) {
      case FSYNC -> journal.awaitDurable(journal.sequence());
      case EVERYSEC -> journal.force();
      case OS, NONE -> {}
    }
  }

  private Image checked(GroupHistory history) throws IOException {
    List<Image> first = List.copyOf(images);
    assertFalse(first.isEmpty());
    for (Image image : first) {
      images.clear();
      SimulatedFiles files = image.files().copy();
      if (random.nextInt(4) == 0) {
        safeBefore = image.safe();
        watch(files);
      }
      long kept = RunningJournal.check(files, history, image.kept());
      for (Image second : images) {
        RunningJournal.check(second.files(), history, image.isKilled() ? image.safe() : kept);
      }
    }
    return first.get(random.nextInt(first.size()));
  }

  private void watch(SimulatedFiles files) {
    SplittableRandom coin = random.split();
    files.script(
        (index, call) -> {
          if (CHANGING.contains(call)) {
            captureSome(files, coin);
          }
          return Outcome.DONE;
        });
  }

  private synchronized void captureSome(SimulatedFiles files, SplittableRandom coin) {
    if (images.size() < IMAGES_MAX && coin.nextInt(3) == 0) {
      capture(files);
    }
  }

  /* What is safe is asked first: it only grows. */
  private synchronized void capture(SimulatedFiles files) {
    Journal journal = watched;
    long kept = journal == null ? safeBefore : journal.durableSequence();
    long safe = safe();
    images.add(new Image(files.copy(), true, Math.max(kept, safe), safe));
    for (Loss loss : Loss.values()) {
      images.add(new Image(files.afterPowerLoss(loss, images.size()), false, safe, safe));
    }
  }

  private long safe() {
    Journal journal = watched;
    if (journal == null) {
      return safeBefore;
    }
    return journal.durability() == Durability.FSYNC
        ? journal.durableSequence()
        : journal.status().fsyncedSequence();
  }
}
