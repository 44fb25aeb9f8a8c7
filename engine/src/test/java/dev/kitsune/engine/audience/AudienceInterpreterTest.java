package dev.kitsune.engine.audience;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
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
import dev.kitsune.engine.event.EventLimits;
import dev.kitsune.engine.event.EventReader;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The oracle and its generators, against audiences.md by hand. */
final class AudienceInterpreterTest {
  private final ModelProfile profile = new ModelProfile();

  @ParameterizedTest(name = "{2} {0} {1} is {3}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "EQUAL|true|true|true",
        "EQUAL|10|\"1e1\"|true",
        "EQUAL|é|\"\\u00e9\"|true",
        "EQUAL|*|null|false",
        "EQUAL|*|\"\"|true",
        "NOT_EQUAL|*|null|true",
        "NOT_EQUAL|x|null|true",
        "DOES_NOT_CONTAIN|*|1|false",
        "GREATER_THAN|9|\"10\"|true",
        "GREATER_THAN|9|\"ten\"|false",
        "CONTAINS|10|[1e1]|true",
        "CONTAINS|a|[\"ab\"]|false",
        "CONTAINS|null|[null]|false",
        "CONTAINS|50|1.50|true",
        "EQUAL|{\"a\":\"\\u00e9\"}|{ \"a\" : \"\\u00e9\" }|true",
        "STARTS_WITH|[1,|[ 1, 2 ]|true",
        "MATCHES|ic|\"pricing\"|true",
        "IN|1e1|10|true",
        "NOT_IN|1e1|10|false",
      })
  void comparesAsDocumented(Operator operator, String operand, String json, boolean expected) {
    assertEquals(
        expected,
        AudienceInterpreter.compare(operator, Operand.of(operand), ModelJson.parse(json)));
  }

  @Test
  void countsTheEventsOnWhichEveryConditionHolds() {
    WhereCondition path = condition(EventField.PAGE_PATH, "", "/a");
    WhereCondition query = condition(EventField.PAGE_QUERY, "q", "1");
    happens("{'type':'page','context':{'page':{'path':'/a','query':{'q':'1'}}}}");
    happens("{'type':'page','context':{'page':{'path':'/a','query':{}}}}");
    happens("{'type':'page','context':{'page':{'path':'/b','query':{'q':'1'}}}}");
    happens("{'type':'track','event':'e','context':{'page':{'path':'/a','query':{'q':1}}}}");
    assertTrue(holds(new PageCount(List.of(path), Operator.EQUAL, 2)));
    assertTrue(holds(new PageCount(List.of(path, query), Operator.EQUAL, 1)));
    assertTrue(holds(new TrackCount("*", List.of(path, query), Operator.EQUAL, 1)));
    assertTrue(holds(new TrackCount("E", List.of(), Operator.LESS_THAN, 1)));
  }

  @Test
  void takesPageFieldsFromTheContextThenFromThePageEvent() {
    String page =
        "{'type':'page','context':{'page':{'url':'u','path':7}},'properties':{'path':'p'}}";
    happens(page);
    assertTrue(
        holds(new PageCount(List.of(condition(EventField.PAGE_URL, "", "u")), Operator.EQUAL, 1)));
    assertTrue(
        holds(new PageCount(List.of(condition(EventField.PAGE_PATH, "", "p")), Operator.EQUAL, 1)));
    happens(page.replace("'page',", "'track','event':'e',"));
    assertTrue(
        holds(
            new TrackCount(
                "e", List.of(condition(EventField.PAGE_PATH, "", "p")), Operator.EQUAL, 0)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "{'query':{'a b':'1'},'search':'?a+b=2'}|1",
        "{'query':{'a b':null},'search':'?a+b=2'}|2",
        "{'search':'x=y&a%20b=%C3%A9&a+b=2'}|é",
        "{'query':{'a b':[1, 2]}}|[1,2]",
      })
  void readsQueryParameters(String page, String expected) {
    happens("{'type':'page','context':{'page':" + page + "}}");
    assertTrue(
        holds(
            new PageCount(
                List.of(condition(EventField.PAGE_QUERY, "a b", expected)), Operator.EQUAL, 1)));
  }

  @Test
  void readsCampaignsThenTheQuery() {
    happens(
        "{'type':'page','context':{'campaign':{'name':'','source':'s'},'page':{'query':"
            + "{'utm_campaign':'c','utm_source':'x'}}}}");
    assertTrue(
        holds(
            new PageCount(
                List.of(
                    condition(EventField.CAMPAIGN_NAME, "", "c"),
                    condition(EventField.CAMPAIGN_SOURCE, "", "s")),
                Operator.EQUAL,
                1)));
  }

  @Test
  void looksTraitsUpLiterallyThenAsAPath() {
    happens("{'type':'identify','traits':{'a':{'b':1,'c':2},'a.b':3,'n':null}}");
    happens("{'type':'identify','traits':{'x':1}}");
    assertTrue(holds(trait("a.b", "3")));
    assertTrue(holds(trait("a.c", "2")));
    assertTrue(holds(trait("x", "1")));
    assertTrue(holds(new Trait("n", Operator.NOT_EXISTS, Operand.NONE)));
    assertFalse(holds(trait("a.b.c", "2")));
  }

  @Test
  void replacesTheLocationWhole() {
    happens("{'type':'page','context':{'location':{'city':'Bern','country':'CH'}}}");
    happens("{'type':'page','context':{'location':{}}}");
    assertTrue(holds(new Location(LocationField.CITY, Operator.EQUAL, Operand.of("Bern"))));
    happens("{'type':'page','context':{'location':{'city':''}}}");
    assertFalse(holds(new Location(LocationField.CITY, Operator.EXISTS, Operand.NONE)));
    assertFalse(holds(new Location(LocationField.COUNTRY, Operator.EXISTS, Operand.NONE)));
  }

  @Test
  void comparesReturningVisitors() {
    AudienceRule third =
        new ReturningVisitor(true, List.of(new SessionCount(Operator.GREATER_THAN, 2)));
    assertTrue(holds(new ReturningVisitor(false, List.of())));
    profile.sessionCount = 2;
    assertTrue(holds(new ReturningVisitor(true, List.of())));
    assertFalse(holds(third));
    profile.sessionCount = 3;
    assertTrue(holds(third));
  }

  @Test
  void combinesGroups() {
    AudienceRule yes = new ReturningVisitor(false, List.of());
    AudienceRule no = new Not(yes);
    assertFalse(holds(no));
    assertTrue(holds(new Any(List.of(no, yes))));
    assertFalse(holds(new All(List.of(no, yes))));
  }

  @Test
  void generatesRulesThatHoldAndRulesThatDoNot() {
    SplittableRandom random = new SplittableRandom(11);
    RandomRules rules = new RandomRules(random);
    RandomEvents events = new RandomEvents(random);
    int trueCount = 0;
    for (int index = 0; index < 2_000; index++) {
      ModelProfile visitor = new ModelProfile();
      for (int left = random.nextInt(6); left > 0; left--) {
        visitor.apply(ModelJson.parse(events.event()));
      }
      trueCount +=
          AudienceInterpreter.matches(RandomRules.resolved(rules.leaf(), List.of()), visitor)
              ? 1
              : 0;
    }
    assertTrue(trueCount > 400 && trueCount < 1_600, "held " + trueCount + " times of 2000");
  }

  @Test
  void generatesEventsThatRequestsMayHold() {
    RandomEvents events = new RandomEvents(new SplittableRandom(5));
    EventReader reader = new EventReader(EventLimits.DEFAULT);
    for (int index = 0; index < 2_000; index++) {
      String event = events.event();
      byte[] body = ("{\"events\":[" + event + "]}").getBytes(UTF_8);
      assertDoesNotThrow(() -> reader.readEvents(body, 0, body.length, 0), event);
    }
  }

  @Test
  void generatesTheSameFromTheSameSeed() {
    assertEquals(
        new RandomRules(new SplittableRandom(3)).audience(),
        new RandomRules(new SplittableRandom(3)).audience());
    assertEquals(
        new RandomEvents(new SplittableRandom(3)).event(),
        new RandomEvents(new SplittableRandom(3)).event());
  }

  private void happens(String event) {
    profile.apply(ModelJson.parse(event.replace('\'', '"')));
  }

  private boolean holds(AudienceRule rule) {
    return AudienceInterpreter.matches(rule, profile);
  }

  private static Trait trait(String key, String operand) {
    return new Trait(key, Operator.EQUAL, Operand.of(operand));
  }

  private static WhereCondition condition(EventField field, String name, String operand) {
    return new WhereCondition(field, name, Operator.EQUAL, Operand.of(operand));
  }
}
