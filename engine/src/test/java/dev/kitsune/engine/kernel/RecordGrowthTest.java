package dev.kitsune.engine.kernel;

import static dev.kitsune.engine.TestEnvironments.audience;
import static dev.kitsune.engine.TestEnvironments.environment;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.kitsune.engine.EngineConfig.StoreKind;
import dev.kitsune.engine.TestClient;
import dev.kitsune.engine.TestEngine;
import dev.kitsune.engine.TestEvent;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How many bytes a record's truth grows by for what rules count. */
class RecordGrowthTest {
  private static final int PLAIN_LENGTH_MAX = 12;

  private final TestEngine engine = new TestEngine(StoreKind.HEAP, 100, environment(""));
  private final TestClient client = engine.client();
  private int profileCount;

  @AfterEach
  void close() {
    engine.close();
  }

  @Test
  void rulesThatNeverMatchedTakeNothing() {
    int without = lengthAfter("", 3);
    String rules =
        IntStream.range(0, 200)
            .mapToObj(i -> counted("a" + i, "other" + i, "greaterThan", 3, i % 3))
            .collect(Collectors.joining(","));
    assertEquals(without, lengthAfter(rules, 3));
  }

  @Test
  void aPlainCounterTakes12BytesHoweverManyMatchAndHoweverManyAudiencesReadIt() {
    String rules =
        Stream.of(1, 2, 3)
            .map(count -> counted("a" + count, "e", "greaterThan", count, 0))
            .collect(Collectors.joining(","));
    assertEquals(lengthAfter("", 1) + PLAIN_LENGTH_MAX, lengthAfter(rules, 1));
    assertEquals(lengthAfter("", 16) + PLAIN_LENGTH_MAX, lengthAfter(rules, 16));
  }

  @ParameterizedTest
  @CsvSource({
    "greaterThanInclusive, 0, 1",
    "greaterThanInclusive, 1, 1",
    "lessThan, 5, 5",
    "greaterThan, 5, 6",
    "lessThanInclusive, 5, 6",
    "equal, 5, 6",
    "notEqual, 0, 1",
    "greaterThanInclusive, 255, 255",
    "equal, 255, 256"
  })
  void aWindowTakes12BytesAnd4ForEachMatchThatDecides(String operator, int count, int times) {
    String rule = counted("a", "e", operator, count, 7);
    assertEquals(12 + 4 * times, lengthAfter(rule, 300) - lengthAfter("", 300));
    assertEquals(12 + 4, lengthAfter(rule, 1) - lengthAfter("", 1));
  }

  @Test
  void equalRulesShareAWindowThatHoldsTheMostThatOneNeeds() {
    String rules =
        counted("a", "e", "greaterThanInclusive", 2, 1)
            + ","
            + counted("b", "e", "equal", 4, 30)
            + ","
            + counted("c", "e", "lessThan", 3, 7);
    assertEquals(12 + 4 * 5, lengthAfter(rules, 300) - lengthAfter("", 300));
  }

  @Test
  void aPlainCounterAndAWindowOfOneRuleStandApart() {
    String rules =
        counted("a", "e", "greaterThanInclusive", 2, 0)
            + ","
            + counted("b", "e", "greaterThanInclusive", 2, 7);
    assertEquals(PLAIN_LENGTH_MAX + 12 + 4 * 2, lengthAfter(rules, 300) - lengthAfter("", 300));
  }

  /** Length of the truth of a new profile after so many events, of the environment. */
  private int lengthAfter(String audiences, int eventCount) {
    engine.configure(environment(audiences));
    String id = "v" + profileCount++;
    for (int left = eventCount; left > 0; left--) {
      client.update(id, TestEvent.track("e"));
    }
    return engine.stored(id).truth().length() / 2;
  }

  private static String counted(
      String id, String event, String operator, int count, int withinDays) {
    return audience(
        id,
        "{\"type\":\"track\",\"value\":\"%s\",\"operator\":\"%s\",\"count\":%d%s}"
            .formatted(
                event, operator, count, withinDays == 0 ? "" : ",\"withinDays\":" + withinDays));
  }
}
