package dev.kitsune.engine.audience;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.kitsune.engine.audience.AudienceRule.PageCount;
import dev.kitsune.engine.audience.AudienceRule.TrackCount;
import dev.kitsune.engine.audience.AudienceRule.Trait;
import dev.kitsune.engine.event.EventBatch;
import dev.kitsune.engine.profile.Counters;
import java.time.Duration;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * What an event costs where a configuration has many names and the event many members: their sum,
 * not their product. Each is done in milliseconds by one walk per event, and in many seconds by one
 * walk per name.
 */
final class EventWorkTest {
  private static final int NAME_COUNT = 1_000;
  private static final int MEMBER_COUNT = 700;
  private static final int SEARCH_LENGTH = 64 * 1024 - 1;
  private static final Duration PLENTY = Duration.ofSeconds(5);

  private final RecordedEvents events = new RecordedEvents();

  @Test
  void aLongSearchIsWalkedOnceForAllParameters() {
    AudienceSet set = audiences(index -> page(EventField.PAGE_QUERY, "parameter" + index));
    String search =
        "?" + "parameterx=1&".repeat(SEARCH_LENGTH / 13).substring(0, SEARCH_LENGTH - 16);
    EventBatch event = events.pageWith("'search':'" + search + "&parameter7=1'");
    assertCounts(300, set, event, page(EventField.PAGE_QUERY, "parameter7"));
  }

  @Test
  void aLargeQueryIsWalkedOnceForAllParameters() {
    AudienceSet set = audiences(index -> page(EventField.PAGE_QUERY, "parameter" + index));
    EventBatch event = events.pageWith("'query':{" + members("parameter7") + "}");
    assertCounts(6_000, set, event, page(EventField.PAGE_QUERY, "parameter7"));
  }

  @Test
  void propertiesAreWalkedOnceForAllNames() {
    AudienceSet set = audiences(index -> track("*", "property" + index));
    EventBatch event = events.track("e", members("property7"));
    assertCounts(6_000, set, event, track("*", "property7"));
  }

  @Test
  void anObjectInPropertiesIsWalkedOnceForAllPathsIntoIt() {
    AudienceSet set = audiences(index -> track("*", "a.b.property" + index));
    EventBatch event = events.track("e", "'a':{'b':{" + members("property7") + "}}");
    assertCounts(6_000, set, event, track("*", "a.b.property7"));
  }

  @Test
  void aLongPropertyIsDecodedOnceForAllItsConditions() {
    AudienceSet set =
        audiences(
            index ->
                new TrackCount(
                    "*",
                    List.of(where(EventField.PROPERTIES, "p", "x" + index)),
                    Operator.EQUAL,
                    1));
    String text = "\\u00e9".repeat(SEARCH_LENGTH / 6);
    EventBatch event = events.track("e", "'p':'" + text + "','p7':'1'");
    assertTimeoutPreemptively(PLENTY, () -> happen(200, set, event));
  }

  @Test
  void propertiesAreNotWalkedForTheNamesOfOtherEvents() {
    AudienceSet set = audiences(index -> track("event" + index, "property" + index));
    EventBatch event = events.track("event7", members("property7"));
    assertCounts(6_000, set, event, track("event7", "property7"));
  }

  @Test
  void aTraitThatStandsManyTimesChangesOnce() {
    AudienceSet set =
        audiences(
            index -> new Trait("t", Operator.GREATER_THAN, Operand.of(String.valueOf(index))));
    String turns = "'t':-1,'t':1000000,";
    EventBatch event = events.identify("", turns.repeat(MEMBER_COUNT / 2) + "'u':1");
    assertTimeoutPreemptively(PLENTY, () -> happen(6_000, set, event));
  }

  @Test
  void conditionsThatNoValueFindsShareOneInput() {
    assertEquals(
        1,
        audiences(index -> new Trait("t", Operator.MATCHES, Operand.of("x" + index))).inputCount());
    assertEquals(
        2,
        audiences(index -> new Trait("t.city", Operator.EQUAL, Operand.of("x" + index)))
            .inputCount());
  }

  private void assertCounts(int times, AudienceSet set, EventBatch event, AudienceRule rule) {
    assertTimeoutPreemptively(PLENTY, () -> happen(times, set, event));
    assertEquals(times, Counters.count(events.record, identity(rule)));
  }

  private void happen(int times, AudienceSet set, EventBatch event) {
    for (int left = times; left > 0; left--) {
      events.happen(set, event, 0);
    }
  }

  /** Members of names of the same length as the last one, which is 1. */
  private static String members(String last) {
    String stem = last.substring(0, last.length() - 1);
    String others =
        IntStream.range(0, MEMBER_COUNT - 1)
            .mapToObj(index -> "'" + stem + "x" + index + "':'1'")
            .collect(Collectors.joining(","));
    return others + ",'" + last + "':'1'";
  }

  private static long identity(AudienceRule rule) {
    return rule instanceof TrackCount track
        ? CounterIdentity.of(track)
        : CounterIdentity.of((PageCount) rule);
  }

  private static PageCount page(EventField field, String name) {
    return new PageCount(List.of(where(field, name, "1")), Operator.EQUAL, 1);
  }

  private static TrackCount track(String event, String property) {
    return new TrackCount(
        event, List.of(where(EventField.PROPERTIES, property, "1")), Operator.EQUAL, 1);
  }

  private static WhereCondition where(EventField field, String name, String operand) {
    return new WhereCondition(field, name, Operator.EQUAL, Operand.of(operand));
  }

  private static AudienceSet audiences(IntFunction<AudienceRule> rule) {
    return AudienceCompiler.compile(
        IntStream.range(0, NAME_COUNT)
            .mapToObj(index -> new AudienceDefinition("id" + index, "", rule.apply(index)))
            .toList());
  }
}
