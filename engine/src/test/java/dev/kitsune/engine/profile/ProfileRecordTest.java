package dev.kitsune.engine.profile;

import static dev.kitsune.engine.profile.ProfileTexts.blank;
import static dev.kitsune.engine.profile.ProfileTexts.crowd;
import static dev.kitsune.engine.profile.ProfileTexts.crowded;
import static dev.kitsune.engine.profile.ProfileTexts.section;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kitsune.engine.bytes.ByteSink;
import dev.kitsune.engine.bytes.ByteSlice;
import dev.kitsune.engine.bytes.LittleEndian;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProfileRecordTest {
  private final ByteSlice slice = new ByteSlice();

  @Test
  void beginsWithAnIdAndNothingElse() {
    ProfileRecord record = blank("visitor");
    record.check();
    assertEquals("visitor", record.id(slice).toString());
    assertEquals("visitor", record.stableId(slice).toString());
    assertEquals("", record.landingPage(slice).toString());
    assertEquals("", record.random(slice).toString());
    assertEquals(0, record.sessionCount());
    assertEquals(0, record.lastEventMs());
    assertFalse(record.isSelfIdentified());
    for (int section = 1; section < Section.COUNT; section++) {
      assertEquals("", section(record, section));
    }
    assertEquals(record.bytes().length(), record.truthLength());
  }

  @Test
  void forgetsWhatItWasWhenItBeginsAnew() {
    ProfileRecord record = crowded();
    writeClocks(record);
    record.begin("second".getBytes(UTF_8), 1, 3);
    assertArrayEquals(blank("eco").bytes().toBytes(), record.bytes().toBytes());
  }

  @Test
  void keepsTheStableIdApartFromTheId() {
    ProfileRecord record = blank("merged");
    byte[] stableId = "first".getBytes(UTF_8);
    record.replaceSection(Section.STABLE_ID, stableId, 0, stableId.length);
    assertEquals("merged", record.id(slice).toString());
    assertEquals("first", record.stableId(slice).toString());
  }

  @Test
  void leavesTheNeighboursOfAChangedSectionAsTheyWere() {
    String[] replacements = {"", "x", "as long as it happens to be", "y".repeat(5_000)};
    for (int changed = 0; changed < Section.COUNT; changed++) {
      for (String replacement : replacements) {
        ProfileRecord record = crowded();
        byte[] content = replacement.getBytes(UTF_8);
        record.replaceSection(changed, content, 0, content.length);
        for (int section = 0; section < Section.COUNT; section++) {
          String expected = section == changed ? replacement : crowd(section);
          assertEquals(expected, section(record, section), "section " + section);
        }
      }
    }
  }

  @Test
  void splicesAsAModelOfSeparateSectionsDoes() {
    SplittableRandom random = new SplittableRandom(5);
    ProfileRecord record = blank("visitor");
    writeClocks(record);
    byte[][] model = new byte[Section.COUNT][0];
    model[Section.ID] = "visitor".getBytes(UTF_8);
    DerivedPart.begin(record, 99, 1, 1);
    DerivedPart.differenceRank(record, 0, 7);
    DerivedPart.pick(record, 0, 3, 2);
    for (int round = 0; round < 5_000; round++) {
      int section = random.nextInt(Section.COUNT);
      spliceBoth(record, model, section, random);
      for (int other = 0; other < Section.COUNT; other++) {
        assertTrue(record.section(other, slice).isEqual(model[other]), "round " + round);
      }
      assertClocks(record);
      assertTrue(DerivedPart.isOf(record, 99));
      assertEquals(7, DerivedPart.differenceRank(record, 0));
      assertEquals(2, DerivedPart.pickVariantIndex(record, 0));
      record.check();
    }
  }

  @Test
  void becomesACopyThatGoesItsOwnWay() {
    ProfileRecord original = crowded();
    writeClocks(original);
    ProfileRecord copy = blank("a longer id than the other's, and soon gone");
    copy.copyFrom(original);
    assertArrayEquals(original.bytes().toBytes(), copy.bytes().toBytes());
    byte[] before = original.bytes().toBytes();
    copy.replaceSection(Section.TRAITS, new byte[100], 0, 100);
    copy.sessionCount(9);
    assertArrayEquals(before, original.bytes().toBytes());
  }

  @Test
  void keepsTheRandomTextWithinItsField() {
    ProfileRecord record = crowded();
    byte[] longest = "0.12345678901234567890123".getBytes(UTF_8);
    record.random(longest, 1, 23);
    assertEquals(".1234567890123456789012", record.random(slice).toString());
    record.random(longest, 0, 3);
    assertEquals("0.1", record.random(slice).toString());
    assertThrows(IllegalArgumentException.class, () -> record.random(longest, 0, 24));
    assertEquals("0.1", record.random(slice).toString());
    assertEquals(crowd(Section.ID), section(record, Section.ID));
  }

  @Test
  void followsNoClockThatRunsBackwards() {
    ProfileRecord record = blank("visitor");
    record.receivedAt(1_000);
    record.receivedAt(999);
    assertEquals(1_000, record.lastReceiptMs());
    record.receivedAt(1_001);
    assertEquals(1_001, record.lastReceiptMs());
  }

  @Test
  void remembersThatItNamedItself() {
    ProfileRecord record = crowded();
    record.markSelfIdentified();
    record.markSelfIdentified();
    assertTrue(record.isSelfIdentified());
    record.check();
    assertEquals(crowd(Section.ID), section(record, Section.ID));
  }

  @Test
  void refusesBytesThatAreNoRecord() {
    ProfileRecord record = crowded();
    byte[] good = record.bytes().toBytes();
    record.check();
    assertRefused(Arrays.copyOf(good, 0));
    assertRefused(Arrays.copyOf(good, 1));
    assertRefused(Arrays.copyOf(good, ProfileLayout.SECTIONS_OFFSET - 1));
    assertRefused(Arrays.copyOf(good, good.length - 1));
    byte[] otherVersion = good.clone();
    LittleEndian.putShort(otherVersion, 0, ProfileLayout.VERSION + 1);
    assertRefused(otherVersion);
    assertRefused(new byte[good.length]);
  }

  @ParameterizedTest
  @CsvSource({"0, false", "1, true", "2, true", "3, false"})
  void knowsTheTruthOfEveryVersion(int version, boolean isKnown) {
    byte[] truth = crowded().bytes().toBytes();
    LittleEndian.putShort(truth, ProfileLayout.VERSION_OFFSET, version);
    assertEquals(isKnown, ProfileRecord.isTruth(truth, 0, truth.length));
    assertFalse(ProfileRecord.isTruth(truth, 0, truth.length - 1));
  }

  private static void assertRefused(byte[] bytes) {
    ProfileRecord record = new ProfileRecord();
    record.bytes().put(bytes);
    assertThrows(IllegalStateException.class, record::check);
  }

  private static void spliceBoth(
      ProfileRecord record, byte[][] model, int section, SplittableRandom random) {
    byte[] old = model[section];
    int from = random.nextInt(old.length + 1);
    int oldLength = random.nextInt(old.length - from + 1);
    byte[] inserted = new byte[random.nextInt(random.nextInt(20) == 0 ? 2_000 : 30)];
    random.nextBytes(inserted);
    int offset = record.sectionOffset(section) + from;
    record.splice(section, offset, oldLength, inserted.length);
    System.arraycopy(inserted, 0, record.array(), offset, inserted.length);
    ByteSink joined = new ByteSink(64);
    joined.put(old, 0, from);
    joined.put(inserted);
    joined.put(old, from + oldLength, old.length - from - oldLength);
    model[section] = joined.toBytes();
  }

  private static void writeClocks(ProfileRecord record) {
    record.firstSeenMs(Long.MIN_VALUE);
    record.lastEventMs(Long.MAX_VALUE);
    record.receivedAt(3);
    record.sessionStartMs(-4);
    record.pastSessionsS(5L << 40);
    record.sessionId(0x0123456789abcdefL, 0xfedcba9876543210L);
    record.sessionCount(Integer.MAX_VALUE);
    record.random("0.25".getBytes(UTF_8), 0, 4);
    record.markSelfIdentified();
  }

  private void assertClocks(ProfileRecord record) {
    assertEquals(Long.MIN_VALUE, record.firstSeenMs());
    assertEquals(Long.MAX_VALUE, record.lastEventMs());
    assertEquals(3, record.lastReceiptMs());
    assertEquals(-4, record.sessionStartMs());
    assertEquals(5L << 40, record.pastSessionsS());
    assertEquals(0x0123456789abcdefL, record.sessionIdHigh());
    assertEquals(0xfedcba9876543210L, record.sessionIdLow());
    assertEquals(Integer.MAX_VALUE, record.sessionCount());
    assertEquals("0.25", record.random(slice).toString());
    assertTrue(record.isSelfIdentified());
  }
}
