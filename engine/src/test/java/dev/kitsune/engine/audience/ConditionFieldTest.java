package dev.kitsune.engine.audience;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kitsune.engine.event.EventBatch;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ConditionFieldTest {
  private final RecordedEvents events = new RecordedEvents();
  private final EventScratch scratch = new EventScratch();

  @ParameterizedTest(name = "{0} of {1} is {2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "PAGE_URL|'url':'x'|x",
        "PAGE_URL|'path':'x'|u",
        "PAGE_PATH|'path':'/\\u00e9'|/é",
        "PAGE_PATH|'path':7|/p",
        "PAGE_PATH|'path':null|/p",
        "PAGE_REFERRER|'url':'x'|^^",
      })
  void readsThePageMemberByMember(EventField field, String contextPage, String expected) {
    assertTrue(isEqual(new ReadField(field, ""), events.pageWith(contextPage), expected));
  }

  @ParameterizedTest(name = "{0} of {1} and {2} is {3}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "CAMPAIGN_NAME|'name':'c'|?utm_campaign=u|c",
        "CAMPAIGN_NAME|'name':''|?utm_campaign=u|u",
        "CAMPAIGN_NAME|'name':null|?utm_campaign=u|u",
        "CAMPAIGN_NAME|'name':7|?utm_campaign=u|u",
        "CAMPAIGN_NAME|'source':'s'|?utm_campaign=u|u",
        "CAMPAIGN_SOURCE|'name':'c'|?utm_source=u|u",
        "CAMPAIGN_MEDIUM|'medium':'\\u0063'|?utm_medium=u|c",
        "CAMPAIGN_TERM|'name':'c'|?utm_term=u|u",
        "CAMPAIGN_CONTENT|'name':'c'|?utm_content=u|u",
      })
  void readsTheCampaignThenTheQuery(
      EventField field, String campaign, String search, String expected) {
    EventBatch event =
        events.page("'campaign':{" + campaign + "},'page':{'search':'" + search + "'}", "");
    assertTrue(isEqual(new ReadField(field, ""), event, expected));
  }

  @Test
  void aCampaignThatIsNowhereIsMissing() {
    EventBatch event = events.page("'campaign':{'name':''}", "");
    ReadField field = new ReadField(EventField.CAMPAIGN_NAME, "");
    assertFalse(holds(field, event, Operator.EQUAL, ""));
    assertFalse(holds(field, event, Operator.EQUAL, "*"));
    assertTrue(holds(field, event, Operator.NOT_EQUAL, "c"));
  }

  @ParameterizedTest(name = "{0} of {1} is {2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "a|'a':1|1",
        "a.b|'a':{'b':1}|1",
        "a.b|'a':{'b':1},'a.b':2|2",
        "a.b|'a.b':2,'a':{'b':1}|2",
        "a.b.c|'a':{'b':{'c':1}}|1",
        "a.b|'a':{'\\u0062':'\\u00e9'}|é",
        "a.|'a':{'':1}|1",
        ".a|'':{'a':1}|1",
        ".|'':{'':1}|1",
        "..|'':{'':{'':1}}|1",
        "a.b|'a':{'b':{'c' : [1, 2]}}|{\"c\":[1,2]}",
      })
  void readsPropertiesLiterallyThenAsAPath(String path, String properties, String expected) {
    ReadField field = new ReadField(EventField.PROPERTIES, path);
    assertTrue(isEqual(field, events.track("e", properties), expected));
  }

  @ParameterizedTest(name = "{0} of {1} is missing")
  @CsvSource(
      delimiter = '|',
      value = {
        "a|'b':1",
        "a|'a':null",
        "a.b|'a':1",
        "a.b|'a':[1]",
        "a.b|'a':{'c':1}",
        "a.b|'a':{'b':1},'a.b':null",
        "a.b.c|'a':{'b.c':1}",
      })
  void propertiesAreMissing(String path, String properties) {
    ReadField field = new ReadField(EventField.PROPERTIES, path);
    assertFalse(holds(field, events.track("e", properties), Operator.EQUAL, "*"));
    assertTrue(holds(field, events.track("e", properties), Operator.NOT_IN, "x"));
  }

  @Test
  void forgetsTheValueOfTheEventBefore() {
    ReadField field = new ReadField(EventField.PAGE_QUERY, "q");
    assertTrue(isEqual(field, events.pageWith("'search':'?q=1'"), "1"));
    assertFalse(isEqual(field, events.pageWith("'search':'?r=1'"), "1"));
    ReadField property = new ReadField(EventField.PROPERTIES, "a");
    assertTrue(isEqual(property, events.track("e", "'a':1"), "1"));
    assertFalse(isEqual(property, events.track("e", ""), "1"));
  }

  @Test
  void knowsTheParametersOfCampaigns() {
    for (EventField field : EventField.values()) {
      String name = field.conditionId().replace("context_campaign_", "utm_");
      String parameter = name.equals("utm_name") ? "utm_campaign" : name;
      EventBatch event = events.pageWith("'query':{'" + parameter + "':'found'}");
      boolean isCampaign = field.conditionId().startsWith("context_campaign_");
      assertEquals(isCampaign, isEqual(new ReadField(field, "x"), event, "found"));
    }
  }

  @Test
  void findsLiteralNamesAndPathsThatShareTheirBeginnings() {
    ConditionFieldsCompiler compiler = new ConditionFieldsCompiler();
    List<String> names = List.of("a", "a.b", "a.b.c", "a.b.d", "b.c", "a.x", "x.a");
    names.forEach(name -> compiler.number(EventField.PROPERTIES, name));
    ReadField fields = new ReadField(compiler);
    EventBatch event = events.track("e", "'a':{'b':{'c':1,'d':2}},'b.c':3,'b':{'c':4},'a.x':5");
    List<String> expected =
        List.of("{\"b\":{\"c\":1,\"d\":2}}", "{\"c\":1,\"d\":2}", "1", "2", "3", "5");
    for (int number = 0; number < expected.size(); number++) {
      fields.read(number, event, scratch);
      assertEquals(expected.get(number), scratch.text.toString(), names.get(number));
    }
    fields.read(6, event, scratch);
    assertFalse(scratch.isFound);
  }

  @ParameterizedTest(name = "{0} has {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "'a':1,'a':2|a",
        "'a':{'b':1},'a':{'b':2}|a.b",
        "'a':3,'a':{'b':1,'b':2}|a.b",
        "'a.b':1,'a':{'b':3},'a.b':2|a.b",
      })
  void theLastMemberOfANameCounts(String properties, String path) {
    ReadField field = new ReadField(EventField.PROPERTIES, path);
    assertTrue(isEqual(field, events.track("e", properties), "2"));
  }

  @Test
  void anObjectThatALaterMemberReplacesIsNotLookedInto() {
    ReadField field = new ReadField(EventField.PROPERTIES, "a.b");
    assertFalse(holds(field, events.track("e", "'a':{'b':1},'a':3"), Operator.EQUAL, "*"));
    assertFalse(holds(field, events.track("e", "'a':{'b':1},'a':{}"), Operator.EQUAL, "*"));
  }

  @Test
  void arraysAreTestedAsElementsAndAsTextInAnyOrder() {
    ReadField field = new ReadField(EventField.PROPERTIES, "a");
    field.read(0, events.track("e", "'a':[ 'x' , {'y': 1} ]"), scratch);
    for (int round = 0; round < 2; round++) {
      assertTrue(field.test(Operator.CONTAINS, "x", scratch));
      assertTrue(field.test(Operator.EQUAL, "[\"x\",{\"y\":1}]", scratch));
      assertTrue(field.test(Operator.CONTAINS, "{\"y\":1}", scratch));
      assertTrue(field.test(Operator.DOES_NOT_CONTAIN, "y", scratch));
      assertTrue(field.test(Operator.STARTS_WITH, "[\"x\"", scratch));
    }
  }

  private boolean isEqual(ReadField field, EventBatch event, String expected) {
    return holds(field, event, Operator.EQUAL, expected);
  }

  private boolean holds(ReadField field, EventBatch event, Operator operator, String operand) {
    field.read(0, event, scratch);
    return field.test(operator, operand, scratch);
  }

  /** Compiled fields, and the event that was read last. */
  private static final class ReadField {
    private final QueryParameters parameters;
    private final PropertyPaths properties;
    private final ConditionField[] fields;
    private @Nullable EventBatch event;

    ReadField(EventField field, String name) {
      this(compilerOf(field, name));
    }

    ReadField(ConditionFieldsCompiler compiler) {
      parameters = compiler.parameters();
      properties = compiler.properties();
      fields = compiler.fields(parameters);
    }

    void read(int number, EventBatch read, EventScratch scratch) {
      event = read;
      parameters.find(read, 0, scratch);
      properties.find(read, 0, scratch);
      fields[number].read(read, 0, scratch);
    }

    boolean test(Operator operator, String operand, EventScratch scratch) {
      Comparison test = Comparison.of(operator, Operand.of(operand));
      return ConditionField.test(test, Objects.requireNonNull(event), scratch);
    }

    private static ConditionFieldsCompiler compilerOf(EventField field, String name) {
      ConditionFieldsCompiler compiler = new ConditionFieldsCompiler();
      compiler.number(field, name);
      return compiler;
    }
  }
}
