package dev.kitsune.engine.journal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kitsune.engine.journal.SimulatedFiles.Call;
import dev.kitsune.engine.journal.SimulatedFiles.Outcome;
import java.io.IOException;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BufferedSegmentTest {
  private static final long JOURNAL_ID = 77;
  private static final long ID = 5;
  private static final int CAPACITY = 4 * 1_024 * 1_024;
  private static final String NAME = SegmentLayout.name(ID);

  private final SimulatedFiles files = new SimulatedFiles();
  private final JournalGroup group = new JournalGroup();
  private long sequence;

  @Test
  void itsFileIsThatOfAMappedSegment() throws IOException {
    SimulatedFiles mappedFiles = new SimulatedFiles();
    Segment buffered = create(files, Durability.FSYNC);
    Segment mapped = create(mappedFiles, Durability.OS);
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 500; i++) {
      fill(random.nextInt(20_000), random.nextInt());
      if (buffered.hasRoom(group.length())) {
        sequence++;
        buffered.append(group, group.entriesCrc(), sequence, 0);
        mapped.append(group, group.entriesCrc(), sequence, 0);
      }
      if (random.nextInt(20) == 0) {
        force(buffered);
        assertSamePrefix(mappedFiles, buffered.end());
      }
    }
    buffered.closeForced();
    mapped.closeForced();
    assertTrue(buffered.end() > CAPACITY - 30_000, "the segment is not full");
    assertArrayEquals(mappedFiles.bytes(NAME), files.bytes(NAME));
    assertEquals(0, files.openCount());
  }

  @Test
  void whatIsAppendedIsInTheFileOnceItIsWrittenAndDurableOnceItIsForced() throws IOException {
    try (Closing segment = new Closing(create(files, Durability.FSYNC))) {
      force(segment.segment());
      append(segment.segment(), 100);
      byte[] before = files.bytes(NAME);
      segment.segment().prepareForce();
      assertArrayEquals(before, files.bytes(NAME));
      segment.segment().write();
      assertTrue(isGroupAt(files, SegmentLayout.HEADER_LENGTH));
      assertFalse(isGroupAt(afterPowerLoss(), SegmentLayout.HEADER_LENGTH));
      segment.segment().force();
      assertTrue(isGroupAt(afterPowerLoss(), SegmentLayout.HEADER_LENGTH));
    }
  }

  @Test
  void whatIsAppendedAfterPrepareForceWaitsForTheNext() throws IOException {
    try (Closing segment = new Closing(create(files, Durability.FSYNC))) {
      append(segment.segment(), 100);
      segment.segment().prepareForce();
      int second = segment.segment().end();
      append(segment.segment(), 100);
      segment.segment().force();
      assertFalse(isGroupAt(files, second));
      force(segment.segment());
      assertTrue(isGroupAt(afterPowerLoss(), second));
    }
  }

  @Test
  void goesOnBehindWhatStandsInTheFile() throws IOException {
    Segment first = create(files, Durability.FSYNC);
    append(first, 1_000);
    first.closeForced();
    byte[] before = files.bytes(NAME);
    int end = first.end();

    Segment second = new SegmentFiles(files, Durability.FSYNC).continued(ID, end);
    append(second, 10);
    second.closeForced();

    byte[] after = files.bytes(NAME);
    assertArrayEquals(Arrays.copyOf(before, end), Arrays.copyOf(after, end));
    assertTrue(isGroupAt(files, end));
  }

  @Test
  void aGroupLargerThanItsMemoryIsTakenAndASmallOneAfterIt() throws IOException {
    try (Closing segment = new Closing(create(files, Durability.FSYNC))) {
      for (int length : new int[] {512 * 1_024, 1_500_000, 8, 8}) {
        int at = segment.segment().end();
        append(segment.segment(), length);
        force(segment.segment());
        assertTrue(isGroupAt(afterPowerLoss(), at), "group of " + length);
      }
    }
  }

  @Test
  void nothingIsForcedWhereNothingWasAppended() throws IOException {
    try (Closing segment = new Closing(create(files, Durability.FSYNC))) {
      force(segment.segment());
      files.script((index, call) -> Outcome.FAILED);
      force(segment.segment());
      assertEquals(0, files.callCount());
      files.heal();
    }
  }

  @Test
  void aFailedWriteOrForceIsToldAndTheMemoryIsFreeAllTheSame() throws IOException {
    for (Call failing : new Call[] {Call.WRITE, Call.FORCE_FILE}) {
      SimulatedFiles disk = new SimulatedFiles();
      Segment segment = create(disk, Durability.FSYNC);
      append(segment, 100);
      disk.script((index, call) -> call == failing ? Outcome.FAILED : Outcome.DONE);
      assertThrows(IOException.class, () -> force(segment));
      assertThrows(IOException.class, segment::closeForced);
      assertEquals(0, disk.openCount());
      segment.close();
    }
  }

  private Segment create(SimulatedFiles disk, Durability durability) throws IOException {
    Segment segment = new SegmentFiles(disk, durability).create(ID, CAPACITY);
    segment.begin(JOURNAL_ID, 1);
    return segment;
  }

  private void append(Segment segment, int length) {
    fill(length, length);
    segment.append(group, group.entriesCrc(), ++sequence, 0);
  }

  private void fill(int length, int value) {
    byte[] record = new byte[length];
    Arrays.fill(record, (byte) (value | 1));
    group.clear();
    group.put(JournalTable.PROFILES, length, value, record, 0, length);
  }

  private static void force(Segment segment) throws IOException {
    segment.prepareForce();
    segment.force();
  }

  private SimulatedFiles afterPowerLoss() {
    return files.afterPowerLoss(SimulatedFiles.Loss.DROPPED, 1);
  }

  /* A header alone tells its length. */
  private static boolean isGroupAt(SimulatedFiles disk, int at) throws IOException {
    byte[] bytes = disk.bytes(NAME);
    for (int i = at; i < at + GroupLayout.HEADER_LENGTH; i++) {
      if (bytes[i] != 0) {
        return true;
      }
    }
    return false;
  }

  private void assertSamePrefix(SimulatedFiles other, int end) throws IOException {
    assertArrayEquals(Arrays.copyOf(other.bytes(NAME), end), Arrays.copyOf(files.bytes(NAME), end));
  }

  private record Closing(Segment segment) implements AutoCloseable {
    @Override
    public void close() {
      segment.close();
    }
  }
}
