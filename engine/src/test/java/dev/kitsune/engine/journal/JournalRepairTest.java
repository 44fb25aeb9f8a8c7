package dev.kitsune.engine.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kitsune.engine.journal.GroupHistory.RecordKey;
import dev.kitsune.engine.journal.SimulatedFiles.Call;
import dev.kitsune.engine.journal.SimulatedFiles.Loss;
import dev.kitsune.engine.journal.SimulatedFiles.Outcome;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is whole is kept, what is not is told, and no file is ever lost. */
@ExtendWith(JournalAlone.class)
class JournalRepairTest {
  private static final int DAMAGE_COUNT = Rounds.times(300);

  private final SimulatedFiles files = new SimulatedFiles();
  private final GroupHistory history = new GroupHistory(31, 250);

  /* A snapshot, full segments, one in use, one prepared. */
  @BeforeEach
  void fill() throws IOException {
    try (RunningJournal running = RunningJournal.open(files, history, Durability.OS, 0)) {
      running.start();
      while (running.journal().status().snapshotSequence() == 0) {
        running.append();
      }
      files.script((index, call) -> isOfSnapshots(call) ? Outcome.FAILED : Outcome.DONE);
      long id = running.journal().segments().activeId();
      while (running.journal().segments().activeId() < id + 3) {
        running.append();
      }
      files.heal();
    }
    assertTrue(names(files, "snapshot-").size() == 1 && names(files, "segment-").size() >= 3);
  }

  @Test
  void aWholeDirectoryIsKeptAsOftenAsItIsRepaired() throws IOException {
    for (int i = 0; i < 3; i++) {
      repair(files);
      assertEquals(history.recordsAfter(history.count()), records(files));
    }
  }

  /* However far it came, and whatever of it the disk has. */
  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "DONE")
  void aRepairMayBeBrokenOffAnywhere(Outcome outcome) throws IOException {
    breakOffAnywhere(files, outcome);
    String segment = names(files, "segment-").get(0);
    SimulatedFiles damaged =
        flipped(files, segment, SegmentLayout.HEADER_LENGTH + GroupLayout.HEADER_LENGTH);
    assertThrows(JournalDamage.class, () -> records(damaged));
    breakOffAnywhere(damaged, outcome);
  }

  /* Each block has a checksum of its own, whose seed is in the file's name, too. */
  @Test
  void aFlippedBitAtASnapshotsEndsLosesNothing() throws IOException {
    String snapshot = names(files, "snapshot-").get(0);
    int length = files.bytes(snapshot).length;
    for (int offset = 0; offset < SnapshotLayout.HEADER_LENGTH; offset += 3) {
      requireAllKept(snapshot, offset);
      requireAllKept(snapshot, length - 1 - offset);
    }
  }

  @Test
  void aFlippedBitInASegmentsHeaderLosesNothing() throws IOException {
    for (String segment : names(files, "segment-")) {
      for (int offset = 0; offset < SegmentLayout.HEADER_LENGTH; offset += 5) {
        requireAllKept(segment, offset);
      }
      SimulatedFiles zeroed = files.copy();
      byte[] bytes = zeroed.bytes(segment);
      Arrays.fill(bytes, 0, SegmentLayout.HEADER_LENGTH, (byte) 0);
      zeroed.replace(segment, bytes);
      assertEquals(List.of(), repair(zeroed).lost(), segment);
      assertEquals(history.recordsAfter(history.count()), records(zeroed), segment);
    }
  }

  private void requireAllKept(String name, int offset) throws IOException {
    SimulatedFiles damaged = flipped(files, name, offset);
    assertThrows(JournalDamage.class, () -> records(damaged.copy()), name + " " + offset);
    JournalRepairReport report = repair(damaged);
    assertEquals(List.of(), report.lost(), name + " " + offset);
    assertEquals(1, report.mended().size(), report.mended().toString());
    assertTrue(report.mended().get(0).startsWith(name + ", offset "), report.toString());
    assertEquals(history.recordsAfter(history.count()), records(damaged), name + " " + offset);
  }

  @Test
  void groupsThatAreLostAreToldByNumber() throws IOException {
    String segment = names(files, "segment-").get(0);
    SimulatedFiles damaged =
        flipped(files, segment, SegmentLayout.HEADER_LENGTH + GroupLayout.HEADER_LENGTH);
    long first = SnapshotLayout.sequence(names(files, "snapshot-").get(0)) + 1;
    List<String> lost = repair(damaged).lost();
    assertEquals(1, lost.size(), lost.toString());
    assertTrue(lost.get(0).startsWith(segment + ", offset 64: "), lost.get(0));
    assertTrue(lost.get(0).endsWith(" bytes; lost: group " + first), lost.get(0));
  }

  @Test
  void aSegmentThatIsMissingIsToldByItsGroups() throws IOException {
    List<String> segments = names(files, "segment-");
    SimulatedFiles less = files.copy();
    less.delete(segments.get(1));
    List<String> lost = repair(less).lost();
    assertEquals(1, lost.size(), lost.toString());
    assertTrue(lost.get(0).startsWith("before " + segments.get(2) + ", offset 64; lost: groups "));
  }

  /* No group tells whether any was behind; its place in the file does not say so either. */
  @Test
  void whatIsDamagedAtTheEndMayHaveBeenGroups() throws IOException {
    SimulatedFiles damaged = files.copy();
    String last = lastUsed(damaged);
    byte[] bytes = damaged.bytes(last);
    int end = Zeros.end(ByteBuffer.wrap(bytes), 0);
    Arrays.fill(bytes, end + 8, end + 8 + 64, (byte) 1);
    damaged.replace(last, bytes);
    List<String> lost = repair(damaged).lost();
    assertEquals(1, lost.size(), lost.toString());
    assertTrue(lost.get(0).endsWith("groups behind " + history.count() + " may be lost"));
    assertEquals(history.recordsAfter(history.count()), records(damaged));
  }

  @Test
  void aDamagedMarkAtTheEndLosesNothing() throws IOException {
    String last = lastUsed(files);
    SimulatedFiles damaged =
        flipped(files, last, Zeros.end(ByteBuffer.wrap(files.bytes(last)), 0) - 1);
    JournalRepairReport report = repair(damaged);
    assertEquals(List.of(), report.lost());
    assertEquals(1, report.mended().size());
    assertEquals(history.recordsAfter(history.count()), records(damaged));
  }

  /* Segments that a snapshot covers are left where they could not be deleted. */
  @Test
  void groupsOlderThanTheSnapshotDoNotComeBack() throws IOException {
    SimulatedFiles disk = new SimulatedFiles();
    GroupHistory groups = new GroupHistory(32, 250);
    disk.script((index, call) -> call == Call.DELETE ? Outcome.FAILED : Outcome.DONE);
    try (RunningJournal running = RunningJournal.open(disk, groups, Durability.OS, 0)) {
      running.start();
      while (running.journal().status().snapshotSequence() == 0) {
        running.append();
      }
    }
    disk.heal();
    assertTrue(disk.names().contains(SegmentLayout.name(1)));
    String snapshot = names(disk, "snapshot-").get(0);
    SimulatedFiles damaged = flipped(disk, snapshot, SnapshotLayout.SEGMENT_ID_OFFSET);
    assertEquals(List.of(), repair(damaged).lost());
    assertEquals(groups.recordsAfter(groups.count()), records(damaged));
  }

  /* A bit flipped, a range of junk, or a file cut off, anywhere. */
  @Test
  void whateverIsDamagedNothingIsLostWithoutBeingTold() throws IOException {
    SplittableRandom random = new SplittableRandom(Rounds.seed(33));
    Map<RecordKey, ByteBuffer> whole = history.recordsAfter(history.count());
    int lossCount = 0;
    for (int i = 0; i < DAMAGE_COUNT; i++) {
      SimulatedFiles damaged = files.copy();
      String name = files.names().get(random.nextInt(files.names().size()));
      damaged.replace(name, damaged(files.bytes(name), random));
      String place = name + ", damage " + i;
      JournalRepairReport report = repair(damaged);
      Map<RecordKey, ByteBuffer> kept = records(damaged);
      if (report.lost().isEmpty()) {
        assertEquals(whole, kept, place);
      } else {
        lossCount++;
        kept.forEach((key, record) -> assertTrue(history.hasHeld(key, record), place));
      }
    }
    assertTrue(lossCount > 0 && lossCount < DAMAGE_COUNT);
  }

  private static byte[] damaged(byte[] whole, SplittableRandom random) {
    byte[] bytes = whole.clone();
    int offset = random.nextInt(bytes.length);
    switch (random.nextInt(5)) {
      case 0 -> {
        return Arrays.copyOf(bytes, offset);
      }
      case 1 -> {
        byte[] junk = new byte[Math.min(bytes.length - offset, 1 + random.nextInt(600))];
        random.nextBytes(junk);
        System.arraycopy(junk, 0, bytes, offset, junk.length);
      }
      default -> bytes[offset] ^= (byte) (1 << random.nextInt(Byte.SIZE));
    }
    return bytes;
  }

  private static String lastUsed(SimulatedFiles disk) throws IOException {
    String last = "";
    for (String name : names(disk, "segment-")) {
      last = disk.bytes(name)[0] == 0 ? last : name;
    }
    return last;
  }

  private static SimulatedFiles flipped(SimulatedFiles from, String name, int offset)
      throws IOException {
    SimulatedFiles flipped = from.copy();
    byte[] bytes = flipped.bytes(name);
    bytes[offset] ^= 4;
    flipped.replace(name, bytes);
    return flipped;
  }

  private void breakOffAnywhere(SimulatedFiles before, Outcome outcome) throws IOException {
    SimulatedFiles repaired = before.copy();
    JournalRepairReport lost = repair(repaired);
    Map<RecordKey, ByteBuffer> expected = records(repaired);
    Set<ByteBuffer> originals = contents(before, before.names());
    int count = 0;
    boolean isBrokenOff = true;
    while (isBrokenOff) {
      count++;
      int n = count;
      SimulatedFiles broken = before.copy();
      List<SimulatedFiles> left = new ArrayList<>();
      broken.script(
          (index, call) -> {
            if (index == n) {
              left.add(broken.copy());
              left.add(broken.afterPowerLoss(Loss.DROPPED, n));
              left.add(broken.afterPowerLoss(Loss.SHUFFLED, n));
            }
            return index == n ? outcome : Outcome.DONE;
          });
      boolean hasEnded = hasEnded(broken);
      isBrokenOff = !left.isEmpty();
      broken.heal();
      assertEquals(0, broken.openCount(), "left open when call " + n + " failed");
      left.add(broken);
      for (SimulatedFiles disk : left) {
        requireRepairable(disk, originals, hasEnded ? null : lost, expected, "call " + n);
      }
    }
    assertTrue(count > 30, "calls of a repair: " + count);
  }

  private static boolean hasEnded(SimulatedFiles disk) {
    try {
      repair(disk);
      return true;
    } catch (IOException | IllegalStateException brokenOff) {
      return false;
    }
  }

  /* The originals are there, a start in between leaves them or is refused, and it ends the same. */
  private void requireRepairable(
      SimulatedFiles disk,
      Set<ByteBuffer> originals,
      @Nullable JournalRepairReport lost,
      Map<RecordKey, ByteBuffer> expected,
      String place)
      throws IOException {
    assertTrue(contents(disk, disk.names()).containsAll(originals), place);
    SimulatedFiles started = disk.copy();
    try {
      assertEquals(expected, records(started), place);
    } catch (JournalDamage refused) {
      assertTrue(contents(started, started.names()).containsAll(originals), place);
      JournalRepairReport told = repair(started);
      assertTrue(lost == null || lost.equals(told), place + ": " + told);
      assertEquals(expected, records(started), place);
      return;
    }
    repair(disk);
    assertTrue(contents(disk, disk.names()).containsAll(originals), place);
    assertEquals(expected, records(disk), place);
  }

  private static Set<ByteBuffer> contents(SimulatedFiles disk, List<String> names)
      throws IOException {
    Set<ByteBuffer> contents = new HashSet<>();
    for (String name : names) {
      contents.add(ByteBuffer.wrap(disk.bytes(name)));
    }
    return contents;
  }

  private static JournalRepairReport repair(SimulatedFiles disk) throws IOException {
    try (JournalDirectory directory = JournalDirectory.openToRepair(disk, () -> {})) {
      return JournalInspection.of(directory).repair();
    }
  }

  private static Map<RecordKey, ByteBuffer> records(SimulatedFiles disk) throws IOException {
    Map<RecordKey, ByteBuffer> records = new HashMap<>();
    try (JournalDirectory directory = JournalDirectory.open(disk, () -> 0, () -> {})) {
      RecoveredRecords target =
          (table, high, low, bytes, offset, length) -> {
            byte[] record = Arrays.copyOfRange(bytes, offset, offset + length);
            synchronized (records) {
              records.put(new RecordKey(table, high, low), ByteBuffer.wrap(record));
            }
          };
      JournalSettings settings =
          new JournalSettings(Durability.FSYNC, RunningJournal.SEGMENT_BYTES);
      Journal.open(directory, settings, target, RecoveryProgress.NONE).close();
    }
    return records;
  }

  private static List<String> names(SimulatedFiles disk, String prefix) throws IOException {
    return disk.names().stream().filter(name -> name.startsWith(prefix)).toList();
  }

  private static boolean isOfSnapshots(Call call) {
    return call == Call.RENAME && Thread.currentThread().getName().endsWith("snapshots");
  }
}
