package dev.kitsune.engine.profile;

import static dev.kitsune.engine.profile.ProfileTexts.blank;
import static dev.kitsune.engine.profile.ProfileTexts.crowd;
import static dev.kitsune.engine.profile.ProfileTexts.section;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.kitsune.engine.bytes.LittleEndian;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class CountersTest {
  private static final int ENTRY_LENGTH = 12;

  @Test
  void countsNothingAtFirst() {
    ProfileRecord record = blank("visitor");
    assertEquals(0, Counters.count(record, 0));
    assertEquals(0, Counters.count(record, -1));
    assertEquals(0, record.sectionLength(Section.COUNTERS));
  }

  @Test
  void countsEachRuleByItself() {
    ProfileRecord record = blank("visitor");
    Counters.increment(record, 5);
    Counters.increment(record, 6);
    Counters.increment(record, 5);
    assertEquals(2, Counters.count(record, 5));
    assertEquals(1, Counters.count(record, 6));
    assertEquals(0, Counters.count(record, 4));
    assertEquals(0, Counters.count(record, 7));
  }

  @Test
  void staysAtTheLargestCountOnceThere() {
    ProfileRecord record = blank("visitor");
    Counters.add(record, 1, Integer.MAX_VALUE - 1);
    assertEquals(Integer.MAX_VALUE - 1, Counters.count(record, 1));
    Counters.increment(record, 1);
    assertEquals(Integer.MAX_VALUE, Counters.count(record, 1));
    Counters.increment(record, 1);
    assertEquals(Integer.MAX_VALUE, Counters.count(record, 1));
    Counters.add(record, 1, Integer.MAX_VALUE);
    assertEquals(Integer.MAX_VALUE, Counters.count(record, 1));
  }

  @Test
  void keepsEntriesAscendingAndNeighboursIntact() {
    ProfileRecord record = ProfileTexts.crowded();
    record.replaceSection(Section.COUNTERS, new byte[0], 0, 0);
    SplittableRandom random = new SplittableRandom(2);
    Map<Long, Integer> model = new TreeMap<>(Long::compareUnsigned);
    for (int round = 0; round < 3_000; round++) {
      long identity = identity(random);
      Counters.increment(record, identity);
      model.merge(identity, 1, Integer::sum);
    }
    assertEntries(model, record);
    for (int i = 0; i < 1_000; i++) {
      long identity = identity(random);
      assertEquals(model.getOrDefault(identity, 0), Counters.count(record, identity));
    }
    assertEquals(crowd(Section.DEVICE), section(record, Section.DEVICE));
    assertEquals(crowd(Section.RINGS), section(record, Section.RINGS));
  }

  @Test
  void retainsTheRulesThatAreNamedAndNeighboursIntact() {
    SplittableRandom random = new SplittableRandom(3);
    for (int round = 0; round < 200; round++) {
      ProfileRecord record = ProfileTexts.crowded();
      record.replaceSection(Section.COUNTERS, new byte[0], 0, 0);
      Map<Long, Integer> model = new TreeMap<>(Long::compareUnsigned);
      for (int count = random.nextInt(40); count > 0; count--) {
        long identity = identity(random);
        Counters.increment(record, identity);
        model.merge(identity, 1, Integer::sum);
      }
      Set<Long> retained = new TreeSet<>(Long::compareUnsigned);
      model.keySet().stream().filter(identity -> random.nextBoolean()).forEach(retained::add);
      for (int count = random.nextInt(3); count > 0; count--) {
        retained.add(identity(random));
      }
      Counters.retain(record, retained.stream().mapToLong(Long::longValue).toArray());
      model.keySet().retainAll(retained);
      assertEntries(model, record);
      assertEquals(crowd(Section.DEVICE), section(record, Section.DEVICE));
      assertEquals(crowd(Section.RINGS), section(record, Section.RINGS));
    }
  }

  /** Few enough to meet again, of both signs, with the extremes. */
  private static long identity(SplittableRandom random) {
    return switch (random.nextInt(10)) {
      case 0 -> -1L;
      case 1 -> Long.MIN_VALUE;
      case 2 -> Long.MAX_VALUE;
      default -> (random.nextInt(500) - 250) * 0x0123_4567_89ab_cdefL;
    };
  }

  private static void assertEntries(Map<Long, Integer> model, ProfileRecord record) {
    assertEquals(model.size() * ENTRY_LENGTH, record.sectionLength(Section.COUNTERS));
    int at = record.sectionOffset(Section.COUNTERS);
    for (Map.Entry<Long, Integer> entry : model.entrySet()) {
      assertEquals(entry.getKey(), LittleEndian.getLong(record.array(), at));
      assertEquals(entry.getValue(), LittleEndian.getInt(record.array(), at + Long.BYTES));
      at += ENTRY_LENGTH;
    }
  }
}
