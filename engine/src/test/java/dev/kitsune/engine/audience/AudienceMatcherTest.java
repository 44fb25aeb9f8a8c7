package dev.kitsune.engine.audience;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kitsune.engine.audience.AudienceRule.ReturningVisitor;
import dev.kitsune.engine.audience.AudienceRule.Trait;
import dev.kitsune.engine.event.EventBatch;
import dev.kitsune.engine.profile.DerivedPart;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class AudienceMatcherTest {
  /** Ranks 0 to 99: whether trait "n" is not the rank. Ranks 100 to 139: trait "x" exists. */
  private final AudienceSet set =
      AudienceCompiler.compile(
          IntStream.range(0, 140)
              .mapToObj(rank -> new AudienceDefinition("%04d".formatted(rank), "", rule(rank)))
              .toList());

  private final RecordedEvents events = new RecordedEvents();
  private final AudienceMatcher matcher = new AudienceMatcher();

  @Test
  void decidesEveryAudienceOfANewRecord() {
    happen(events.identify("", "'n':70"));
    matcher.matchAll(set, events.record);
    assertEquals(ranks(rank -> rank < 100 && rank != 70), ranks(matcher::isMember));
    assertEquals(ranks(rank -> true), ranks(matcher::isFlipped));
    assertEquals(1, matcher.differenceCount(set));
  }

  @Test
  void flipsWhatAnEventChanged() {
    keepAll();
    happen(events.identify("", "'n':70"));
    assertTrue(change());
    assertEquals(List.of(70), ranks(matcher::isFlipped));
    assertEquals(ranks(rank -> rank < 100 && rank != 70), ranks(matcher::isMember));
    keep();
    happen(events.identify("", "'n':3"));
    assertTrue(change());
    assertEquals(List.of(3, 70), ranks(matcher::isFlipped));
    keep();
    happen(events.identify("", "'n':null,'x':0"));
    assertTrue(change());
    assertEquals(ranks(rank -> rank == 3 || rank >= 100), ranks(matcher::isFlipped));
    assertEquals(ranks(rank -> true), ranks(matcher::isMember));
  }

  @Test
  void nothingFlipsWhereNothingChanged() {
    keepAll();
    happen(events.pageWith(""));
    assertTrue(events.changed.isEmpty());
    assertFalse(change());
    happen(events.identify("", "'n':'none'"));
    assertTrue(events.changed.isEmpty());
    assertFalse(change());
  }

  @Test
  void anEqualValueWrittenAgainFlipsNothing() {
    happen(events.identify("", "'n':70,'x':1"));
    keepAll();
    happen(events.identify("", "'n':70,'x':2"));
    assertFalse(change());
  }

  @Test
  void keepsTheDifferenceFromABlankProfile() {
    happen(events.identify("", "'n':64,'x':1"));
    keepAll();
    List<Integer> kept =
        IntStream.range(0, DerivedPart.differenceCount(events.record))
            .mapToObj(index -> DerivedPart.differenceRank(events.record, index))
            .toList();
    assertEquals(ranks(rank -> rank == 64 || rank >= 100), kept);
  }

  @Test
  void aBlankRecordDiffersInNothing() {
    matcher.matchAll(set, events.record);
    assertEquals(0, matcher.differenceCount(set));
  }

  @Test
  void servesSetsOfAnySizeInTurn() {
    AudienceSet small =
        AudienceCompiler.compile(
            List.of(new AudienceDefinition("a", "", new ReturningVisitor(false, List.of()))));
    AudienceSet none = AudienceCompiler.compile(List.of());
    matcher.matchAll(set, events.record);
    matcher.matchAll(small, events.record);
    assertTrue(matcher.isMember(0));
    assertEquals(0, matcher.differenceCount(small));
    matcher.matchAll(none, events.record);
    assertEquals(0, matcher.differenceCount(none));
    matcher.matchAll(set, events.record);
    assertEquals(0, matcher.differenceCount(set));
  }

  private static AudienceRule rule(int rank) {
    return rank < 100
        ? new Trait("n", Operator.NOT_EQUAL, Operand.of(Integer.toString(rank)))
        : new Trait("x", Operator.EXISTS, Operand.NONE);
  }

  private void happen(EventBatch event) {
    events.happen(set, event, 0);
  }

  private boolean change() {
    return matcher.matchChanged(set, events.record, events.changed);
  }

  private void keepAll() {
    matcher.matchAll(set, events.record);
    keep();
  }

  private void keep() {
    DerivedPart.begin(events.record, 1, matcher.differenceCount(set), 0);
    matcher.writeDifference(set, events.record);
  }

  private static List<Integer> ranks(IntPredicate isIn) {
    return IntStream.range(0, 140).filter(isIn).boxed().toList();
  }
}
