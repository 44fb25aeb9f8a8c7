package dev.kitsune.engine.profile;

import static dev.kitsune.engine.profile.ProfileTexts.blank;
import static dev.kitsune.engine.profile.ProfileTexts.crowd;
import static dev.kitsune.engine.profile.ProfileTexts.crowded;
import static dev.kitsune.engine.profile.ProfileTexts.section;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class DerivedPartTest {
  private static final long HASH = 0x8000_0000_0000_0001L;

  @Test
  void isNobodysUntilItIsBegun() {
    ProfileRecord record = blank("visitor");
    assertFalse(DerivedPart.isOf(record, 0));
    assertFalse(DerivedPart.isOf(record, HASH));
  }

  @Test
  void isOfTheEnvironmentThatMadeItOnly() {
    ProfileRecord record = crowded();
    DerivedPart.begin(record, HASH, 0, 0);
    assertTrue(DerivedPart.isOf(record, HASH));
    assertFalse(DerivedPart.isOf(record, HASH + 1));
    assertFalse(DerivedPart.isOf(record, 0));
    assertEquals(0, DerivedPart.differenceCount(record));
    assertEquals(0, DerivedPart.pickCount(record));
  }

  @Test
  void keepsRanksAndPicksUpToTheLargest() {
    ProfileRecord record = crowded();
    write(record, 3, 2);
    assertWritten(record, 3, 2);
    assertEquals(crowd(Section.REDIRECTS), section(record, Section.REDIRECTS));
    record.check();
  }

  @Test
  void leavesTheTruthAsItIs() {
    ProfileRecord record = crowded();
    byte[] truth = record.bytes().toBytes();
    write(record, 500, 700);
    assertArrayEquals(truth, Arrays.copyOf(record.bytes().toBytes(), truth.length));
    write(record, 0, 1);
    assertArrayEquals(truth, Arrays.copyOf(record.bytes().toBytes(), truth.length));
  }

  @Test
  void replacesThePartBefore() {
    ProfileRecord record = crowded();
    write(record, 500, 700);
    int length = record.bytes().length();
    write(record, 1, 1);
    assertWritten(record, 1, 1);
    assertTrue(record.bytes().length() < length);
    write(record, 500, 700);
    assertWritten(record, 500, 700);
    assertEquals(length, record.bytes().length());
  }

  @Test
  void movesAlongWhenTheTruthGrowsOrShrinks() {
    ProfileRecord record = crowded();
    write(record, 5, 6);
    record.replaceSection(Section.ID, new byte[300], 0, 300);
    assertTrue(DerivedPart.isOf(record, HASH));
    assertWritten(record, 5, 6);
    record.replaceSection(Section.REDIRECTS, new byte[0], 0, 0);
    assertTrue(DerivedPart.isOf(record, HASH));
    assertWritten(record, 5, 6);
  }

  @Test
  void isGoodForEverUnlessItIsToldWhenItLapses() {
    ProfileRecord record = crowded();
    write(record, 2, 1);
    assertEquals(0, DerivedPart.decidedS(record));
    assertEquals(EventSeconds.NEVER, DerivedPart.lapseS(record));
    assertFalse(DerivedPart.isUntrimmed(record));
    DerivedPart.decidedS(record, EventSeconds.NEVER - 2);
    DerivedPart.lapseS(record, EventSeconds.NEVER - 1);
    DerivedPart.isUntrimmed(record, true);
    assertEquals(EventSeconds.NEVER - 2, DerivedPart.decidedS(record));
    assertEquals(EventSeconds.NEVER - 1, DerivedPart.lapseS(record));
    assertTrue(DerivedPart.isUntrimmed(record));
    assertWritten(record, 2, 1);
    DerivedPart.isUntrimmed(record, false);
    assertFalse(DerivedPart.isUntrimmed(record));
  }

  private static void write(ProfileRecord record, int differenceCount, int pickCount) {
    DerivedPart.begin(record, HASH, differenceCount, pickCount);
    for (int i = 0; i < differenceCount; i++) {
      DerivedPart.differenceRank(record, i, 0xffff - differenceCount + i);
    }
    for (int i = 0; i < pickCount; i++) {
      DerivedPart.pick(record, i, 0xffff - pickCount + i, i);
    }
  }

  private static void assertWritten(ProfileRecord record, int differenceCount, int pickCount) {
    assertEquals(differenceCount, DerivedPart.differenceCount(record));
    assertEquals(pickCount, DerivedPart.pickCount(record));
    for (int i = 0; i < differenceCount; i++) {
      assertEquals(0xffff - differenceCount + i, DerivedPart.differenceRank(record, i));
    }
    for (int i = 0; i < pickCount; i++) {
      assertEquals(0xffff - pickCount + i, DerivedPart.pickRank(record, i));
      assertEquals(i, DerivedPart.pickVariantIndex(record, i));
    }
  }
}
