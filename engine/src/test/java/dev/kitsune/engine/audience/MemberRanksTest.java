package dev.kitsune.engine.audience;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kitsune.engine.audience.AudienceRule.ReturningVisitor;
import dev.kitsune.engine.profile.DerivedPart;
import dev.kitsune.engine.profile.ProfileRecord;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class MemberRanksTest {
  private static final int AUDIENCE_COUNT = 6;
  private static final int SUBSET_COUNT = 1 << AUDIENCE_COUNT;

  private final MemberRanks ranks = new MemberRanks();

  @Test
  void areWhereABlankProfileIsButForTheDifferences() {
    for (int blank = 0; blank < SUBSET_COUNT; blank++) {
      AudienceSet audiences = audiences(blank);
      for (int differences = 0; differences < SUBSET_COUNT; differences++) {
        ranks.begin(record(differences), audiences);
        String place = "blank " + blank + ", differences " + differences;
        int countMax = ranks.countMax();
        List<Integer> members = rest();
        assertEquals(subset(blank ^ differences), members, place);
        assertTrue(members.size() <= countMax, place);
        assertEquals(MemberRanks.END, ranks.next(), place);
      }
    }
  }

  @Test
  void beginAnewInTheMiddle() {
    AudienceSet audiences = audiences(0b10);
    ranks.begin(record(0b101), audiences);
    assertEquals(0, ranks.next());
    ranks.begin(record(0b1000), audiences);
    assertEquals(List.of(1, 3), rest());
  }

  @Test
  void endAtOnceWhereThereAreNoAudiences() {
    ranks.begin(record(0), AudienceCompiler.compile(List.of()));
    assertEquals(0, ranks.countMax());
    assertEquals(MemberRanks.END, ranks.next());
  }

  private List<Integer> rest() {
    return IntStream.generate(ranks::next)
        .takeWhile(rank -> rank != MemberRanks.END)
        .boxed()
        .toList();
  }

  private static ProfileRecord record(int differences) {
    ProfileRecord record = new ProfileRecord();
    record.begin(new byte[] {'p'}, 0, 1);
    List<Integer> differing = subset(differences);
    DerivedPart.begin(record, 1, differing.size(), 0);
    for (int index = 0; index < differing.size(); index++) {
      DerivedPart.differenceRank(record, index, differing.get(index));
    }
    return record;
  }

  private static AudienceSet audiences(int blank) {
    List<Integer> members = subset(blank);
    return AudienceCompiler.compile(
        IntStream.range(0, AUDIENCE_COUNT)
            .mapToObj(
                rank -> {
                  AudienceRule rule = new ReturningVisitor(!members.contains(rank), List.of());
                  return new AudienceDefinition("a" + rank, "", rule);
                })
            .toList());
  }

  private static List<Integer> subset(int bits) {
    return IntStream.range(0, AUDIENCE_COUNT)
        .filter(rank -> (bits >> rank & 1) != 0)
        .boxed()
        .toList();
  }
}
