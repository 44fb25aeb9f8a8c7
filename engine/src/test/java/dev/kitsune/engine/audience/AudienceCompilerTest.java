package dev.kitsune.engine.audience;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kitsune.engine.audience.AudienceRule.All;
import dev.kitsune.engine.audience.AudienceRule.Any;
import dev.kitsune.engine.audience.AudienceRule.Location;
import dev.kitsune.engine.audience.AudienceRule.Not;
import dev.kitsune.engine.audience.AudienceRule.PageCount;
import dev.kitsune.engine.audience.AudienceRule.ReturningVisitor;
import dev.kitsune.engine.audience.AudienceRule.SessionCount;
import dev.kitsune.engine.audience.AudienceRule.TrackCount;
import dev.kitsune.engine.audience.AudienceRule.Trait;
import dev.kitsune.engine.bytes.ByteSink;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class AudienceCompilerTest {
  private static final Operator AT_LEAST = Operator.GREATER_THAN_INCLUSIVE;

  private final RecordedEvents events = new RecordedEvents();
  private final AudienceMatcher matcher = new AudienceMatcher();

  @Test
  void equalConditionsBecomeOneFact() {
    AudienceSet set =
        compile(
            trait("plan", Operator.EQUAL, "pro"),
            new Not(trait("plan", Operator.EQUAL, "pro")),
            new All(
                List.of(
                    trait("plan", Operator.EQUAL, "pro"), new ReturningVisitor(true, List.of()))),
            new ReturningVisitor(true, List.of()));
    assertEquals(2, set.factCount());
    assertEquals(2, set.inputCount());
  }

  @Test
  void conditionsThatDifferInOnePartAreDifferentFacts() {
    AudienceSet set =
        compile(
            trait("plan", Operator.EQUAL, "pro"),
            trait("plan", Operator.NOT_EQUAL, "pro"),
            trait("plan", Operator.EQUAL, "free"),
            trait("Plan", Operator.EQUAL, "pro"),
            new Location(LocationField.CITY, Operator.EQUAL, Operand.of("pro")),
            new Location(LocationField.REGION, Operator.EQUAL, Operand.of("pro")));
    assertEquals(6, set.factCount());
    assertEquals(5, set.inputCount());
  }

  @Test
  void thresholdsOnOneCountShareItsInput() {
    WhereCondition path = where(EventField.PAGE_PATH, "/p");
    WhereCondition url = where(EventField.PAGE_URL, "u");
    AudienceSet set =
        compile(
            new PageCount(List.of(path, url), AT_LEAST, 1),
            new PageCount(List.of(url, path), AT_LEAST, 2),
            new PageCount(List.of(url, path, url), Operator.LESS_THAN, 2));
    assertEquals(3, set.factCount());
    assertEquals(1, set.inputCount());
    events.happen(set, events.pageWith(""), 0);
    assertEquals(List.of(true, false, true), members(set));
    events.happen(set, events.pageWith(""), 0);
    assertEquals(List.of(true, true, false), members(set));
  }

  @Test
  void pagesAndTrackEventsOfOneConditionAreTwoInputs() {
    List<WhereCondition> path = List.of(where(EventField.PAGE_PATH, "/p"));
    AudienceSet set =
        compile(
            new PageCount(path, AT_LEAST, 1),
            new TrackCount("*", path, AT_LEAST, 1),
            new TrackCount("e", path, AT_LEAST, 1));
    assertEquals(3, set.inputCount());
  }

  @Test
  void ranksAreTheOrderOfAnswers() {
    AudienceSet set = AudienceCompiler.compile(List.of(named("b"), named("C"), named("A")));
    assertEquals(
        List.of("A", "b", "C"), IntStream.range(0, set.count()).mapToObj(set::id).toList());
  }

  @Test
  void quotesIdsBehindAComma() {
    AudienceSet set = AudienceCompiler.compile(List.of(named("a\"\\\né")));
    ByteSink json = new ByteSink(1);
    set.idsJson().put(0, 0, json);
    assertEquals(",\"a\\\"\\\\\\né\"", json.toString());
  }

  @Test
  void equalDefinitionsInAnyOrderGiveEqualAnswers() {
    RandomRules rules = new RandomRules(new SplittableRandom(4));
    List<AudienceDefinition> definitions = new ArrayList<>();
    List<String> ids = new ArrayList<>();
    for (int index = 0; index < 200; index++) {
      AudienceRule rule = RandomRules.resolved(rules.nested(3), ids);
      ids.add("id" + index);
      definitions.add(new AudienceDefinition("id" + index, "", rule));
    }
    AudienceSet set = AudienceCompiler.compile(definitions);
    Collections.shuffle(definitions, new Random(4));
    AudienceSet shuffled = AudienceCompiler.compile(definitions);
    events.happen(set, events.identify("'location':{'city':'DE'}", "'a':1,'b':{'a':'x'}"), 0);
    assertEquals(members(set), members(shuffled));
    assertArrayEquals(set.blankRanks(), shuffled.blankRanks());
    for (int rank = 0; rank < set.count(); rank++) {
      assertEquals(set.id(rank), shuffled.id(rank));
    }
  }

  @Test
  void everySessionCountMustHold() {
    SessionCount moreThanOne = new SessionCount(Operator.GREATER_THAN, 1);
    SessionCount lessThanFour = new SessionCount(Operator.LESS_THAN, 4);
    SessionCount notTwo = new SessionCount(Operator.NOT_EQUAL, 2);
    AudienceSet set =
        compile(
            new ReturningVisitor(true, List.of(moreThanOne, lessThanFour, notTwo)),
            new ReturningVisitor(false, List.of(moreThanOne, lessThanFour, notTwo)),
            new ReturningVisitor(true, List.of(notTwo, new SessionCount(AT_LEAST, 2.5))),
            new Not(new ReturningVisitor(true, List.of(lessThanFour))));
    List<List<Boolean>> bySessions = new ArrayList<>();
    for (int session = 1; session <= 4; session++) {
      bySessions.add(members(set));
      events.happen(set, events.pageWith(""), session * 10_000L);
    }
    assertEquals(
        List.of(
            List.of(false, false, false, true),
            List.of(false, false, false, false),
            List.of(true, false, true, false),
            List.of(false, false, true, true)),
        bySessions);
  }

  @Test
  void groupsWithoutRulesAreDecidedWithoutFacts() {
    AudienceSet set = compile(new Any(List.of()), new All(List.of()), new Not(new Any(List.of())));
    assertEquals(0, set.factCount());
    assertEquals(List.of(false, true, true), members(set));
  }

  @Test
  void compilesNoAudiences() {
    AudienceSet set = compile();
    assertEquals(0, set.count());
    assertEquals(0, set.blankRanks().length);
    events.happen(set, events.identify("'location':{'city':'DE'}", "'a':1"), 10_000);
    assertTrue(events.changed.isEmpty());
    assertFalse(matcher.matchChanged(set, events.record, events.changed));
  }

  private List<Boolean> members(AudienceSet set) {
    matcher.matchAll(set, events.record);
    return IntStream.range(0, set.count()).mapToObj(matcher::isMember).toList();
  }

  private static AudienceSet compile(AudienceRule... rules) {
    return AudienceCompiler.compile(
        IntStream.range(0, rules.length)
            .mapToObj(index -> new AudienceDefinition("id" + index, "", rules[index]))
            .toList());
  }

  private static AudienceDefinition named(String id) {
    return new AudienceDefinition(id, id, new ReturningVisitor(true, List.of()));
  }

  private static Trait trait(String key, Operator operator, String operand) {
    return new Trait(key, operator, Operand.of(operand));
  }

  private static WhereCondition where(EventField field, String operand) {
    return new WhereCondition(field, "", Operator.EQUAL, Operand.of(operand));
  }
}
