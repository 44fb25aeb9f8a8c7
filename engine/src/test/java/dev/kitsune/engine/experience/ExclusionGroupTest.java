package dev.kitsune.engine.experience;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.kitsune.engine.bytes.ByteSlice;
import dev.kitsune.engine.experience.ExperienceDefinition.Exclusion;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExclusionGroupTest {
  private static final int VISITOR_COUNT = 20_000;
  private static final int[] RANKS = {3, 7, 12};

  /* The share is U("group-" + id + "-" + stableId); a bound belongs to the lower member. */
  @Test
  void choosesByTheHashOfGroupAndVisitor() {
    double share = share("group-checkout-123");
    assertEquals(3, group(share, 1 - share, 0).choose(visitor("123")));
    assertEquals(7, group(Math.nextDown(share), 0.9 - share, 0.1).choose(visitor("123")));
  }

  @Test
  void choosesNobodyBeyondTheWeights() {
    double share = share("group-checkout-456");
    assertEquals(
        ExclusionGroup.NOBODY,
        group(share / 4, share / 4, Math.nextDown(share / 2)).choose(visitor("456")));
    assertEquals(3, group(1, 0, 0).choose(visitor("456")));
  }

  @Test
  void sharesTheVisitorsOutByWeight() {
    ExclusionGroup group = group(0.5, 0.1, 0.3);
    int[] counts = new int[13];
    int nobodyCount = 0;
    for (int i = 0; i < VISITOR_COUNT; i++) {
      int chosen = group.choose(visitor("visitor-" + i));
      if (chosen == ExclusionGroup.NOBODY) {
        nobodyCount++;
      } else {
        counts[chosen]++;
      }
    }
    assertEquals(0.5, (double) counts[3] / VISITOR_COUNT, 0.02);
    assertEquals(0.1, (double) counts[7] / VISITOR_COUNT, 0.02);
    assertEquals(0.3, (double) counts[12] / VISITOR_COUNT, 0.02);
    assertEquals(0.1, (double) nobodyCount / VISITOR_COUNT, 0.02);
  }

  private static ExclusionGroup group(double... weights) {
    List<Exclusion> members =
        Arrays.stream(weights).mapToObj(weight -> new Exclusion("checkout", weight)).toList();
    return new ExclusionGroup("checkout", RANKS, new GroupWeights(members));
  }

  private static VisitorId visitor(String id) {
    return new VisitorId().read(new ByteSlice().wrap(id.getBytes(UTF_8)));
  }

  private static double share(String text) {
    return new VisitorHash(text).unit(new byte[0], 0, 0);
  }
}
