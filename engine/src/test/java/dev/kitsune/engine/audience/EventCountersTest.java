package dev.kitsune.engine.audience;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.kitsune.engine.audience.AudienceRule.PageCount;
import dev.kitsune.engine.audience.AudienceRule.TrackCount;
import dev.kitsune.engine.event.EventBatch;
import dev.kitsune.engine.profile.Counters;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class EventCountersTest {
  private final RecordedEvents events = new RecordedEvents();

  @Test
  void countsEventsByTheirNames() {
    TrackCount e = track("e");
    TrackCount upper = track("E");
    TrackCount any = track("*");
    TrackCount accent = track("é");
    AudienceSet set = compile(e, upper, any, accent);
    happen(set, events.track("e", ""));
    happen(set, events.track("\\u0065", ""));
    happen(set, events.track("E", ""));
    happen(set, events.track("\\u00e9", ""));
    happen(set, events.track("*", ""));
    happen(set, events.pageWith(""));
    assertEquals(List.of(2, 1, 5, 1), counts(e, upper, any, accent));
  }

  @Test
  void countsWhereEveryConditionHolds() {
    WhereCondition path = where(EventField.PAGE_PATH, "", "/a");
    WhereCondition query = where(EventField.PAGE_QUERY, "q", "1");
    WhereCondition otherQuery = where(EventField.PAGE_QUERY, "r", "1");
    PageCount one = new PageCount(List.of(path), Operator.EQUAL, 1);
    PageCount two = new PageCount(List.of(query, path), Operator.EQUAL, 1);
    PageCount three = new PageCount(List.of(path, query, otherQuery), Operator.EQUAL, 1);
    AudienceSet set = compile(one, two, three);
    happen(set, events.pageWith("'path':'/a','query':{'q':'1'}"));
    happen(set, events.pageWith("'path':'/a','query':{'q':'1','r':'1'}"));
    happen(set, events.pageWith("'path':'/a','query':{'r':'1'}"));
    happen(set, events.pageWith("'path':'/b','query':{'q':'1','r':'1'}"));
    assertEquals(List.of(3, 2, 1), counts(one, two, three));
  }

  @Test
  void rulesThatCountTheSameCountOnce() {
    WhereCondition path = where(EventField.PAGE_PATH, "", "/a");
    PageCount first = new PageCount(List.of(path), Operator.EQUAL, 1);
    PageCount second = new PageCount(List.of(path, path), Operator.LESS_THAN, 3);
    AudienceSet set = compile(first, second);
    happen(set, events.pageWith("'path':'/a'"));
    assertEquals(List.of(1, 1), counts(first, second));
  }

  @Test
  void manyConditionsAreTestedEach() {
    List<AudienceRule> rules = new ArrayList<>();
    for (int index = 0; index < 300; index++) {
      WhereCondition property = where(EventField.PROPERTIES, "p", Integer.toString(index));
      rules.add(new TrackCount("e", List.of(property), Operator.EQUAL, 1));
    }
    AudienceSet set = compile(rules.toArray(AudienceRule[]::new));
    happen(set, events.track("e", "'p':63"));
    happen(set, events.track("e", "'p':299"));
    happen(set, events.track("e", "'p':299.0"));
    List<Integer> expected =
        IntStream.range(0, 300).mapToObj(i -> i == 299 ? 2 : i == 63 ? 1 : 0).toList();
    assertEquals(expected, counts(rules.toArray(AudienceRule[]::new)));
  }

  @Test
  void notesOnlyTheCountsThatChanged() {
    AudienceSet set = compile(track("e"), track("f"), track("*"));
    happen(set, events.track("f", ""));
    assertEquals(2, Long.bitCount(events.changed.word(0)));
    happen(set, events.pageWith(""));
    assertEquals(0, Long.bitCount(events.changed.word(0)));
  }

  @Test
  void notesACountOnlyWhereAComparisonComesOutAnotherWay() {
    AudienceSet set =
        compile(
            new TrackCount("e", List.of(), Operator.GREATER_THAN_INCLUSIVE, 2),
            new TrackCount("e", List.of(), Operator.GREATER_THAN, 4));
    List<Integer> noted = new ArrayList<>();
    for (int count = 1; count <= 8; count++) {
      happen(set, events.track("e", ""));
      if (!events.changed.isEmpty()) {
        noted.add(count);
      }
    }
    assertEquals(List.of(2, 5), noted);
  }

  private void happen(AudienceSet set, EventBatch event) {
    events.happen(set, event, 0);
  }

  private List<Integer> counts(AudienceRule... rules) {
    List<Integer> counts = new ArrayList<>();
    for (AudienceRule rule : rules) {
      long identity =
          rule instanceof TrackCount track
              ? CounterIdentity.of(track)
              : CounterIdentity.of((PageCount) rule);
      counts.add(Counters.count(events.record, identity));
    }
    return counts;
  }

  private static TrackCount track(String event) {
    return new TrackCount(event, List.of(), Operator.EQUAL, 1);
  }

  private static WhereCondition where(EventField field, String name, String operand) {
    return new WhereCondition(field, name, Operator.EQUAL, Operand.of(operand));
  }

  private static AudienceSet compile(AudienceRule... rules) {
    return AudienceCompiler.compile(
        IntStream.range(0, rules.length)
            .mapToObj(index -> new AudienceDefinition("id" + index, "", rules[index]))
            .toList());
  }
}
