package dev.kitsune.engine.journal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kitsune.engine.journal.SimulatedFiles.Outcome;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(JournalAlone.class)
class ManifestTest {
  private final GroupHistory history = new GroupHistory(41, 250);

  @Test
  void oneThatIsDamagedOrMissingIsMadeAnewOfItsCopyByARepairAlone() throws IOException {
    SimulatedFiles whole = filled();
    Manifest manifest = Manifest.read(whole);
    for (int offset = -1; offset < whole.bytes(Manifest.NAME).length; offset++) {
      SimulatedFiles damaged = damaged(whole, Manifest.NAME, offset);
      JournalDamage refused = assertThrows(JournalDamage.class, () -> open(damaged));
      assertEquals(Manifest.NAME, refused.file());
      assertTrue(String.valueOf(refused.getMessage()).contains("journal repair"));
      try (JournalDirectory directory = JournalDirectory.openToRepair(damaged, () -> {})) {
        assertEquals(manifest, directory.manifest());
      }
      assertEquals(history.count(), RunningJournal.check(damaged, history, history.count()));
    }
  }

  @Test
  void aCopyThatIsDamagedOrMissingIsMadeAnewByAStart() throws IOException {
    SimulatedFiles whole = filled();
    for (int offset = -1; offset < whole.bytes(Manifest.COPY).length; offset++) {
      SimulatedFiles damaged = damaged(whole, Manifest.COPY, offset);
      open(damaged);
      assertArrayEquals(whole.bytes(Manifest.COPY), damaged.bytes(Manifest.COPY));
    }
  }

  @Test
  void withoutEitherEvenARepairSaysWhatIsNeeded() throws IOException {
    SimulatedFiles damaged = damaged(damaged(filled(), Manifest.NAME, 30), Manifest.COPY, -1);
    JournalDamage refused =
        assertThrows(
            JournalDamage.class, () -> JournalDirectory.openToRepair(damaged, () -> {}).close());
    assertTrue(String.valueOf(refused.getMessage()).contains("restore one of them"));
    assertFalse(damaged.names().contains(Manifest.COPY));
  }

  @Test
  void thoseOfTwoDirectoriesAreNotTakenForOne() throws IOException {
    SimulatedFiles one = filled();
    SimulatedFiles other = new SimulatedFiles();
    JournalDirectory.open(other, new SplittableRandom(99)::nextLong, () -> {}).close();
    for (String name : new String[] {Manifest.NAME, Manifest.COPY}) {
      SimulatedFiles mixed = one.copy();
      mixed.replace(name, other.bytes(name));
      assertThrows(JournalDamage.class, () -> open(mixed));
      assertThrows(
          JournalDamage.class, () -> JournalDirectory.openToRepair(mixed, () -> {}).close());
      assertArrayEquals(other.bytes(name), mixed.bytes(name));
    }
  }

  @Test
  void aDirectoryThatLostAllItsRecordsIsNotTakenForANewOne() throws IOException {
    SimulatedFiles emptied = filled();
    for (String name : emptied.names()) {
      if (!name.startsWith(Manifest.NAME)) {
        emptied.delete(name);
      }
    }
    JournalDamage refused = assertThrows(JournalDamage.class, () -> open(emptied));
    assertTrue(String.valueOf(refused.getMessage()).contains("are missing"));
  }

  /* However far it came, it is opened again, empty and with one secret. */
  @Test
  void theFirstOpeningOfADirectoryMayBeBrokenOffAnywhere() throws IOException {
    int n = 0;
    boolean hasFailed = true;
    while (hasFailed) {
      n++;
      for (SimulatedFiles.Loss loss : SimulatedFiles.Loss.values()) {
        SimulatedFiles files = new SimulatedFiles();
        int failing = n;
        files.script((index, call) -> index == failing ? Outcome.FAILED : Outcome.DONE);
        hasFailed = failsToOpen(files);
        files.heal();
        GroupHistory empty = new GroupHistory(1, 10);
        SimulatedFiles dark = files.afterPowerLoss(loss, n);
        assertEquals(0, RunningJournal.check(files, empty, 0));
        assertEquals(0, RunningJournal.check(dark, empty, 0));
        assertEquals(0, RunningJournal.check(dark, empty, 0));
      }
    }
    assertTrue(n > 20, "calls of the first opening: " + n);
  }

  /* Version 1 of the engine wrote neither of these lines. */
  @Test
  void linesOfOtherNamesAreNotReadAndMissingOnesNotMissed() throws IOException {
    String lines = "format=1\njournalId=%016x\nsecret0=%016x\nsecret1=%016x\n".formatted(1, 2, 3);
    assertEquals(new Manifest(1, 2, 3, false), readBack(lines));
    assertEquals(new Manifest(1, 2, 3, true), readBack(lines + "engine=9\nsoup=hot\nbegun=true\n"));
  }

  @Test
  void anotherFormatIsNoDamage() {
    IOException other = assertThrows(IOException.class, () -> readBack("format=2\n"));
    assertNotEquals(JournalDamage.class, other.getClass());
    assertTrue(String.valueOf(other.getMessage()).contains("format 2, this engine reads 1"));
  }

  private static Manifest readBack(String lines) throws IOException {
    SimulatedFiles files = new SimulatedFiles();
    CRC32C crc = new CRC32C();
    crc.update(lines.getBytes(StandardCharsets.UTF_8));
    String text = lines + "crc=%08x\n".formatted(crc.getValue());
    try (JournalFile file = files.create(Manifest.NAME)) {
      file.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)), 0);
    }
    return Manifest.read(files);
  }

  private static boolean failsToOpen(SimulatedFiles files) {
    try {
      RunningJournal.check(files, new GroupHistory(1, 10), 0);
      return false;
    } catch (IOException failed) {
      return true;
    }
  }

  private static void open(SimulatedFiles files) throws IOException {
    JournalDirectory.open(files, () -> 0, () -> {}).close();
  }

  /* A bit flipped, or the file gone where the offset is -1. */
  private static SimulatedFiles damaged(SimulatedFiles from, String name, int offset)
      throws IOException {
    SimulatedFiles damaged = from.copy();
    if (offset < 0) {
      damaged.delete(name);
    } else {
      byte[] bytes = damaged.bytes(name);
      bytes[offset] ^= 1;
      damaged.replace(name, bytes);
    }
    return damaged;
  }

  private SimulatedFiles filled() throws IOException {
    SimulatedFiles files = new SimulatedFiles();
    try (RunningJournal running = RunningJournal.open(files, history, Durability.OS, 0)) {
      running.start();
      for (int i = 0; i < 5; i++) {
        running.append();
      }
    }
    return files;
  }
}
