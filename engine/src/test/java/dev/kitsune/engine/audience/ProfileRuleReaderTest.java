package dev.kitsune.engine.audience;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.kitsune.engine.audience.AudienceRule.Device;
import dev.kitsune.engine.audience.AudienceRule.DeviceName;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ProfileRuleReaderTest {
  @ParameterizedTest
  @EnumSource
  void readsEveryClassOfDevice(DeviceClass deviceClass) {
    assertEquals(
        new Device(deviceClass),
        RuleTexts.rule(device(type("equal", "'" + deviceClass.wireName() + "'"))));
  }

  @Test
  void everyConditionOfADeviceMustHold() {
    assertEquals(
        new AudienceRule.All(
            List.of(new Device(DeviceClass.MOBILE), new Device(DeviceClass.TABLET))),
        RuleTexts.rule(device(type("equal", "'mobile'") + "," + type("equal", "'tablet'"))));
  }

  @ParameterizedTest
  @EnumSource
  void readsBrowserAndOsWithEveryOperator(Operator operator) {
    Operand operand =
        switch (operator) {
          case EXISTS, NOT_EXISTS -> Operand.NONE;
          default -> Operand.of("10");
        };
    String value = operator == Operator.IN || operator == Operator.NOT_IN ? "['10']" : "'10'";
    String rule = "{'type':'%s','operator':'%s','value':%s}";
    assertEquals(
        new DeviceName(DeviceField.BROWSER, operator, operand),
        RuleTexts.rule(rule.formatted("browser", operator.wireName(), value)));
    assertEquals(
        new DeviceName(DeviceField.OS, operator, operand),
        RuleTexts.rule(rule.formatted("os", operator.wireName(), value)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "{'type':'device','operator':'equal'}|/conditions|found nothing, expected an array with at",
        "{'type':'device','operator':'equal','conditions':[]}|/conditions|found [], expected an ar",
        "{'type':'device','operator':'notEqual','conditions':[]}|/operator|found \"notEqual\", exp",
        "{'type':'device','operator':'equal','value':'tablet','conditions':[]}|/value|found \"tabl",
        "{'type':'device','operator':'equal','conditions':[{'key':{'id':'os'}}]}"
            + "|/conditions/0/key/id|found \"os\", expected type",
        "{'type':'browser','operator':'equal'}|/value|found nothing",
        "{'type':'browser','operator':'is','value':'x'}|/operator|found \"is\"",
        "{'type':'os','operator':'matches','value':'('}|/value|found \"(\", expected a regular",
        "{'type':'os','operator':'equal','value':'x','conditions':[1]}|/conditions|found [1]",
        "{'type':'audience','operator':'contains','value':'x'}|/operator|found \"contains\", expe",
        "{'type':'audience','operator':'equal'}|/value|found nothing, expected a non-empty string",
        "{'type':'audience','operator':'equal','value':'x','conditions':[1]}|/conditions|found [1]",
        "{'type':'audience','operator':'equal','value':'x','withinDays':1}|/withinDays|found 1",
      })
  void refusesWhatIsNotUnderstood(String rule, String pointer, String reason) {
    RuleTexts.assertRefused(rule, pointer, reason);
  }

  @Test
  void refusesOtherClassesAndOperators() {
    RuleTexts.assertRefused(
        device(type("equal", "'phone'")),
        "/conditions/0/value",
        "found \"phone\", expected one of unknown, desktop, mobile, tablet");
    RuleTexts.assertRefused(
        device(type("notEqual", "'mobile'")),
        "/conditions/0/operator",
        "found \"notEqual\", expected one of equal");
  }

  @Test
  void readsRulesOnOtherAudiences() {
    assertEquals(
        new AudienceRule.Member("b", true),
        RuleTexts.rule("{'type':'audience','operator':'equal','value':'b'}"));
    assertEquals(
        new AudienceRule.Member("b", false),
        RuleTexts.rule("{'type':'audience','operator':'notEqual','value':'b'}"));
  }

  private static String device(String conditions) {
    return "{'type':'device','operator':'equal','value':'','conditions':[" + conditions + "]}";
  }

  private static String type(String operator, String value) {
    return "{'key':{'id':'type','key':'type'},'operator':'" + operator + "','value':" + value + "}";
  }
}
