package dev.kitsune.engine.audience;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.kitsune.engine.audience.AudienceRule.ExperienceSeen;
import dev.kitsune.engine.audience.AudienceRule.PageCount;
import dev.kitsune.engine.audience.AudienceRule.TrackCount;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CountedRuleReaderTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "'withinDays':7,'conditions':[]",
        "'withinDays':'7'",
        "'withinDays':7.0",
        "'conditions':[{'key':{'id':'within_days'},'value':7}]",
        "'conditions':[{'key':{'id':'within_days','label':'x'},'operator':'equal','value':'7'}]"
      })
  void readsAWindowOnTheRuleOrAsACondition(String window) {
    assertEquals(
        new TrackCount("e", List.of(), Operator.EQUAL, 2, 7),
        RuleTexts.rule("{'type':'track','value':'e','operator':'equal','count':2," + window + "}"));
  }

  @Test
  void aWindowIsNoWhereCondition() {
    WhereCondition where =
        new WhereCondition(EventField.PAGE_PATH, "", Operator.EQUAL, Operand.of("/"));
    assertEquals(
        new PageCount(List.of(where), Operator.EQUAL, 1, 30),
        RuleTexts.rule(
            "{'type':'page','operator':'equal','conditions':[{'key':{'id':'within_days'},'value':30}"
                + ",{'key':{'id':'context_page_path'},'operator':'equal','value':'/'}]}"));
    RuleTexts.assertRefused(
        "{'type':'page','operator':'equal','conditions':[{'key':{'id':'within_days'},'value':30}]}",
        "/conditions",
        "expected an array with at least one where condition");
  }

  @Test
  void readsSeenExperiences() {
    WhereCondition second =
        new WhereCondition(EventField.VARIANT_INDEX, "", Operator.EQUAL, Operand.of("1"));
    assertEquals(
        new ExperienceSeen("exp", List.of(second), Operator.GREATER_THAN_INCLUSIVE, 3, 0),
        RuleTexts.rule(
            "{'type':'experienceSeen','value':'exp','operator':'greaterThanInclusive','count':'3',"
                + "'conditions':[{'key':{'id':'variant_index'},'operator':'equal','value':'1'}]}"));
    assertEquals(
        new ExperienceSeen("exp", List.of(), Operator.EQUAL, 1, 2),
        RuleTexts.rule(
            "{'type':'experienceSeen','value':'exp','operator':'equal','withinDays':2}"));
  }

  @ParameterizedTest
  @CsvSource({
    "1,true",
    "10000,true",
    "0,false",
    "10001,false",
    "-1,false",
    "1.5,false",
    "'\"x\"',false"
  })
  void windowsHave1To10000Days(String days, boolean isRead) {
    String rule = "{'type':'track','value':'e','operator':'equal','withinDays':" + days + "}";
    if (isRead) {
      assertEquals(Integer.parseInt(days), ((TrackCount) RuleTexts.rule(rule)).withinDays());
    } else {
      RuleTexts.assertRefused(
          rule, "/withinDays", "found " + days + ", expected a whole number from 1 to 10000");
    }
  }

  @Test
  void countsOfWindowsGoUpTo255() {
    String windowed = "{'type':'track','value':'e','operator':'equal','withinDays':1,'count':%d}";
    assertEquals(254, ((TrackCount) RuleTexts.rule(windowed.formatted(254))).count());
    assertEquals(255, ((TrackCount) RuleTexts.rule(windowed.formatted(255))).count());
    RuleTexts.assertRefused(
        windowed.formatted(256), "/count", "found 256, expected a whole number from 0 to 255");
    String plain = "{'type':'track','value':'e','operator':'equal','count':%d}";
    assertEquals(
        Integer.MAX_VALUE,
        ((TrackCount) RuleTexts.rule(plain.formatted(Integer.MAX_VALUE))).count());
    RuleTexts.assertRefused(
        plain.formatted(1L << 31), "/count", "expected a whole number from 0 to 2147483647");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "{'type':'track','value':'e','operator':'equal','withinDays':1,'conditions':[{'key':{'id':"
            + "'within_days'},'value':1}]}|/conditions/0/value|found another window, expected one",
        "{'type':'track','value':'e','operator':'equal','conditions':[{'key':{'id':'within_days'},"
            + "'value':1},{'key':{'id':'within_days'},'value':1}]}|/conditions/1/value|found another",
        "{'type':'track','value':'e','operator':'equal','conditions':[{'key':{'id':'within_days'},"
            + "'operator':'lessThan','value':1}]}|/conditions/0/operator|found \"lessThan\", expect",
        "{'type':'track','value':'e','operator':'equal','conditions':[{'key':{'id':'within_days'}}]}"
            + "|/conditions/0/value|found nothing, expected a whole number from 1 to 10000",
        "{'type':'experienceSeen','operator':'equal'}|/value|found nothing, expected a non-empty",
        "{'type':'experienceSeen','value':'e','operator':'contains'}|/operator|found \"contains\"",
        "{'type':'experienceSeen','value':'e','operator':'equal','conditions':[{'key':{'id':'type'}}]}"
            + "|/conditions/0/key/id|found \"type\", expected variant_index",
        "{'type':'experienceSeen','value':'e','operator':'equal','conditions':[{'key':{'id':"
            + "'variant_index'},'operator':'in','value':[1]}]}|/conditions/0/operator|found \"in\"",
        "{'type':'experienceSeen','value':'e','operator':'equal','conditions':[{'key':{'id':"
            + "'variant_index'},'operator':'equal','value':-1}]}|/conditions/0/value|found -1, expe",
        "{'type':'experienceSeen','value':'e','operator':'equal','conditions':[{'key':{'id':"
            + "'variant_index'},'operator':'equal','value':'x'}]}|/conditions/0/value|found \"x\", ex",
      })
  void refusesWhatIsNotUnderstood(String rule, String pointer, String reason) {
    RuleTexts.assertRefused(rule, pointer, reason);
  }

  @Test
  void theRulesThemselvesKeepTheseBounds() {
    assertThrows(
        IllegalArgumentException.class,
        () -> new TrackCount("e", List.of(), Operator.EQUAL, 256, 1));
    assertThrows(
        IllegalArgumentException.class,
        () -> new TrackCount("e", List.of(), Operator.EQUAL, 1, 10_001));
  }
}
