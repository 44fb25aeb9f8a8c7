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
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is whole is kept, what is not is told, and no file is ever lost. */
@ExtendWith(JournalAlone.class)
class JournalRepairTest {
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
    SimulatedFiles damaged = files.copy();
    String segment = names(files, "segment-").get(0);
    byte[] bytes = damaged.bytes(segment);
    bytes[SegmentLayout.HEADER_LENGTH + GroupLayout.HEADER_LENGTH] ^= 1;
    damaged.replace(segment, bytes);
    assertThrows(JournalDamage.class, () -> records(damaged));
    breakOffAnywhere(damaged, outcome);
  }

  private void breakOffAnywhere(SimulatedFiles before, Outcome outcome) throws IOException {
    SimulatedFiles repaired = before.copy();
    List<String> lost = repair(repaired);
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
      @org.jspecify.annotations.Nullable List<String> lost,
      Map<RecordKey, ByteBuffer> expected,
      String place)
      throws IOException {
    assertTrue(contents(disk, disk.names()).containsAll(originals), place);
    SimulatedFiles started = disk.copy();
    try {
      assertEquals(expected, records(started), place);
    } catch (JournalDamage refused) {
      assertTrue(contents(started, started.names()).containsAll(originals), place);
      List<String> told = repair(started);
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

  private static List<String> repair(SimulatedFiles disk) throws IOException {
    try (JournalDirectory directory = JournalDirectory.open(disk, () -> 0, () -> {})) {
      return JournalInspection.of(directory).repair();
    }
  }

  private static Map<RecordKey, ByteBuffer> records(SimulatedFiles disk) throws IOException {
    Map<RecordKey, ByteBuffer> records = new HashMap<>();
    try (JournalDirectory directory = JournalDirectory.open(disk, () -> 0, () -> {})) {
      RecoveredRecords target =
          (table, high, low, bytes, offset, length) -> {
            byte[] record = java.util.Arrays.copyOfRange(bytes, offset, offset + length);
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
