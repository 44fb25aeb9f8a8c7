package dev.kitsune.engine.audience;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kitsune.engine.event.EventBatch;
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
    assertTrue(isEqual(new ConditionField(field, ""), events.pageWith(contextPage), expected));
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
    assertTrue(isEqual(new ConditionField(field, ""), event, expected));
  }

  @Test
  void aCampaignThatIsNowhereIsMissing() {
    EventBatch event = events.page("'campaign':{'name':''}", "");
    ConditionField field = new ConditionField(EventField.CAMPAIGN_NAME, "");
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
    ConditionField field = new ConditionField(EventField.PROPERTIES, path);
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
    ConditionField field = new ConditionField(EventField.PROPERTIES, path);
    assertFalse(holds(field, events.track("e", properties), Operator.EQUAL, "*"));
    assertTrue(holds(field, events.track("e", properties), Operator.NOT_IN, "x"));
  }

  @Test
  void forgetsTheValueOfTheEventBefore() {
    ConditionField field = new ConditionField(EventField.PAGE_QUERY, "q");
    assertTrue(isEqual(field, events.pageWith("'search':'?q=1'"), "1"));
    assertFalse(isEqual(field, events.pageWith("'search':'?r=1'"), "1"));
    ConditionField property = new ConditionField(EventField.PROPERTIES, "a");
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
      assertEquals(isCampaign, isEqual(new ConditionField(field, "x"), event, "found"));
    }
  }

  private boolean isEqual(ConditionField field, EventBatch event, String expected) {
    return holds(field, event, Operator.EQUAL, expected);
  }

  private boolean holds(ConditionField field, EventBatch event, Operator operator, String operand) {
    field.read(event, 0, scratch);
    return field.test(ValueTest.of(operator, Operand.of(operand)), event, scratch);
  }
}
