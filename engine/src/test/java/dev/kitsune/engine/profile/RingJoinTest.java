package dev.kitsune.engine.profile;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RingJoinTest {
  private final ProfileRecord to = record();
  private final ProfileRecord from = record();

  @Test
  void joinsTheMatchesOfBothInOrder() {
    Rings.add(to, 5, 10, 3);
    Rings.add(to, 5, 30, 3);
    Rings.add(from, 5, 20, 3);
    Rings.add(from, 5, 30, 3);
    Rings.add(from, 5, 40, 3);
    new ProfileMerge().merge(to, from, 0, (key, old, value) -> {});
    assertEquals(List.of(10L, 20L, 30L, 30L, 40L), RingTexts.times(to, 5));
    assertEquals(List.of(20L, 30L, 40L), RingTexts.times(from, 5));
    assertFalse(Rings.isTruncated(to, Rings.find(to, 5)));
  }

  @Test
  void takesOverRingsOfRulesThatOnlyTheOtherMatched() {
    Rings.add(to, 5, 10, 3);
    Rings.add(from, 4, 20, 1);
    Rings.add(from, 4, 21, 1);
    Rings.add(from, -1, 30, 3);
    new ProfileMerge().merge(to, from, 0, (key, old, value) -> {});
    assertEquals(List.of(10L), RingTexts.times(to, 5));
    assertEquals(List.of(21L), RingTexts.times(to, 4));
    assertEquals(List.of(30L), RingTexts.times(to, -1));
    assertTrue(Rings.isTruncated(to, Rings.find(to, 4)));
  }

  @Test
  void saysThatMatchesWereDroppedIfThoseOfOneWere() {
    Rings.add(to, 5, 10, 1);
    Rings.add(from, 5, 20, 1);
    Rings.add(from, 5, 30, 1);
    new ProfileMerge().merge(to, from, 0, (key, old, value) -> {});
    assertEquals(List.of(10L, 30L), RingTexts.times(to, 5));
    assertTrue(Rings.isTruncated(to, Rings.find(to, 5)));
  }

  @Test
  void joinsAnyRingsAsListsAreMerged() {
    SplittableRandom random = new SplittableRandom(8);
    for (int round = 0; round < 500; round++) {
      ProfileRecord one = random(random);
      ProfileRecord other = random(random);
      List<List<Long>> expected = new ArrayList<>();
      for (long identity = -3; identity <= 3; identity++) {
        List<Long> times = new ArrayList<>(RingTexts.times(one, identity));
        times.addAll(RingTexts.times(other, identity));
        times.sort(null);
        expected.add(times);
      }
      new RingJoin().join(one, other);
      for (long identity = -3; identity <= 3; identity++) {
        assertEquals(expected.get((int) identity + 3), RingTexts.times(one, identity));
      }
    }
  }

  private static ProfileRecord random(SplittableRandom random) {
    ProfileRecord record = record();
    for (int left = random.nextInt(12); left > 0; left--) {
      Rings.add(record, random.nextInt(-3, 4), random.nextInt(20), 4);
    }
    return record;
  }

  private static ProfileRecord record() {
    ProfileRecord record = new ProfileRecord();
    record.begin("someone".getBytes(UTF_8), 0, 7);
    return record;
  }
}
