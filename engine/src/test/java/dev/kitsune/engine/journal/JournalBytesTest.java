package dev.kitsune.engine.journal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kitsune.engine.journal.SimulatedFiles.Call;
import dev.kitsune.engine.journal.SimulatedFiles.Outcome;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Every byte of a directory: one that is not as written is found. Where it had been fsynced the
 * start is refused with the place; else the journal ends before it and says so.
 */
@ExtendWith(JournalAlone.class)
class JournalBytesTest {
  private static final int FLIP_COUNT = Rounds.times(1_000);

  /**
   * A group's or mark's place.
   *
   * @param end of its bytes
   * @param fsynced what it tells to be fsynced
   */
  private record Place(long sequence, int offset, int end, long fsynced) {}

  private final SimulatedFiles files = new SimulatedFiles();
  private final GroupHistory history = new GroupHistory(11, 250);
  private final SplittableRandom random = new SplittableRandom(Rounds.seed(0));
  private final List<Place> places = new ArrayList<>();
  private String active = "";
  private long beforeActive;
  private long fsynced;

  /* A snapshot, full segments after it, one in use of which a part was fsynced, one prepared. */
  @BeforeEach
  void fill() throws IOException {
    SimulatedFiles running = new SimulatedFiles();
    try (RunningJournal journal = RunningJournal.open(running, history, Durability.OS, 0)) {
      journal.start();
      appendUntilSnapshot(journal);
      running.script((index, call) -> isSnapshot(call) ? Outcome.FAILED : Outcome.DONE);
      appendSegments(journal, 2);
      appendForcedAndUnforced(journal);
      fsynced = journal.journal().status().fsyncedSequence();
      RunningJournal.await(() -> journal.journal().segments().wantedCapacity() == 0);
      running.heal();
      copy(running.copy());
    }
    findPlaces();
  }

  @Test
  void theDirectoryHasAllKindsOfFiles() throws IOException {
    assertEquals(1, files.names().stream().filter(SnapshotLayout::isName).count());
    assertTrue(files.names().stream().filter(SegmentLayout::isName).count() >= 4);
    assertTrue(places.stream().anyMatch(place -> place.sequence() <= fsynced));
    assertTrue(places.stream().filter(place -> place.sequence() > fsynced).count() >= 3);
    assertEquals(history.count(), RunningJournal.check(files, history, history.count()));
  }

  @Test
  void everyFlippedBitIsFound() throws IOException {
    List<String> names = files.names();
    for (int i = 0; i < FLIP_COUNT; i++) {
      String name = names.get(random.nextInt(names.size()));
      flip(name, random.nextInt(files.bytes(name).length));
    }
  }

  @Test
  void aFlippedBitIsFoundInEveryByteOfTheLastSegments() throws IOException {
    List<String> names = files.names().stream().filter(SegmentLayout::isName).toList();
    for (String name : names.subList(names.size() - 3, names.size())) {
      for (int offset = 0; offset < files.bytes(name).length; offset += 1 + random.nextInt(6)) {
        flip(name, offset);
      }
    }
  }

  @Test
  void aFlippedBitIsFoundInEveryByteOfTheManifestAndOfASnapshotsEnds() throws IOException {
    String snapshot = snapshot();
    int length = files.bytes(snapshot).length;
    for (int offset = 0; offset < SnapshotLayout.HEADER_LENGTH; offset++) {
      flip(snapshot, offset);
      flip(snapshot, length - 1 - offset);
    }
    for (int offset = 0; offset < files.bytes(Manifest.NAME).length; offset++) {
      flip(Manifest.NAME, offset);
      flip(Manifest.COPY, offset);
    }
  }

  /* No group tells that it was forced, but groups go on behind it. */
  @Test
  void aFlippedBitBehindTheGroupsOfAFullSegmentIsRefused() throws IOException {
    SimulatedFiles running = new SimulatedFiles();
    GroupHistory groups = new GroupHistory(12, 250);
    try (RunningJournal journal = RunningJournal.open(running, groups, Durability.OS, 0)) {
      journal.start();
      running.script((index, call) -> isSnapshot(call) ? Outcome.FAILED : Outcome.DONE);
      while (journal.journal().segments().activeId() == 1) {
        journal.append();
      }
      SimulatedFiles flipped = running.copy();
      byte[] bytes = flipped.bytes(SegmentLayout.name(1));
      assertEquals(0, bytes[bytes.length - 1]);
      bytes[bytes.length - 1] = 1;
      flipped.replace(SegmentLayout.name(1), bytes);
      refused(flipped, SegmentLayout.name(1));
      running.heal();
    }
  }

  /* Between two groups, too; no crash leaves that, a copy broken off may. */
  @Test
  void aSegmentThatEndsTooEarlyOrTooLateIsRefused() throws IOException {
    List<String> names = files.names().stream().filter(SegmentLayout::isName).toList();
    for (String name : names.subList(0, names.indexOf(active) + 1)) {
      byte[] whole = files.bytes(name);
      for (int length = 0; length < whole.length; length++) {
        refuseOfLength(name, whole, length);
      }
      refuseOfLength(name, whole, whole.length + 1);
    }
  }

  private void refuseOfLength(String name, byte[] whole, int length) throws IOException {
    SimulatedFiles cut = files.copy();
    cut.replace(name, Arrays.copyOf(whole, length));
    refused(cut, name);
  }

  @Test
  void aSnapshotThatEndsTooEarlyIsRefused() throws IOException {
    String snapshot = snapshot();
    byte[] whole = files.bytes(snapshot);
    for (int length = 0; length < whole.length; length += 1 + random.nextInt(40)) {
      SimulatedFiles cut = files.copy();
      cut.replace(snapshot, Arrays.copyOf(whole, length));
      refused(cut, snapshot);
    }
  }

  @Test
  void aSegmentThatIsMissingIsRefused() throws IOException {
    List<String> names = files.names().stream().filter(SegmentLayout::isName).toList();
    for (String name : names.subList(0, names.size() - 2)) {
      SimulatedFiles less = files.copy();
      less.delete(name);
      refused(less, name);
    }
  }

  @Test
  void filesOfAnotherDirectoryOrUnderAnotherNameAreRefused() throws IOException {
    List<String> names = files.names().stream().filter(SegmentLayout::isName).toList();
    SimulatedFiles swapped = files.copy();
    swapped.replace(names.get(1), files.bytes(names.get(0)));
    refused(swapped, names.get(1));
    SimulatedFiles other = new SimulatedFiles();
    JournalDirectory.open(other, new SplittableRandom(99)::nextLong, () -> {}).close();
    SimulatedFiles foreign = files.copy();
    foreign.replace(Manifest.NAME, other.bytes(Manifest.NAME));
    assertThrows(JournalDamage.class, () -> RunningJournal.check(foreign, history, 0));
  }

  /* Whatever a file system may put there that stood in another file. */
  @Test
  void groupsOfAnotherSegmentAreNone() throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(files.bytes(active));
    long id = SegmentLayout.id(active);
    assertTrue(new GroupCursor(bytes, id, beforeActive).next());
    assertFalse(new GroupCursor(bytes, id + 1, beforeActive).next());
    assertFalse(new GroupCursor(bytes, id, beforeActive + 1).next());
  }

  @Test
  void aManifestThatIsMissingIsRefused() throws IOException {
    files.delete(Manifest.NAME);
    refused(files, Manifest.NAME);
  }

  private String snapshot() throws IOException {
    return files.names().stream().filter(SnapshotLayout::isName).findFirst().orElseThrow();
  }

  private void flip(String name, int offset) throws IOException {
    SimulatedFiles flipped = files.copy();
    byte[] bytes = flipped.bytes(name);
    bytes[offset] ^= (byte) (1 << random.nextInt(Byte.SIZE));
    flipped.replace(name, bytes);
    if (name.equals(Manifest.COPY)) {
      requireWrittenAnew(flipped, offset);
    } else if (mayBeDropped(name, offset)) {
      requireCut(flipped, name + " " + offset, wholeBefore(offset));
    } else {
      refused(flipped, name);
    }
    assertEquals(0, flipped.openCount());
  }

  private void requireWrittenAnew(SimulatedFiles flipped, int offset) throws IOException {
    assertEquals(history.count(), RunningJournal.check(flipped, history, history.count()));
    assertArrayEquals(
        files.bytes(Manifest.COPY), flipped.bytes(Manifest.COPY), Manifest.COPY + " " + offset);
  }

  /* Where nothing stands that was fsynced: the last groups, and what is prepared behind them. */
  private boolean mayBeDropped(String name, int offset) {
    if (!SegmentLayout.isName(name) || name.compareTo(active) < 0) {
      return false;
    }
    return name.equals(active)
        ? wholeBefore(offset) >= markAfter(offset)
        : offset >= SegmentLayout.HEADER_LENGTH;
  }

  /* What the groups that are whole still tell to be fsynced. */
  private long markAfter(int offset) {
    return places.stream()
        .filter(place -> offset < place.offset() || offset >= place.end())
        .mapToLong(Place::fsynced)
        .max()
        .orElse(0);
  }

  private long wholeBefore(int offset) {
    return places.stream()
        .filter(place -> place.end() <= offset)
        .mapToLong(Place::sequence)
        .max()
        .orElse(beforeActive);
  }

  private void requireCut(SimulatedFiles flipped, String place, long expected) throws IOException {
    long journalId = Manifest.read(flipped).journalId();
    try (JournalScan scan = JournalScan.of(flipped, journalId)) {
      assertNotNull(scan.cut(), place);
    }
    boolean isBehind = !place.startsWith(active);
    long kept = RunningJournal.check(flipped, history, 0);
    assertEquals(isBehind ? history.count() : expected, kept, place);
    try (JournalScan scan = JournalScan.of(flipped, journalId)) {
      assertEquals(null, scan.cut(), place);
    }
  }

  private void refused(SimulatedFiles damaged, String name) {
    JournalDamage damage =
        assertThrows(JournalDamage.class, () -> RunningJournal.check(damaged, history, 0), name);
    assertEquals(name, damage.file(), damage.getMessage());
  }

  private static boolean isSnapshot(Call call) {
    return call == Call.RENAME && Thread.currentThread().getName().endsWith("snapshots");
  }

  private static void appendUntilSnapshot(RunningJournal journal) {
    while (journal.journal().status().snapshotSequence() == 0) {
      journal.append();
    }
  }

  private static void appendSegments(RunningJournal journal, int count) {
    long begin = journal.journal().segments().activeId();
    while (journal.journal().segments().activeId() < begin + count) {
      journal.append();
    }
  }

  /* Some groups of each kind in one segment; where they do not fit, in the next. */
  private static void appendForcedAndUnforced(RunningJournal journal) throws IOException {
    long id = 0;
    while (journal.journal().segments().activeId() != id) {
      appendSegments(journal, 1);
      id = journal.journal().segments().activeId();
      append(journal, 2);
      journal.journal().force();
      append(journal, 4);
    }
  }

  private static void append(RunningJournal journal, int count) {
    for (int i = 0; i < count; i++) {
      journal.append();
    }
  }

  private void copy(SimulatedFiles from) throws IOException {
    for (String name : from.names()) {
      if (!SnapshotLayout.isUnfinishedName(name)) {
        files.create(name).close();
        files.replace(name, from.bytes(name));
      }
    }
    files.force();
  }

  private void findPlaces() throws IOException {
    long journalId = Manifest.read(files).journalId();
    try (JournalScan scan = JournalScan.of(files, journalId)) {
      assertEquals(null, scan.cut());
      SegmentReader last = scan.segments().get(scan.segments().size() - 1);
      active = last.name();
      beforeActive = last.firstSequence() - 1;
      GroupCursor groups = last.groups();
      while (groups.next()) {
        places.add(
            new Place(groups.sequence(), groups.groupOffset(), groups.offset(), groups.fsynced()));
      }
    }
  }
}
