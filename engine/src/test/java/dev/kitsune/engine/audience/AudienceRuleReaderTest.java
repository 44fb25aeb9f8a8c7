package dev.kitsune.engine.audience;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
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
import dev.kitsune.engine.bytes.ConfigurationValue;
import dev.kitsune.engine.error.ConfigurationException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class AudienceRuleReaderTest {
  private static final Operator AT_LEAST = Operator.GREATER_THAN_INCLUSIVE;

  /** The rules that audiences.md prints from real exports, verbatim, one a line. */
  private static final List<String> REAL_RULES = lines("real-rules.jsonl");

  @Test
  void readsTheRealPageRules() {
    assertEquals(page(EventField.PAGE_URL, "", Operator.EQUAL, "*"), rule(REAL_RULES.get(0)));
    assertEquals(
        page(EventField.PAGE_PATH, "", Operator.CONTAINS, "pricing"), rule(REAL_RULES.get(1)));
    assertEquals(
        page(EventField.PAGE_QUERY, "social", Operator.EQUAL, "tiktok"), rule(REAL_RULES.get(2)));
    assertEquals(
        page(EventField.CAMPAIGN_NAME, "", Operator.EQUAL, "applicant_tracking"),
        rule(REAL_RULES.get(3)));
  }

  @Test
  void readsTheRealTrackRules() {
    assertEquals(new TrackCount("registered", List.of(), AT_LEAST, 1), rule(REAL_RULES.get(4)));
    assertEquals(new TrackCount("*", List.of(), AT_LEAST, 1), rule(REAL_RULES.get(5)));
  }

  @Test
  void readsTheRealIdentifyRules() {
    assertEquals(trait("lifecyclestage", Operator.EQUAL, "lead"), rule(REAL_RULES.get(6)));
    assertEquals(trait("identified", Operator.EQUAL, "true"), rule(REAL_RULES.get(7)));
    assertEquals(
        trait("purchased_product_features", Operator.CONTAINS, "Process Management"),
        rule(REAL_RULES.get(8)));
  }

  @Test
  void readsTheRealLocationRules() {
    assertEquals(
        new Location(LocationField.CONTINENT, Operator.EQUAL, Operand.of("AS")),
        rule(REAL_RULES.get(9)));
    assertEquals(
        new Location(LocationField.COUNTRY_CODE, Operator.EQUAL, Operand.of("AU")),
        rule(REAL_RULES.get(10)));
  }

  @Test
  void readsTheRealReturningVisitorRule() {
    assertEquals(
        new ReturningVisitor(true, List.of(new SessionCount(AT_LEAST, 1))),
        rule(REAL_RULES.get(11)));
  }

  @Test
  void readsTheRealDeviceRule() {
    assertEquals(13, REAL_RULES.size());
    assertEquals(new AudienceRule.Device(DeviceClass.TABLET), rule(REAL_RULES.get(12)));
  }

  @Test
  void readsTheRealRulesOfAllVisitors() {
    AudienceRule read =
        read(
            "{\"any\":[{\"all\":[%s]},{\"all\":[%s]}]}"
                .formatted(REAL_RULES.get(0), REAL_RULES.get(5)));
    assertEquals(
        new Any(
            List.of(
                new All(List.of(page(EventField.PAGE_URL, "", Operator.EQUAL, "*"))),
                new All(List.of(new TrackCount("*", List.of(), AT_LEAST, 1))))),
        read);
  }

  @Test
  void readsSeveralRulesOfAGroupInOrder() {
    AudienceRule read =
        read("{\"any\":[{\"all\":[%s,%s]}]}".formatted(REAL_RULES.get(6), REAL_RULES.get(9)));
    assertEquals(
        new Any(List.of(new All(List.of(rule(REAL_RULES.get(6)), rule(REAL_RULES.get(9)))))), read);
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "VARIANT_INDEX")
  void readsEveryConditionId(EventField field) {
    String name = field.isNamed() ? "plan.tier" : "";
    assertEquals(
        page(field, name, Operator.EQUAL, "x"),
        rule(pageWith(condition(field.conditionId(), "plan.tier", "equal", "\"x\""))));
  }

  @ParameterizedTest
  @CsvSource({
    "equal, EQUAL",
    "notEqual, NOT_EQUAL",
    "contains, CONTAINS",
    "doesNotContain, DOES_NOT_CONTAIN",
    "notContains, DOES_NOT_CONTAIN",
    "startsWith, STARTS_WITH",
    "endsWith, ENDS_WITH",
    "matches, MATCHES",
    "regex, MATCHES",
    "greaterThan, GREATER_THAN",
    "greaterThanInclusive, GREATER_THAN_INCLUSIVE",
    "lessThan, LESS_THAN",
    "lessThanInclusive, LESS_THAN_INCLUSIVE",
  })
  void readsEveryOperatorWithOneValue(String wireName, Operator operator) {
    assertEquals(trait("k", operator, "1"), rule(identify("k", wireName, "\"1\"")));
    assertEquals(
        page(EventField.PAGE_URL, "", operator, "1"),
        rule(pageWith(condition("context_page_url", "", wireName, "1"))));
    assertEquals(
        new Location(LocationField.CITY, operator, Operand.of("1")),
        rule(identify("city", wireName, "1").replace("identify", "location")));
  }

  @Test
  void readsListsOfInAndNotIn() {
    Operand operand = new Operand(List.of("a", "1.50", "true"));
    assertEquals(
        new Trait("k", Operator.IN, operand), rule(identify("k", "in", "[\"a\",1.50,true]")));
    assertEquals(
        new Trait("k", Operator.NOT_IN, operand),
        rule(identify("k", "notIn", "[\"a\",1.50,true]")));
  }

  @ParameterizedTest
  @CsvSource({"exists, EXISTS", "notExists, NOT_EXISTS"})
  void ignoresTheValueOfExists(String wireName, Operator operator) {
    for (String value : List.of("\"\"", "null", "[1]")) {
      assertEquals(new Trait("k", operator, Operand.NONE), rule(identify("k", wireName, value)));
    }
  }

  @ParameterizedTest
  @EnumSource
  void readsEveryLocationKey(LocationField field) {
    assertEquals(
        new Location(field, Operator.EQUAL, Operand.of("x")),
        rule(identify(field.member(), "equal", "\"x\"").replace("identify", "location")));
  }

  @Test
  void keepsValuesAsWrittenAndStringsUnescaped() {
    assertEquals(trait("k", Operator.EQUAL, "1.0e2"), rule(identify("k", "equal", "1.0e2")));
    assertEquals(trait("k", Operator.EQUAL, "false"), rule(identify("k", "equal", "false")));
    assertEquals(
        trait("k", Operator.EQUAL, "é/\""), rule(identify("k", "equal", "\"\\u00e9\\/\\\"\"")));
    assertEquals(trait("k", Operator.EQUAL, ""), rule(identify("k", "equal", "\"\"")));
    assertEquals(trait("ké", Operator.EQUAL, "x"), rule(identify("k\\u00e9", "equal", "\"x\"")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      value = {"0|0", "\"0\"|0", "7|7", "\"12\"|12", "2147483647|2147483647", "null|1"})
  void readsCountsFromNumbersAndStrings(String json, int count) {
    assertEquals(
        new TrackCount("e", List.of(), Operator.EQUAL, count),
        rule("{\"type\":\"track\",\"value\":\"e\",\"operator\":\"equal\",\"count\":" + json + "}"));
  }

  @Test
  void takesAnAbsentCountAsOne() {
    assertEquals(
        new TrackCount("e", List.of(), Operator.LESS_THAN, 1),
        rule("{\"type\":\"track\",\"value\":\"e\",\"operator\":\"lessThan\"}"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"-1", "2147483648", "\"2147483648\"", "1.5", "\"one\"", "\"\"", "true", "[1]"})
  void refusesCountsThatAreNone(String json) {
    assertRefused(
        "{\"type\":\"track\",\"value\":\"e\",\"operator\":\"equal\",\"count\":" + json + "}",
        "/rules/any/0/all/0/count",
        "expected a whole number from 0 to 2147483647");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"equal|true|true", "equal|\"false\"|false", "notEqual|true|false"})
  void readsReturningVisitorWithItsBoolean(String operator, String value, boolean expected) {
    assertEquals(
        new ReturningVisitor(expected, List.of()),
        rule(
            "{\"type\":\"isReturningVisitor\",\"operator\":\"%s\",\"value\":%s}"
                .formatted(operator, value)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "{'type':'pgae'}|/type|found \"pgae\", expected page, track, identify,",
        "{}|/type|found nothing",
        "{'type':1}|/type|found 1",
        "7|^^|found 7, expected an object",
        "{'type':'page','operator':'equal'}|/conditions|found nothing, expected an array with",
        "{'type':'page','operator':'equal','conditions':[]}|/conditions|found [], expected an",
        "{'type':'page','operator':'equal','conditions':{}}|/conditions|found {}, expected an",
        "{'type':'track','operator':'equal'}|/value|found nothing, expected a non-empty string",
        "{'type':'track','operator':'equal','value':''}|/value|found \"\"",
        "{'type':'track','operator':'equal','value':[]}|/value|found []",
        "{'type':'track','value':'e'}|/operator|found nothing, expected one of equal, notEqual, g",
        "{'type':'track','value':'e','operator':'contains'}|/operator|found \"contains\", expecte",
        "{'type':'track','value':'e','operator':'Equal'}|/operator|found \"Equal\"",
        "{'type':'track','value':'e','operator':['equal']}|/operator|found [\"equal\"]",
        "{'type':'identify','key':'k','operator':'equal','value':1,'withinDays':3}|/withinDays|found"
            + " 3, expected no withinDays on a rule of this type",
        "{'type':'track','value':'e','operator':'equal','conditons':[]}|/conditons|unknown member",
        "{'type':'identify','operator':'equal','value':'x'}|/key|found nothing",
        "{'type':'identify','key':'','operator':'equal','value':'x'}|/key|found \"\"",
        "{'type':'identify','key':'k','operator':'equal'}|/value|found nothing",
        "{'type':'identify','key':'k','operator':'equal','value':null}|/value|found null",
        "{'type':'identify','key':'k','operator':'equal','value':[1]}|/value|found [1]",
        "{'type':'identify','key':'k','operator':'equal','value':{}}|/value|found {}",
        "{'type':'identify','key':'k','operator':'lessThan','value':'x'}|/value|found \"x\", expec",
        "{'type':'identify','key':'k','operator':'lessThan','value':'*'}|/value|found \"*\", expec",
        "{'type':'identify','key':'k','operator':'in','value':'x'}|/value|found \"x\", expected an",
        "{'type':'identify','key':'k','operator':'in','value':[]}|/value|found [], expected an arr",
        "{'type':'identify','key':'k','operator':'in','value':[1,null]}|/value/1|found null, expe",
        "{'type':'identify','key':'k','operator':'matches','value':'(?=x)'}|/value|found \"(?=x)\"",
        "{'type':'identify','key':'k','operator':'matches','value':'*'}|/value|found \"*\","
            + " expecte",
        "{'type':'identify','key':'k','operator':'equal','value':1,'conditions':[1]}|/conditions|found"
            + " [1]",
        "{'type':'location','key':'planet','operator':'equal','value':1}|/key|found \"planet\"",
        "{'type':'isReturningVisitor','operator':'equal','value':'yes'}|/value|found \"yes\", exp",
        "{'type':'isReturningVisitor','operator':'equal'}|/value|found nothing",
        "{'type':'isReturningVisitor','operator':'contains','value':true}|/operator|found \"cont",
        "{'any':[]}|/any|found [], expected an array with at least one element",
        "{'any':[{}],'type':'page'}|/type|unknown member, expected one of any",
        "{'not':{}}|/not/type|found nothing",
        "{'not':[]}|/not|found [], expected an object",
      })
  void refusesRulesThatAreNotUnderstood(String rule, String pointer, String reason) {
    assertRefused(rule.replace('\'', '"'), "/rules/any/0/all/0" + pointer, reason);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "{}|/key|found nothing, expected an object",
        "{'key':'context_page_url'}|/key|found \"context_page_url\", expected an object",
        "{'key':{}}|/key/id|found nothing",
        "{'key':{'id':'context_page_ulr'}}|/key/id|found \"context_page_ulr\", expected one of con",
        "{'key':{'id':'session_count'}}|/key/id|found \"session_count\"",
        "{'key':{'id':'variant_index'}}|/key/id|found \"variant_index\", expected one of context_",
        "{'key':{'id':'context_page_query'}}|/key/value|found nothing, expected a non-empty string",
        "{'key':{'id':'properties','value':''}}|/key/value|found \"\"",
        "{'key':{'id':'context_page_url'}}|/operator|found nothing, expected one of equal,"
            + " notEqual",
        "{'key':{'id':'context_page_url'},'operator':'is'}|/operator|found \"is\", expected one of",
        "{'key':{'id':'context_page_url'},'operator':'equal'}|/value|found nothing",
        "{'key':{'id':'context_page_url'},'operator':'regex','value':'['}|/value|found \"[\"",
      })
  void refusesConditionsThatAreNotUnderstood(String condition, String pointer, String reason) {
    assertRefused(
        pageWith(condition.replace('\'', '"')),
        "/rules/any/0/all/0/conditions/0" + pointer,
        reason);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "context_page_url|equal|1|/key/id|found \"context_page_url\", expected session_count",
        "session_count|contains|1|/operator|found \"contains\", expected one of equal, notEqual, g",
        "session_count|equal|\"many\"|/value|found \"many\", expected a number",
      })
  void refusesSessionCountsThatAreNotUnderstood(
      String id, String operator, String value, String pointer, String reason) {
    assertRefused(
        "{\"type\":\"isReturningVisitor\",\"operator\":\"equal\",\"value\":true,\"conditions\":[%s]}"
            .formatted(condition(id, "", operator, value)),
        "/rules/any/0/all/0/conditions/0" + pointer,
        reason);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "null|^^|found null, expected an object",
        "[]|^^|found [], expected an object",
        "{}|^^|found {}, expected a group: ",
        "{'any':null}|^^|found {\"any\":null}, expected a group: ",
        "{'type':'track','operator':'equal','value':'e'}|^^|expected a group: {\"any\":[...]}, {\"all"
            + "\":[...]} or {\"not\":...}",
        "{'any':[]}|/any|found [], expected an array with at least one element",
        "{'any':{}}|/any|found {}, expected an array",
        "{'any':[7]}|/any/0|found 7, expected an object",
        "{'any':[{}]}|/any/0/type|found nothing",
        "{'any':[{'all':[]}]}|/any/0/all|found [], expected an array with at least one element",
        "{'all':[]}|/all|found [], expected an array with at least one element",
        "{'not':null}|^^|found {\"not\":null}, expected a group: ",
        "{'not':{'any':[]}}|/not/any|found [], expected an array with at least one element",
        "{'any':[1],'all':[1]}|/all|unknown member, expected one of any",
        "{'any':[{'any':[{'not':7}]}]}|/any/0/any/0/not|found 7, expected an object",
        "{'any':[{'all':[1]}],'some':1}|/some|unknown member, expected one of any",
      })
  void refusesGroupsThatAreNotUnderstood(String rules, String pointer, String reason) {
    assertRefusedRules(rules.replace('\'', '"'), "/rules" + pointer, reason);
  }

  @Test
  void readsGroupsInGroupsAndNegations() {
    AudienceRule lead = rule(REAL_RULES.get(6));
    AudienceRule asia = rule(REAL_RULES.get(9));
    assertEquals(
        new All(List.of(new Not(lead), new Any(List.of(asia, new Not(new All(List.of(lead))))))),
        read(
            "{\"all\":[{\"not\":%1$s},{\"any\":[%2$s,{\"not\":{\"all\":[%1$s]}}]}]}"
                .formatted(REAL_RULES.get(6), REAL_RULES.get(9))));
    assertEquals(new Not(lead), read("{\"not\":" + REAL_RULES.get(6) + "}"));
  }

  @ParameterizedTest
  @CsvSource({"'{\"not\":',}", "'{\"any\":[',]}", "'{\"all\":[',]}"})
  void readsGroupsUpToDepth8(String opening, String closing) {
    String deepest = opening.repeat(8) + REAL_RULES.get(4) + closing.repeat(8);
    read(opening.repeat(7) + REAL_RULES.get(4) + closing.repeat(7));
    read(deepest);
    String place = opening.contains("not") ? "/not" : "/" + opening.substring(2, 5) + "/0";
    assertRefusedRules(
        opening + deepest + closing,
        "/rules" + place.repeat(8),
        "found a group in 8 others, expected fewer");
  }

  @Test
  void countsTheRulesOfNestedGroups() {
    String fifty = groups(20, 30);
    assertRefusedRules(
        "{\"any\":[%s,{\"not\":%s},%s]}".formatted(fifty, fifty, REAL_RULES.get(4)),
        "/rules",
        "found 101 rules, expected at most 100");
  }

  @Test
  void readsTheAudiencesAndExperiencesThatRulesName() {
    String rules =
        "{'any':[{'type':'audience','operator':'equal','value':'b'},"
            + "{'type':'experienceSeen','operator':'equal','value':'exp'}]}";
    AudienceRule read = read(rules.replace('\'', '"'));
    assertEquals(
        new Any(
            List.of(
                new AudienceRule.Member("b", true),
                new AudienceRule.ExperienceSeen("exp", List.of(), Operator.EQUAL, 1, 0))),
        read);
  }

  @Test
  void readsUpTo100RulesOfAnAudience() {
    assertEquals(99, ruleCount(read(groups(49, 50))));
    assertEquals(100, ruleCount(read(groups(50, 50))));
    assertRefusedRules(groups(50, 51), "/rules", "found 101 rules, expected at most 100");
  }

  private static String groups(int firstCount, int secondCount) {
    String rule = REAL_RULES.get(4);
    return "{\"any\":[{\"all\":[%s]},{\"all\":[%s]}]}"
        .formatted(
            String.join(",", Collections.nCopies(firstCount, rule)),
            String.join(",", Collections.nCopies(secondCount, rule)));
  }

  private static int ruleCount(AudienceRule any) {
    return ((Any) any).rules().stream().mapToInt(all -> ((All) all).rules().size()).sum();
  }

  private static PageCount page(EventField field, String name, Operator operator, String operand) {
    return new PageCount(
        List.of(new WhereCondition(field, name, operator, Operand.of(operand))), AT_LEAST, 1);
  }

  private static Trait trait(String key, Operator operator, String operand) {
    return new Trait(key, operator, Operand.of(operand));
  }

  private static String identify(String key, String operator, String value) {
    return "{\"type\":\"identify\",\"key\":\"%s\",\"operator\":\"%s\",\"value\":%s}"
        .formatted(key, operator, value);
  }

  private static String pageWith(String... conditions) {
    return "{\"type\":\"page\",\"operator\":\"greaterThanInclusive\",\"conditions\":[%s]}"
        .formatted(Arrays.stream(conditions).collect(Collectors.joining(",")));
  }

  private static String condition(String id, String name, String operator, String value) {
    return "{\"key\":{\"id\":\"%s\",\"value\":\"%s\"},\"operator\":\"%s\",\"value\":%s}"
        .formatted(id, name, operator, value);
  }

  private static AudienceRule rule(String rule) {
    Any any = (Any) read("{\"any\":[{\"all\":[" + rule + "]}]}");
    return ((All) any.rules().get(0)).rules().get(0);
  }

  private static AudienceRule read(String rules) {
    String audience = "{\"rules\":" + rules + "}";
    return AudienceRuleReader.read(
        ConfigurationValue.parse("test.json", audience.getBytes(UTF_8)).member("rules"));
  }

  private static void assertRefused(String rule, String pointer, String reason) {
    assertRefusedRules("{\"any\":[{\"all\":[" + rule + "]}]}", pointer, reason);
  }

  private static void assertRefusedRules(String rules, String pointer, String reason) {
    ConfigurationException refusal = assertThrows(ConfigurationException.class, () -> read(rules));
    assertEquals(pointer, refusal.pointer(), refusal.reason());
    assertTrue(
        refusal.reason().startsWith(reason) || refusal.reason().endsWith(reason), refusal.reason());
  }

  private static List<String> lines(String resource) {
    try (InputStream in = AudienceRuleReaderTest.class.getResourceAsStream(resource)) {
      return new String(Objects.requireNonNull(in).readAllBytes(), UTF_8).lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
