package dev.kitsune.engine.audience;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kitsune.engine.audience.AudienceCatchUp.Compiled;
import dev.kitsune.engine.profile.DerivedPart;
import dev.kitsune.engine.profile.ProfileRecord;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

final class AudienceCatchUpTest {
  private static final String BLANK_TOO = "!";

  @Test
  void nothingChangesBetweenEqualSets() {
    Compiled one = compiled("a=1", "b=2");
    AudienceCatchUp catchUp = AudienceCatchUp.between(one, compiled("b=2", "a=1"));
    assertEquals(0, catchUp.changedCount());
    assertArrayEquals(members(0b10), loaded(catchUp, one, "b"));
  }

  @Test
  void decidesWhatCameOrChanged() {
    Compiled earlier = compiled("a=1", "b=2", "c=3");
    Compiled later = compiled("a=1", "b=9", "d=4");
    AudienceCatchUp catchUp = AudienceCatchUp.between(earlier, later);
    assertArrayEquals(new int[] {1, 2}, catchUp.changedPositions());
    assertArrayEquals(members(0b11), loaded(catchUp, earlier, "a", "b", "c"));
  }

  @Test
  void anotherNameIsNoChange() {
    AudienceDefinition before = new AudienceDefinition("a", "before", rule("1"));
    AudienceDefinition after = new AudienceDefinition("a", "after", rule("1"));
    assertEquals(
        0,
        AudienceCatchUp.between(compiled(List.of(before)), compiled(List.of(after)))
            .changedCount());
  }

  @Test
  void keepsMembershipsWhereRanksShift() {
    Compiled earlier = compiled("b=2", "d=4");
    Compiled later = compiled("a=1", "b=2", "c=3", "d=4");
    AudienceCatchUp catchUp = AudienceCatchUp.between(earlier, later);
    assertArrayEquals(members(0b1000), loaded(catchUp, earlier, "d"));
    assertArrayEquals(members(0b0010), loaded(catchUp, earlier, "b"));
    AudienceCatchUp back = AudienceCatchUp.between(later, earlier);
    assertArrayEquals(members(0b10), loaded(back, later, "a", "c", "d"));
  }

  @Test
  void knowsWhereABlankProfileWas() {
    Compiled earlier = compiled("a=!1", "b=2", "c=!3");
    Compiled later = compiled("0=!0", "a=!1", "b=!2");
    AudienceCatchUp catchUp = AudienceCatchUp.between(earlier, later);
    assertArrayEquals(members(0b010), loaded(catchUp, earlier));
    assertArrayEquals(members(0b100), loaded(catchUp, earlier, "a", "b", "c"));
  }

  @Test
  void oneWayAfterTheOtherIsOneWay() {
    Compiled first = compiled("a=!1", "b=2", "c=3", "d=4");
    Compiled second = compiled("b=2", "c=9", "d=4", "e=!5");
    Compiled third = compiled("a=!1", "c=9", "d=4", "e=!5", "f=6");
    AudienceCatchUp through =
        AudienceCatchUp.between(first, second)
            .then(AudienceCatchUp.between(second, third), third.set());
    /* Audience a went and came, c changed in the first step, e and f came. */
    assertArrayEquals(new int[] {0, 1, 3, 4}, through.changedPositions());
    assertArrayEquals(members(0b00110), loaded(through, first, "a", "b", "c", "d"));
  }

  @Test
  void worksBeyondAWordOfRanks() {
    String[] many = new String[130];
    Arrays.setAll(many, number -> "a%03d=%d".formatted(number, number));
    Compiled earlier = compiled(Arrays.copyOf(many, 129));
    Compiled later = compiled(Arrays.copyOfRange(many, 1, 130));
    AudienceCatchUp catchUp = AudienceCatchUp.between(earlier, later);
    assertArrayEquals(new int[] {128}, catchUp.changedPositions());
    assertArrayEquals(
        members(1L << 62, 1L << 63), loaded(catchUp, earlier, "a000", "a063", "a128"));
  }

  /** The memberships by the later set of a profile that differs from a blank one in these. */
  private static long[] loaded(AudienceCatchUp catchUp, Compiled earlier, String... differing) {
    ProfileRecord record = AudienceCompiler.blankRecord();
    DerivedPart.begin(record, 1, differing.length, 0);
    for (int index = 0; index < differing.length; index++) {
      DerivedPart.differenceRank(record, index, rank(earlier.set(), differing[index]));
    }
    long[] members = new long[3];
    catchUp.loadMembers(record, members);
    return members;
  }

  private static int rank(AudienceSet set, String id) {
    int rank = 0;
    while (!set.id(rank).equals(id)) {
      rank++;
    }
    assertTrue(rank < set.count());
    return rank;
  }

  private static long[] members(long... words) {
    return Arrays.copyOf(words, 3);
  }

  private static Compiled compiled(String... audiences) {
    return compiled(
        Arrays.stream(audiences)
            .map(audience -> audience.split("=", 2))
            .map(parts -> new AudienceDefinition(parts[0], parts[0], rule(parts[1])))
            .toList());
  }

  private static Compiled compiled(List<AudienceDefinition> definitions) {
    return new Compiled(definitions, AudienceCompiler.compile(definitions));
  }

  /* With the mark, a rule that holds of blank profiles too. */
  private static AudienceRule rule(String value) {
    Operator operator = value.startsWith(BLANK_TOO) ? Operator.NOT_EQUAL : Operator.EQUAL;
    return new AudienceRule.Trait("plan", operator, Operand.of(value));
  }
}
