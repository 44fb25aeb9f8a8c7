package dev.kitsune.engine.profile;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kitsune.engine.bytes.ByteSlice;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RingsTest {
  private static final long LATE = 0xFFFF_FFFFL;

  private final ProfileRecord record = new ProfileRecord();

  @BeforeEach
  void begin() {
    record.begin("someone".getBytes(UTF_8), 0, 7);
    StickyPicks.add(record, new ByteSlice().wrap("exp".getBytes(UTF_8)), 3);
  }

  @Test
  void aRuleThatNeverMatchedHasNone() {
    assertEquals(Rings.NONE, Rings.find(record, 7));
    assertEquals(Rings.begin(record), Rings.end(record));
  }

  @Test
  void keepsTimesInOrderWheneverTheyCome() {
    add(7, 30, 4);
    add(7, 10, 4);
    add(7, 20, 4);
    add(7, 20, 4);
    assertEquals(List.of(10L, 20L, 20L, 30L), times(7));
    assertFalse(isTruncated(7));
  }

  @Test
  void keepsTheNewestOfMoreThanItMayHold() {
    List.of(10L, 20L, 30L).forEach(time -> add(7, time, 3));
    assertFalse(isTruncated(7));
    assertNotEquals(Rings.NONE, add(7, 15, 3));
    assertEquals(List.of(15L, 20L, 30L), times(7));
    assertTrue(isTruncated(7));
    assertNotEquals(Rings.NONE, add(7, 40, 3));
    assertEquals(List.of(20L, 30L, 40L), times(7));
    assertEquals(Rings.NONE, add(7, 19, 3));
    assertEquals(List.of(20L, 30L, 40L), times(7));
    add(7, 20, 3);
    assertEquals(List.of(20L, 30L, 40L), times(7));
  }

  @Test
  void keepsWhatItHasWhenItMayHoldMore() {
    List.of(10L, 20L, 30L).forEach(time -> add(7, time, 2));
    add(7, 5, 4);
    add(7, 40, 4);
    assertEquals(List.of(5L, 20L, 30L, 40L), times(7));
    assertTrue(isTruncated(7), "10 is missing");
  }

  @Test
  void dropsTheOldestWhenItMayHoldLess() {
    List.of(10L, 20L, 30L, 40L).forEach(time -> add(7, time, 4));
    add(7, 35, 2);
    assertEquals(List.of(35L, 40L), times(7));
    assertTrue(isTruncated(7));
  }

  @Test
  void countsWhatIsLaterThanATime() {
    List.of(10L, 20L, 20L, LATE).forEach(time -> add(7, time, 4));
    int ring = Rings.find(record, 7);
    assertEquals(4, Rings.countAfter(record, ring, -5));
    assertEquals(4, Rings.countAfter(record, ring, 9));
    assertEquals(3, Rings.countAfter(record, ring, 10));
    assertEquals(3, Rings.countAfter(record, ring, 19));
    assertEquals(1, Rings.countAfter(record, ring, 20));
    assertEquals(0, Rings.countAfter(record, ring, LATE));
  }

  @Test
  void retainsWhatIsUsedAndAsMuchAsItMayHold() {
    for (long identity : new long[] {1, 5, 9, -2}) {
      List.of(10L, 20L, 30L).forEach(time -> add(identity, time, 3));
    }
    Rings.retain(record, new long[] {0, 5, 9, 12, -2, -1}, new int[] {1, 3, 2, 9, 5, 1});
    assertEquals(Rings.NONE, Rings.find(record, 1));
    assertEquals(List.of(10L, 20L, 30L), times(5));
    assertEquals(List.of(20L, 30L), times(9));
    assertTrue(isTruncated(9));
    assertEquals(List.of(10L, 20L, 30L), times(-2));
    assertFalse(isTruncated(-2));
    Rings.retain(record, new long[0], new int[0]);
    assertEquals(0, record.sectionLength(Section.RINGS));
    assertEquals(3, StickyPicks.variantIndex(record, StickyPicks.begin(record)));
  }

  @Test
  void aRingOfNTimesTakes12BytesAnd4EachWhateverComes() {
    for (int count = 1; count <= 300; count++) {
      add(7, count, 256);
      assertEquals(12 + 4 * Math.min(count, 256), record.sectionLength(Section.RINGS));
    }
    assertEquals(45, times(7).get(0));
  }

  @Test
  void doesWhatSortedListsDo() {
    SplittableRandom random = new SplittableRandom(6);
    TreeMap<Long, List<Long>> model = new TreeMap<>(Long::compareUnsigned);
    for (int step = 0; step < 20_000; step++) {
      long identity = random.nextInt(-3, 4);
      long time = random.nextInt(100);
      int capacity = 1 + random.nextInt(5);
      List<Long> times = model.computeIfAbsent(identity, key -> new ArrayList<>());
      times.add(time);
      Collections.sort(times);
      while (times.size() > capacity) {
        times.remove(0);
      }
      add(identity, time, capacity);
      assertEquals(times, times(identity));
    }
    List<Long> identities = new ArrayList<>();
    for (int ring = Rings.begin(record);
        ring < Rings.end(record);
        ring = Rings.next(record, ring)) {
      identities.add(Rings.identity(record, ring));
    }
    assertEquals(List.copyOf(model.keySet()), identities);
  }

  private int add(long identity, long timeS, int capacity) {
    return Rings.add(record, identity, timeS, capacity);
  }

  private boolean isTruncated(long identity) {
    return Rings.isTruncated(record, Rings.find(record, identity));
  }

  private List<Long> times(long identity) {
    return RingTexts.times(record, identity);
  }
}
