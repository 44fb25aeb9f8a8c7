package dev.kitsune.engine.profile;

import static dev.kitsune.engine.profile.ProfileTexts.blank;
import static dev.kitsune.engine.profile.ProfileTexts.crowd;
import static dev.kitsune.engine.profile.ProfileTexts.section;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class DigestRingTest {
  @ParameterizedTest
  @EnumSource
  void holdsNothingAtFirst(DigestRing ring) {
    assertFalse(ring.contains(blank("visitor"), 0));
    assertFalse(ring.contains(blank("visitor"), -1));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 15, 16, 17, 18, 32, 33, 100})
  void keepsTheNewest16(int count) {
    ProfileRecord record = blank("visitor");
    for (int digest = 1; digest <= count; digest++) {
      DigestRing.EVENTS.add(record, digest);
    }
    for (int digest = 1; digest <= count; digest++) {
      boolean isKept = digest > count - 16;
      assertEquals(isKept, DigestRing.EVENTS.contains(record, digest), "digest " + digest);
    }
    assertFalse(DigestRing.EVENTS.contains(record, 0));
    assertFalse(DigestRing.EVENTS.contains(record, count + 1));
    assertEquals(Math.min(count, 16) * 8, record.sectionLength(Section.EVENT_DIGESTS));
  }

  @Test
  void findsDigestsAsWholesOnly() {
    ProfileRecord record = blank("visitor");
    DigestRing.RUNS.add(record, 0x1111_1111_0000_0000L);
    DigestRing.RUNS.add(record, 0x0000_0000_2222_2222L);
    assertTrue(DigestRing.RUNS.contains(record, 0x1111_1111_0000_0000L));
    assertTrue(DigestRing.RUNS.contains(record, 0x0000_0000_2222_2222L));
    assertFalse(DigestRing.RUNS.contains(record, 0x2222_2222_1111_1111L));
  }

  @Test
  void keepsRunsAndEventsApartAndNeighboursIntact() {
    ProfileRecord record = ProfileTexts.crowded();
    record.replaceSection(Section.RUN_DIGESTS, new byte[0], 0, 0);
    record.replaceSection(Section.EVENT_DIGESTS, new byte[0], 0, 0);
    for (int digest = 1; digest <= 20; digest++) {
      DigestRing.RUNS.add(record, digest);
      DigestRing.EVENTS.add(record, -digest);
    }
    for (int digest = 5; digest <= 20; digest++) {
      assertTrue(DigestRing.RUNS.contains(record, digest));
      assertFalse(DigestRing.RUNS.contains(record, -digest));
      assertTrue(DigestRing.EVENTS.contains(record, -digest));
      assertFalse(DigestRing.EVENTS.contains(record, digest));
    }
    assertEquals(crowd(Section.STICKY), section(record, Section.STICKY));
    assertEquals(crowd(Section.ALIASES), section(record, Section.ALIASES));
  }
}
