package dev.kitsune.engine.profile;

import static dev.kitsune.engine.profile.ProfileTexts.blank;
import static dev.kitsune.engine.profile.ProfileTexts.crowd;
import static dev.kitsune.engine.profile.ProfileTexts.section;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kitsune.engine.bytes.LittleEndian;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class DigestRingTest {
  /* Digests differ in more than the two lowest bits. */
  private static final long UNIT = 4;

  @ParameterizedTest
  @EnumSource
  void holdsNothingAtFirst(DigestRing ring) {
    assertFalse(ring.contains(blank("visitor"), 0));
    assertFalse(ring.contains(blank("visitor"), -1));
  }

  @ParameterizedTest
  @EnumSource
  void holdsADigestOfNoBits(DigestRing ring) {
    ProfileRecord record = blank("visitor");
    ring.add(record, UNIT);
    assertFalse(ring.contains(record, 0));
    ring.add(record, 0);
    assertTrue(ring.contains(record, 0));
    assertTrue(ring.contains(record, UNIT));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 4, 5, 15, 16, 17, 18, 32, 33, 100})
  void keepsTheNewest16(int count) {
    ProfileRecord record = blank("visitor");
    for (int i = 1; i <= count; i++) {
      DigestRing.EVENTS.add(record, UNIT * i);
    }
    for (int i = 1; i <= count; i++) {
      boolean isKept = i > count - 16;
      assertEquals(isKept, DigestRing.EVENTS.contains(record, UNIT * i), "digest " + i);
      assertFalse(DigestRing.RUNS.contains(record, UNIT * i), "digest " + i);
    }
    assertFalse(DigestRing.EVENTS.contains(record, 0));
    assertFalse(DigestRing.EVENTS.contains(record, UNIT * (count + 1)));
  }

  @ParameterizedTest
  @CsvSource({"1, 4", "4, 4", "5, 17", "16, 17", "17, 17", "100, 17"})
  void aRunOfOneEventStandsOnce(int count, int room) {
    ProfileRecord record = blank("visitor");
    for (int i = 1; i <= count; i++) {
      DigestRing.EVENTS.add(record, UNIT * i);
      DigestRing.RUNS.add(record, UNIT * i);
      assertTrue(record.sectionLength(Section.DIGESTS) <= room * Long.BYTES);
    }
    assertEquals(room * Long.BYTES, record.sectionLength(Section.DIGESTS));
    for (int i = 1; i <= count; i++) {
      assertEquals(i > count - 16, DigestRing.EVENTS.contains(record, UNIT * i));
      assertEquals(i > count - 16, DigestRing.RUNS.contains(record, UNIT * i));
    }
  }

  @Test
  void findsDigestsAsWholesOnly() {
    ProfileRecord record = blank("visitor");
    DigestRing.RUNS.add(record, 0x1111_1110_0000_0000L);
    DigestRing.RUNS.add(record, 0x0000_0000_2222_2220L);
    assertTrue(DigestRing.RUNS.contains(record, 0x1111_1110_0000_0000L));
    assertTrue(DigestRing.RUNS.contains(record, 0x0000_0000_2222_2220L));
    assertFalse(DigestRing.RUNS.contains(record, 0x2222_2220_1111_1110L));
  }

  @Test
  void leavesItsNeighboursIntact() {
    ProfileRecord record = withoutDigests();
    for (int i = 1; i <= 40; i++) {
      DigestRing.RUNS.add(record, UNIT * i);
      DigestRing.EVENTS.add(record, -UNIT * i);
    }
    assertEquals(33 * Long.BYTES, record.sectionLength(Section.DIGESTS));
    assertEquals(crowd(Section.STICKY), section(record, Section.STICKY));
    assertEquals(crowd(Section.ALIASES), section(record, Section.ALIASES));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0", "0, 1", "1, 0", "1, 3", "2, 3", "4, 1", "5, 5", "8, 8", "9, 8", "16, 1", "1, 16",
    "16, 16", "15, 2"
  })
  void joinsTheNewest16WhicheverRecordIsNewer(int ownCount, int otherCount) {
    for (boolean isOtherNewer : new boolean[] {true, false}) {
      ProfileRecord record = withEvents(ownCount, 0, isOtherNewer ? 1 : 2);
      ProfileRecord other = withEvents(otherCount, 100, 1);
      DigestRing.join(record, other);
      int olderCount = isOtherNewer ? ownCount : otherCount;
      int newerCount = isOtherNewer ? otherCount : ownCount;
      for (int i = 1; i <= olderCount; i++) {
        long digest = UNIT * (isOtherNewer ? i : 100 + i);
        boolean isKept = i > olderCount + newerCount - 16;
        assertEquals(isKept, DigestRing.EVENTS.contains(record, digest), "older " + i);
      }
      for (int i = 1; i <= newerCount; i++) {
        long digest = UNIT * (isOtherNewer ? 100 + i : i);
        assertTrue(DigestRing.EVENTS.contains(record, digest), "newer " + i);
      }
      assertEquals(crowd(Section.ALIASES), section(record, Section.ALIASES));
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void keepsWhatASimpleModelKeeps(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    ProfileRecord record = withoutDigests();
    Map<DigestRing, List<Long>> model = emptyModel();
    for (int step = 0; step < 2_000; step++) {
      long digest = random.nextInt(200) * UNIT;
      int choice = random.nextInt(10);
      if (choice < 5) {
        add(record, model, DigestRing.EVENTS, digest);
        add(record, model, DigestRing.RUNS, digest);
      } else if (choice < 9) {
        add(record, model, choice < 7 ? DigestRing.EVENTS : DigestRing.RUNS, digest);
      } else {
        join(record, model, random);
      }
      for (DigestRing ring : DigestRing.values()) {
        for (long each = 0; each < 200 * UNIT; each += UNIT) {
          boolean isKept = model.getOrDefault(ring, List.of()).contains(each);
          assertEquals(isKept, ring.contains(record, each), ring + " " + each + " at " + step);
        }
      }
    }
    assertEquals(crowd(Section.ALIASES), section(record, Section.ALIASES));
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "1, 1", "3, 5", "16, 16"})
  void goesOnFromTheTwoRingsOfTheFirstVersion(int runCount, int eventCount) {
    ProfileRecord record = withoutDigests();
    replace(record, Section.RUN_DIGESTS, runCount, 0);
    replace(record, Section.DIGESTS, eventCount, 1_000);
    LittleEndian.putShort(
        record.array(), ProfileLayout.VERSION_OFFSET, ProfileLayout.FIRST_VERSION);
    record.check();
    assertEquals(
        ProfileLayout.VERSION, LittleEndian.getShort(record.array(), ProfileLayout.VERSION_OFFSET));
    assertEquals(0, record.sectionLength(Section.RUN_DIGESTS));
    for (int i = 1; i <= 16; i++) {
      assertEquals(i <= runCount, DigestRing.RUNS.contains(record, i * UNIT + 3L));
      assertEquals(i <= eventCount, DigestRing.EVENTS.contains(record, 1_000 + i * UNIT + 3L));
      assertFalse(DigestRing.EVENTS.contains(record, i * UNIT + 3L));
    }
    assertEquals(crowd(Section.STICKY), section(record, Section.STICKY));
    assertEquals(crowd(Section.ALIASES), section(record, Section.ALIASES));
    int length = record.bytes().length();
    record.check();
    assertEquals(length, record.bytes().length());
  }

  private static void replace(ProfileRecord record, int section, int count, int above) {
    byte[] digests = new byte[count * Long.BYTES];
    for (int i = 0; i < count; i++) {
      LittleEndian.putLong(digests, i * Long.BYTES, above + (i + 1) * UNIT + 3);
    }
    record.replaceSection(section, digests, 0, digests.length);
  }

  private static Map<DigestRing, List<Long>> emptyModel() {
    Map<DigestRing, List<Long>> model = new EnumMap<>(DigestRing.class);
    for (DigestRing ring : DigestRing.values()) {
      model.put(ring, new ArrayList<>());
    }
    return model;
  }

  private static void add(
      ProfileRecord record, Map<DigestRing, List<Long>> model, DigestRing ring, long digest) {
    ring.add(record, digest);
    model.merge(ring, List.of(digest), DigestRingTest::newest);
  }

  /* With a record that received earlier or later. */
  private static void join(
      ProfileRecord record, Map<DigestRing, List<Long>> model, SplittableRandom random) {
    ProfileRecord other = withoutDigests();
    Map<DigestRing, List<Long>> others = emptyModel();
    for (int i = random.nextInt(40); i > 0; i--) {
      DigestRing ring = random.nextBoolean() ? DigestRing.EVENTS : DigestRing.RUNS;
      add(other, others, ring, random.nextInt(200) * UNIT);
    }
    boolean isOtherNewer = random.nextBoolean();
    (isOtherNewer ? other : record)
        .receivedAt(Math.max(record.lastReceiptMs(), other.lastReceiptMs()) + 1);
    DigestRing.join(record, other);
    for (DigestRing ring : DigestRing.values()) {
      List<Long> own = model.getOrDefault(ring, List.of());
      List<Long> theirs = others.getOrDefault(ring, List.of());
      model.put(ring, isOtherNewer ? newest(own, theirs) : newest(theirs, own));
    }
  }

  private static List<Long> newest(List<Long> older, List<Long> newer) {
    List<Long> all = new ArrayList<>(older);
    all.addAll(newer);
    return List.copyOf(all.subList(Math.max(0, all.size() - 16), all.size()));
  }

  private static ProfileRecord withEvents(int count, int above, long receiptMs) {
    ProfileRecord record = withoutDigests();
    record.receivedAt(receiptMs);
    for (int i = 1; i <= count; i++) {
      DigestRing.EVENTS.add(record, UNIT * (above + i));
    }
    return record;
  }

  private static ProfileRecord withoutDigests() {
    ProfileRecord record = ProfileTexts.crowded();
    record.replaceSection(Section.RUN_DIGESTS, new byte[0], 0, 0);
    record.replaceSection(Section.DIGESTS, new byte[0], 0, 0);
    return record;
  }
}
