package dev.kitsune.bench.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SnapshotPairsTest {
  private final SnapshotPairs pairs = new SnapshotPairs();

  @Test
  void holdsEachSnapshotAgainstTheUpdatesBeforeIt() {
    add(1_000, false, 100);
    add(1_000, true, 300);
    add(2_000, false, 200);
    add(1_000, true, 400);
    assertEquals(List.of(3.0), pairs.ratios(), "the second has not ended");
    add(1, false, 100);
    assertEquals(List.of(3.0, 2.0), pairs.ratios());
    assertEquals(2_000, pairs.duringCount());
    assertEquals(3_001, pairs.elseCount());
    assertEquals(0.4, pairs.duringUs(), 0.01);
    assertEquals(0.2, pairs.elseUs(), 0.01);
  }

  @ParameterizedTest
  @CsvSource({"999, 1000, 0", "1000, 999, 0", "1000, 1000, 1"})
  void leavesOutTailsOfTooFewUpdates(int elseCount, int duringCount, int pairCount) {
    add(elseCount, false, 100);
    add(duringCount, true, 100);
    add(1, false, 100);
    assertEquals(pairCount, pairs.ratios().size());
  }

  private void add(int count, boolean isDuring, long ns) {
    for (int i = 0; i < count; i++) {
      pairs.add(isDuring, ns);
    }
  }
}
