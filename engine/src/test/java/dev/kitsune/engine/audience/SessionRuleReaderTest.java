package dev.kitsune.engine.audience;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.kitsune.engine.audience.AudienceRule.Age;
import dev.kitsune.engine.audience.AudienceRule.Landing;
import dev.kitsune.engine.audience.AudienceRule.SessionCount;
import dev.kitsune.engine.audience.AudienceRule.SessionLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SessionRuleReaderTest {
  @Test
  void readsTheUrlOfTheLandingPageUnlessTheKeyNamesAnotherMember() {
    Operand pricing = Operand.of("pricing");
    assertEquals(
        new Landing(LandingField.URL, Operator.CONTAINS, pricing),
        RuleTexts.rule("{'type':'landingPage','operator':'contains','value':'pricing'}"));
    for (String key : new String[] {"", "url"}) {
      assertEquals(
          new Landing(LandingField.URL, Operator.CONTAINS, pricing), RuleTexts.rule(landing(key)));
    }
    for (LandingField field : LandingField.values()) {
      assertEquals(
          new Landing(field, Operator.CONTAINS, pricing), RuleTexts.rule(landing(field.member())));
    }
  }

  @Test
  void readsLengthsCountsAndAges() {
    assertEquals(
        new SessionLength(Operator.GREATER_THAN, 60.5),
        RuleTexts.rule("{'type':'sessionLength','operator':'greaterThan','value':'60.5'}"));
    assertEquals(
        new SessionCount(Operator.EQUAL, 3),
        RuleTexts.rule("{'type':'sessionCount','operator':'equal','value':3}"));
    assertEquals(
        new Age(ProfileClock.FIRST_SEEN, Operator.LESS_THAN, 7),
        RuleTexts.rule("{'type':'firstSeen','operator':'lessThan','value':7}"));
    assertEquals(
        new Age(ProfileClock.LAST_SEEN, Operator.GREATER_THAN_INCLUSIVE, 30),
        RuleTexts.rule("{'type':'lastSeen','operator':'greaterThanInclusive','value':'30'}"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"sessionLength", "sessionCount", "firstSeen", "lastSeen"})
  void amountsGoFrom0To2147483647(String type) {
    String rule = "{'type':'" + type + "','operator':'equal','value':%s}";
    RuleTexts.rule(rule.formatted("0"));
    RuleTexts.rule(rule.formatted("2147483647"));
    for (String value : new String[] {"-1", "-0.001", "2147483648", "1e999"}) {
      RuleTexts.assertRefused(
          rule.formatted(value), "/value", "expected a number from 0 to 2147483647");
    }
    RuleTexts.assertRefused(
        rule.formatted("'many'"), "/value", "found \"many\", expected a number");
    RuleTexts.assertRefused(rule.formatted("true"), "/value", "found true, expected a number");
    RuleTexts.assertRefused(
        "{'type':'" + type + "','operator':'equal'}", "/value", "found nothing, expected a number");
    RuleTexts.assertRefused(
        "{'type':'" + type + "','operator':'contains','value':1}",
        "/operator",
        "found \"contains\", expected one of equal, notEqual, ");
    RuleTexts.assertRefused(
        "{'type':'" + type + "','operator':'equal','value':1,'conditions':[1]}",
        "/conditions",
        "found [1], expected no conditions on a rule of this type");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "{'type':'landingPage','key':'query','operator':'equal','value':1}|/key|found \"query\", ex",
        "{'type':'landingPage','key':7,'operator':'equal','value':1}|/key|found 7",
        "{'type':'landingPage','operator':'equal'}|/value|found nothing",
        "{'type':'landingPage','operator':'equal','value':1,'conditions':[1]}|/conditions|found [1]",
        "{'type':'lastSeen','operator':'equal','value':1,'withinDays':1}|/withinDays|found 1",
      })
  void refusesWhatIsNotUnderstood(String rule, String pointer, String reason) {
    RuleTexts.assertRefused(rule, pointer, reason);
  }

  private static String landing(String key) {
    return "{'type':'landingPage','key':'" + key + "','operator':'contains','value':'pricing'}";
  }
}
