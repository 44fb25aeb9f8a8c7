package dev.kitsune.engine.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Where the newest groups are known to be fsynced, as after a clean close, damage to them is
 * refused, not taken for the end of the journal.
 */
@ExtendWith(JournalAlone.class)
class JournalMarkTest {
  private record Place(boolean isMark, int offset, int end) {}

  private final SimulatedFiles files = new SimulatedFiles();
  private final GroupHistory history = new GroupHistory(21, 250);
  private final List<Place> places = new ArrayList<>();
  private String active = "";
  private int count;

  @BeforeEach
  void appendAndClose() throws IOException {
    try (RunningJournal running = RunningJournal.open(files, history, Durability.OS, 0)) {
      running.start();
      append(running, 30);
      appendIntoOneSegment(running, 4);
      count = history.count();
    }
    findPlaces(files);
    assertTrue(groups().size() >= 4);
  }

  @Test
  void aClosedJournalEndsInAMarkThatWasForced() throws IOException {
    assertTrue(last().isMark());
    SimulatedFiles left = files.afterPowerLoss(SimulatedFiles.Loss.DROPPED, 0);
    findPlaces(left);
    assertTrue(last().isMark());
  }

  @Test
  void aFlippedBitInTheLastThreeGroupsIsRefused() throws IOException {
    for (int fromEnd = 1; fromEnd <= 3; fromEnd++) {
      for (int offset = lastGroup(fromEnd).offset(); offset < lastGroup(fromEnd).end(); offset++) {
        refused(flipped(files, offset));
      }
    }
  }

  @Test
  void aGroupOfZerosIsRefused() throws IOException {
    for (int fromEnd = 1; fromEnd <= 3; fromEnd++) {
      byte[] bytes = files.bytes(active);
      Arrays.fill(bytes, lastGroup(fromEnd).offset(), lastGroup(fromEnd).end(), (byte) 0);
      refused(replaced(files, bytes));
    }
  }

  @Test
  void aFlippedBitInTheMarkLosesNothing() throws IOException {
    for (int offset = last().offset(); offset < last().end(); offset++) {
      SimulatedFiles flipped = flipped(files, offset);
      assertEquals(count, RunningJournal.check(flipped, history, count));
    }
  }

  @Test
  void aFileThatEndsInOrBehindTheLastThreeGroupsIsRefused() throws IOException {
    byte[] whole = files.bytes(active);
    for (int length = lastGroup(3).offset(); length < whole.length; length++) {
      refused(replaced(files, Arrays.copyOf(whole, length)));
    }
  }

  /* No mark tells of it, and no group behind. */
  @Test
  void whatIsLostTogetherWithItsMarkLeavesAPrefix() throws IOException {
    byte[] bytes = files.bytes(active);
    Arrays.fill(bytes, lastGroup(1).offset(), bytes.length, (byte) 0);
    assertEquals(count - 1, RunningJournal.check(replaced(files, bytes), history, 0));
  }

  @Test
  void closingAgainAndAgainAddsNothing() throws IOException {
    int end = last().end();
    for (int i = 0; i < 3; i++) {
      RunningJournal.open(files, history, Durability.OS, count).start().close();
    }
    findPlaces(files);
    assertEquals(end, last().end());
  }

  /* So full that no group fits any more, so that the mark takes the room kept for it. */
  @Test
  void aSegmentOfAnyFillHasRoomForTheMark() throws IOException {
    SimulatedFiles disk = new SimulatedFiles();
    GroupHistory groups = new GroupHistory(22, 900);
    for (int i = 1; i <= 60; i++) {
      try (RunningJournal running = RunningJournal.open(disk, groups, Durability.OS, i - 1)) {
        running.start();
        running.append();
      }
      findPlaces(disk);
      assertTrue(last().isMark(), "after group " + i);
    }
  }

  @Test
  void theNewestGroupThatWasFsyncedIsMarkedWithoutAClose() throws IOException {
    for (Durability durability : List.of(Durability.FSYNC, Durability.EVERYSEC)) {
      SimulatedFiles disk = new SimulatedFiles();
      GroupHistory groups = new GroupHistory(23, 250);
      try (RunningJournal running = RunningJournal.open(disk, groups, durability, 0)) {
        running.start();
        append(running, 3);
        RunningJournal.await(() -> endsInMark(disk.copy()));
        refusedInLastGroup(disk.copy());
      }
    }
  }

  @Test
  void whatAStartReadBackIsMarked() throws IOException {
    SimulatedFiles disk = new SimulatedFiles();
    GroupHistory groups = new GroupHistory(24, 250);
    SimulatedFiles killed;
    try (RunningJournal running = RunningJournal.open(disk, groups, Durability.OS, 0)) {
      running.start();
      append(running, 3);
      killed = disk.copy();
    }
    assertFalse(endsInMark(killed));
    try (RunningJournal again = RunningJournal.open(killed, groups, Durability.OS, 3)) {
      again.start();
      assertTrue(endsInMark(killed.copy()));
      refusedInLastGroup(killed.copy());
    }
  }

  /* The threads do not run: the order is the test's. */
  @Test
  void halfAMarkBehindAFullSegmentIsRefusedOnlyWhereThatWasForced() throws IOException {
    SimulatedFiles disk = new SimulatedFiles();
    GroupHistory groups = new GroupHistory(25, 250);
    try (RunningJournal running = RunningJournal.open(disk, groups, Durability.EVERYSEC, 0)) {
      Journal journal = running.journal();
      running.append();
      journal.force();
      findPlaces(disk);
      assertTrue(last().isMark());
      int mark = last().offset();
      String full = active;
      journal.prepared(journal.segmentFiles().create(2, RunningJournal.SEGMENT_BYTES));
      assertTrue(journal.seal(1));
      running.append();
      assertEquals(1, RunningJournal.check(halved(disk, full, mark, 0), groups, 1));
      refusedIn(full, halved(disk, full, mark, 1), groups);
      journal.force();
      refusedIn(full, halved(disk, full, mark, 0), groups);
    }
  }

  /* A mark of which only the first half is there, and more bytes behind it. */
  private static SimulatedFiles halved(SimulatedFiles disk, String name, int mark, int moreLength)
      throws IOException {
    SimulatedFiles halved = disk.copy();
    byte[] bytes = halved.bytes(name);
    int end = mark + GroupLayout.MARK_LENGTH;
    Arrays.fill(bytes, mark + GroupLayout.MARK_LENGTH / 2, end, (byte) 0);
    Arrays.fill(bytes, end, end + moreLength, (byte) 1);
    halved.replace(name, bytes);
    return halved;
  }

  private static void refusedIn(String name, SimulatedFiles damaged, GroupHistory groups) {
    JournalDamage damage =
        assertThrows(JournalDamage.class, () -> RunningJournal.check(damaged, groups, 0));
    assertEquals(name, damage.file(), damage.getMessage());
  }

  private void refusedInLastGroup(SimulatedFiles left) throws IOException {
    findPlaces(left);
    for (int offset = lastGroup(1).offset(); offset < lastGroup(1).end(); offset++) {
      refused(flipped(left, offset));
    }
  }

  private boolean endsInMark(SimulatedFiles left) throws IOException {
    findPlaces(left);
    return !places.isEmpty() && last().isMark();
  }

  private List<Place> groups() {
    return places.stream().filter(place -> !place.isMark()).toList();
  }

  private Place lastGroup(int fromEnd) {
    return groups().get(groups().size() - fromEnd);
  }

  private Place last() {
    return places.get(places.size() - 1);
  }

  private SimulatedFiles flipped(SimulatedFiles from, int offset) throws IOException {
    byte[] bytes = from.bytes(active);
    bytes[offset] ^= (byte) (1 << offset % Byte.SIZE);
    return replaced(from, bytes);
  }

  private SimulatedFiles replaced(SimulatedFiles from, byte[] bytes) throws IOException {
    SimulatedFiles replaced = from.copy();
    replaced.replace(active, bytes);
    return replaced;
  }

  private void refused(SimulatedFiles damaged) {
    refusedIn(active, damaged, history);
  }

  /* Where they do not fit, into the next. */
  private static void appendIntoOneSegment(RunningJournal running, int groupCount) {
    long id = 0;
    while (running.journal().segments().activeId() != id) {
      running.append();
      id = running.journal().segments().activeId();
      append(running, groupCount - 1);
    }
  }

  private static void append(RunningJournal running, int count) {
    for (int i = 0; i < count; i++) {
      running.append();
    }
  }

  private void findPlaces(SimulatedFiles left) throws IOException {
    places.clear();
    try (JournalScan scan = JournalScan.of(left, Manifest.read(left).journalId())) {
      assertEquals(null, scan.cut());
      SegmentReader segment = scan.segments().get(scan.segments().size() - 1);
      active = segment.name();
      GroupCursor groups = segment.groups();
      while (groups.next()) {
        places.add(new Place(groups.isMark(), groups.groupOffset(), groups.offset()));
      }
    }
  }
}
