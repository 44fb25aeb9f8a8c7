package dev.kitsune.engine.catalog;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kitsune.engine.audience.AudienceDefinition;
import dev.kitsune.engine.audience.AudienceRule;
import dev.kitsune.engine.audience.EventField;
import dev.kitsune.engine.audience.Operand;
import dev.kitsune.engine.audience.Operator;
import dev.kitsune.engine.audience.WhereCondition;
import dev.kitsune.engine.error.ConfigurationException;
import dev.kitsune.engine.experience.ExperienceDefinition;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class EnvironmentReaderTest {
  /** The example of configuration.md. */
  private static final String DOCUMENTED =
      """
      { "settings": { "sessionTimeoutMinutes": 30, "merge": "anonymous-only",
                      "aliasPolicy": "open", "overrides": false, "explain": false,
                      "allowedOrigins": ["*"], "retentionDays": null,
                      "rate": { "eventsPerSecond": 50, "burst": 200 },
                      "limits": { }, "keys": ["sha256:..."],
                      "ipEnrichment": { "url": "...", "key": "...", "timeoutMs": 1000 } },
        "audiences":   [ { "id": "aud-spring", "name": "Spring campaign",
                           "rules": { "any": [ { "all": [
                           { "type": "page", "count": 1, "operator": "greaterThanInclusive",
                             "conditions": [ { "key": { "id": "context_page_path" },
                                               "operator": "startsWith", "value": "/spring" } ] }
                         ] } ] } } ],
        "experiences": [ { "id": "exp-hero", "name": "Hero", "type": "nt_experiment",
                           "audience": "aud-spring", "published": true,
                           "config": { "traffic": 1, "distribution": [0.5, 0.5],
                                       "sticky": false, "components": [ ] } } ] }
      """;

  @Test
  void readsTheDocumentedExample() {
    EnvironmentDefinition read = read(DOCUMENTED);
    assertEquals("org", read.organizationId());
    assertEquals("env", read.environmentSlug());
    assertEquals(EnvironmentSettings.DEFAULT, read.settings());
    WhereCondition path =
        new WhereCondition(EventField.PAGE_PATH, "", Operator.STARTS_WITH, Operand.of("/spring"));
    AudienceRule page =
        new AudienceRule.PageCount(List.of(path), Operator.GREATER_THAN_INCLUSIVE, 1);
    assertEquals(
        List.of(
            new AudienceDefinition(
                "aud-spring",
                "Spring campaign",
                new AudienceRule.Any(List.of(new AudienceRule.All(List.of(page)))))),
        read.audiences());
    assertEquals(
        List.of(
            new ExperienceDefinition(
                "exp-hero", "Hero", "aud-spring", 1, List.of(0.5, 0.5), false, List.of())),
        read.experiences());
  }

  @Test
  void takesWhatIsAbsentAsDefault() {
    EnvironmentDefinition read = read("{\"$schema\":\"x\"}");
    assertEquals(EnvironmentSettings.DEFAULT, read.settings());
    assertEquals(List.of(), read.audiences());
    assertEquals(List.of(), read.experiences());
  }

  @Test
  void readsSettings() {
    assertEquals(
        new EnvironmentSettings(
            5,
            true,
            List.of("https://a.example", "https://b.example"),
            30L * 24 * 60 * 60 * 1000,
            true,
            true),
        read("""
        {"settings":{"sessionTimeoutMinutes":5, "merge":"always", "retentionDays":30,
                     "overrides":true, "explain":true,
                     "allowedOrigins":["https://a.example","https://b.example"]}}
        """)
            .settings());
    assertEquals(
        1, read("{\"settings\":{\"sessionTimeoutMinutes\":1}}").settings().sessionTimeoutMinutes());
  }

  @Test
  void readsSeveralFilesAsOneEnvironment() {
    EnvironmentDefinition read =
        new EnvironmentReader("org", "env")
            .add("1.json", utf8(experiences(experience("e1", "\"a2\""))))
            .add("2.json", utf8(audiences(audience("a1"), audience("a2"))))
            .add("3.json", utf8("{\"settings\":{\"sessionTimeoutMinutes\":7}}"))
            .definition();
    assertEquals(List.of("a1", "a2"), read.audiences().stream().map(a -> a.id()).toList());
    assertEquals(List.of("e1"), read.experiences().stream().map(e -> e.id()).toList());
    assertEquals(7, read.settings().sessionTimeoutMinutes());
  }

  @Test
  void leavesOutUnpublishedExperiencesAfterCheckingThem() {
    String draft = experience("e1", "null").replace("\"type\"", "\"published\":false,\"type\"");
    assertEquals(
        List.of("e2"),
        read(experiences(draft, experience("e2", "null"))).experiences().stream()
            .map(e -> e.id())
            .toList());
    assertRefused(
        experiences(draft.replace("nt_experiment", "x")), "/experiences/0/type", "found \"x\"");
  }

  @Test
  void refusesDanglingAudienceLinks() {
    assertRefused(
        experiences(experience("e1", "null"), experience("e2", "\"gone\"")),
        "/experiences/1/audience",
        "found \"gone\", expected the id of an audience of this environment");
  }

  @Test
  void refusesGroupsWhoseWeightsAreMoreThanAllVisitors() {
    assertRefused(
        experiences(
            member("e1", "\"weight\":0.5"),
            experience("e2", "null"),
            member("e3", "\"weight\":0.501")),
        "/experiences/2/config/exclusionGroup",
        "the weights of the group's members must sum to at most 1");
    assertEquals(
        2,
        read(experiences(member("e1", "\"weight\":0.5"), member("e3", "\"weight\":0.5")))
            .experiences()
            .size());
  }

  @Test
  void refusesGroupsThatLeaveNothingToAMemberWithoutWeight() {
    assertRefused(
        experiences(member("e1", "\"weight\":1"), member("e2", "\"weight\":null")),
        "/experiences/1/config/exclusionGroup",
        "the weights of the group's members must sum to at most 1, and leave a rest");
    read(experiences(member("e1", "\"weight\":0.999"), member("e2", "\"weight\":null")));
  }

  @Test
  void weighsPublishedMembersOnly() {
    String draft = member("e1", "\"weight\":1").replace("\"type\"", "\"published\":false,\"type\"");
    assertEquals(1, read(experiences(draft, member("e2", "\"weight\":1"))).experiences().size());
  }

  @Test
  void refusesRulesOnAudiencesAndExperiencesThatAreNone() {
    String naming =
        "{\"id\":\"n\",\"rules\":{\"not\":{\"type\":\"%s\",\"operator\":\"equal\",\"value\":\"%s\"}}}";
    assertRefused(
        audiences(audience("a"), naming.formatted("audience", "gone")),
        "/audiences/1/rules/not/value",
        "found \"gone\", expected the id of an audience of this environment");
    assertRefused(
        audiences(audience("a"), naming.formatted("experienceSeen", "a")),
        "/audiences/1/rules/not/value",
        "found \"a\", expected the id of an experience of this environment");
    assertRefused(
        audiences(audience("a"), naming.formatted("audience", "n")),
        "/audiences/1/rules/not/value",
        "audiences that depend on each other in a circle: n > n");
  }

  @Test
  void rulesMayNameWhatStandsInLaterFilesAndUnpublishedExperiences() {
    String naming =
        "{\"id\":\"%s\",\"rules\":{\"not\":{\"type\":\"%s\",\"operator\":\"equal\",\"value\":\"%s\"}}}";
    String draft = experience("e1", "null").replace("\"type\"", "\"published\":false,\"type\"");
    EnvironmentDefinition read =
        new EnvironmentReader("org", "env")
            .add(
                "1.json",
                utf8(
                    audiences(
                        naming.formatted("n", "audience", "a"),
                        naming.formatted("m", "experienceSeen", "e1"))))
            .add("2.json", utf8(audiences(audience("a"))))
            .add("3.json", utf8(experiences(draft)))
            .definition();
    assertEquals(3, read.audiences().size());
    assertEquals(0, read.experiences().size());
  }

  @Test
  void refusesDuplicateIds() {
    assertRefused(
        audiences(audience("a"), audience("b"), audience("a")),
        "/audiences/2/id",
        "duplicate id \"a\", first at test.json /audiences/0");
    assertRefused(
        experiences(experience("e", "null"), experience("e", "null")),
        "/experiences/1/id",
        "duplicate id \"e\", first at test.json /experiences/0");
  }

  @Test
  void refusesDuplicateIdsOfTwoFiles() {
    EnvironmentReader reader =
        new EnvironmentReader("org", "env").add("1.json", utf8(audiences(audience("a"))));
    ConfigurationException refusal =
        assertThrows(
            ConfigurationException.class,
            () -> reader.add("2.json", utf8(audiences(audience("a")))));
    assertEquals("2.json", refusal.file());
    assertEquals("duplicate id \"a\", first at 1.json /audiences/0", refusal.reason());
  }

  @Test
  void refusesSettingsInTwoFiles() {
    EnvironmentReader reader =
        new EnvironmentReader("org", "env").add("1.json", utf8("{\"settings\":{}}"));
    ConfigurationException refusal =
        assertThrows(
            ConfigurationException.class, () -> reader.add("2.json", utf8("{\"settings\":{}}")));
    assertEquals("2.json at /settings: settings stand in 1.json already", refusal.getMessage());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "[]|^^|found [], expected an object",
        "{'audience':[]}|/audience|unknown member, expected one of $schema, settings, audiences",
        "{'audiences':{}}|/audiences|found {}, expected an array",
        "{'audiences':[1]}|/audiences/0|found 1, expected an object",
        "{'audiences':[{}]}|/audiences/0/id|found nothing, expected a non-empty string",
        "{'audiences':[{'id':'a'}]}|/audiences/0/rules|found nothing, expected an object",
        "{'audiences':[{'id':'a','rule':{}}]}|/audiences/0/rule|unknown member, expected one of",
        "{'audiences':[{'id':'a','name':1}]}|/audiences/0/name|found 1, expected a string",
        "{'experiences':[{}]}|/experiences/0/id|found nothing",
        "{'entries':[],'audiences':[]}|/audiences|found two forms in one file, expected one",
        "{'items':[],'settings':{}}|/settings|found two forms in one file, expected one",
        "{'items':[],'entries':[]}|/items|found two forms in one file, expected one",
        "{'entries':{}}|/entries|found {}, expected an array",
        "{'items':7}|/items|found 7, expected an array",
        "{'items':[],'includes':7}|/includes|found 7, expected an object",
        "{'items':[],'includes':{'Entry':7}}|/includes/Entry|found 7, expected an array",
        "{'settings':{},'settings':{}}|/settings|the member stands twice",
        "{'settings':[]}|/settings|found [], expected an object",
        "{'settings':{'timeout':1}}|/settings/timeout|unknown member, expected one of sessionTim",
        "{'settings':{'sessionTimeoutMinutes':0}}|/settings/sessionTimeoutMinutes|found 0, expect",
        "{'settings':{'sessionTimeoutMinutes':525601}}|/settings/sessionTimeoutMinutes|found 5256",
        "{'settings':{'sessionTimeoutMinutes':'30'}}|/settings/sessionTimeoutMinutes|found \"30\"",
        "{'settings':{'allowedOrigins':'*'}}|/settings/allowedOrigins|found \"*\", expected an ar",
        "{'settings':{'allowedOrigins':[1]}}|/settings/allowedOrigins/0|found 1",
        "{'settings':{'merge':'never'}}|/settings/merge|found \"never\", expected one of anonymo",
        "{'settings':{'aliasPolicy':'shut'}}|/settings/aliasPolicy|found \"shut\", expected one o",
        "{'settings':{'overrides':1}}|/settings/overrides|found 1, expected true or false",
        "{'settings':{'explain':1}}|/settings/explain|found 1, expected true or false",
        "{'settings':{'retentionDays':0}}|/settings/retentionDays|found 0, expected a whole number",
        "{'settings':{'retentionDays':36501}}|/settings/retentionDays|found 36501, expected a whol",
        "{'settings':{'retentionDays':0.5}}|/settings/retentionDays|found 0.5, expected a whole nu",
        "{'settings':{'rate':50}}|/settings/rate|found 50, expected an object",
        "{'settings':{'rate':{'burst':0}}}|/settings/rate/burst|found 0",
        "{'settings':{'rate':{'perSecond':1}}}|/settings/rate/perSecond|unknown member",
        "{'settings':{'keys':[1]}}|/settings/keys/0|found 1",
        "{'settings':{'ipEnrichment':{}}}|/settings/ipEnrichment/url|found nothing",
        "{'settings':{'ipEnrichment':{'url':'u','key':12345}}}|/settings/ipEnrichment/key|expecte",
        "{'settings':{'limits':{'audiences':10001}}}|/settings/limits/audiences|found 10001, expe",
        "{'settings':{'limits':{'bodies':1}}}|/settings/limits/bodies|unknown member",
      })
  void refusesWhatIsNotUnderstood(String json, String pointer, String reason) {
    assertRefused(json.replace('\'', '"'), pointer, reason);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "{}x", "{\"a\":01}", "\uFEFF{}", "{\"audiences\":[,]}"})
  void refusesWhatIsNotJson(String json) {
    assertRefused(json, "", "not valid JSON: ");
  }

  @Test
  void readsUpTo1000AudiencesAndExperiencesByDefault() {
    assertEquals(
        999, read(audiences(many(999, EnvironmentReaderTest::audience))).audiences().size());
    assertEquals(
        1000, read(audiences(many(1000, EnvironmentReaderTest::audience))).audiences().size());
    assertRefused(
        audiences(many(1001, EnvironmentReaderTest::audience)),
        "/audiences/1000",
        "found 1001 audiences, expected at most 1000; settings.limits.audiences may allow up to"
            + " 10000");
    assertEquals(
        1000, read(experiences(many(1000, id -> experience(id, "null")))).experiences().size());
    assertRefused(
        experiences(many(1001, id -> experience(id, "null"))),
        "/experiences/1000",
        "found 1001 experiences, expected at most 1000");
  }

  @Test
  void readsAsManyAsTheLimitsAllow() {
    String limits = "{\"settings\":{\"limits\":{\"audiences\":10000,\"experiences\":1}},";
    String audiences = audiences(many(10_000, EnvironmentReaderTest::audience)).substring(1);
    assertEquals(10_000, read(limits + audiences).audiences().size());
    assertRefused(
        limits + experiences(experience("a", "null"), experience("b", "null")).substring(1),
        "/experiences/1",
        "found 2 experiences, expected at most 1");
  }

  @Test
  void readsFilesOfUpTo16MiB() {
    int lengthMax = EnvironmentReader.FILE_LENGTH_MAX;
    assertEquals(List.of(), read("{}" + " ".repeat(lengthMax - 3)).audiences());
    assertEquals(List.of(), read("{}" + " ".repeat(lengthMax - 2)).audiences());
    assertRefused(
        "{}" + " ".repeat(lengthMax - 1), "", "found 16777217 bytes, expected at most 16777216");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[", "{\"any\":[", "{\"not\":", "{\"entries\":["})
  void refusesWhatIsNestedTooDeep(String opening) {
    String deep = opening.repeat(1_000_000);
    assertRefused(deep, "", "not valid JSON: nested too deep at byte ");
    assertRefused("{\"audiences\":" + deep, "", "not valid JSON: nested too deep at byte ");
  }

  /* Else 16 MiB of them would need gigabytes before the first one is looked at. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "{'audiences':|10001|/audiences",
        "{'experiences':|10001|/experiences",
        "{'settings':{'keys':|1001|/settings/keys",
        "{'audiences':[{'id':'a','rules':{'any':|1001|/audiences/0/rules/any",
        "{'experiences':[{'id':'a','type':'nt_experiment','config':{'components':|1001|"
            + "/experiences/0/config/components",
      })
  void refusesListsTooLongBeforeTheirElements(String opening, int count, String pointer) {
    String closing = opening.replaceAll("[^\\[{]", "").replace('[', ']').replace('{', '}');
    String json =
        opening.replace('\'', '"')
            + "[7"
            + ",7".repeat(count - 1)
            + "]"
            + new StringBuilder(closing).reverse();
    assertRefused(json, pointer, "found [7,7,7,");
  }

  @Test
  void refusesRulesNestedAsDeepAsJsonMayBe() {
    String rules = "{\"not\":".repeat(59) + "{}" + "}".repeat(59);
    assertRefused(
        "{\"audiences\":[{\"id\":\"a\",\"rules\":" + rules + "}]}",
        "/audiences/0/rules" + "/not".repeat(59),
        "found {}, expected an object of one of any, all, not");
  }

  @Test
  void hashesTheFilesAsTheyAre() {
    assertEquals(0x7cf4b3ea3b7fb829L, read("{}").contentHash());
    assertEquals(read("{ }").contentHash(), read("{ }").contentHash());
    assertNotEquals(read("{}").contentHash(), read("{ }").contentHash());
    long two =
        new EnvironmentReader("o", "e")
            .add("1", utf8("{}"))
            .add("2", utf8("{ }"))
            .definition()
            .contentHash();
    long swapped =
        new EnvironmentReader("o", "e")
            .add("1", utf8("{ }"))
            .add("2", utf8("{}"))
            .definition()
            .contentHash();
    assertNotEquals(two, swapped);
  }

  private static String[] many(int count, Function<String, String> entry) {
    IntFunction<String> numbered = index -> entry.apply("id" + index);
    return IntStream.range(0, count).mapToObj(numbered).toArray(String[]::new);
  }

  private static String audiences(String... audiences) {
    return List.of(audiences).stream().collect(Collectors.joining(",", "{\"audiences\":[", "]}"));
  }

  private static String experiences(String... experiences) {
    return List.of(experiences).stream()
        .collect(Collectors.joining(",", "{\"experiences\":[", "]}"));
  }

  private static String audience(String id) {
    return "{\"id\":\"%s\",\"rules\":{\"any\":[{\"all\":[{\"type\":\"track\",\"value\":\"*\",\"operator\":\"greaterThan\"}]}]}}"
        .formatted(id);
  }

  private static String experience(String id, String audience) {
    return "{\"id\":\"%s\",\"type\":\"nt_experiment\",\"audience\":%s}".formatted(id, audience);
  }

  private static String member(String id, String weight) {
    return experience(id, "null")
        .replace(
            "\"audience\"",
            "\"config\":{\"exclusionGroup\":{\"id\":\"g\"," + weight + "}},\"audience\"");
  }

  private static EnvironmentDefinition read(String json) {
    return new EnvironmentReader("org", "env").add("test.json", utf8(json)).definition();
  }

  private static byte[] utf8(String text) {
    return text.getBytes(UTF_8);
  }

  private static void assertRefused(String json, String pointer, String reason) {
    ConfigurationException refusal = assertThrows(ConfigurationException.class, () -> read(json));
    assertEquals(pointer, refusal.pointer(), refusal.reason());
    assertTrue(refusal.reason().startsWith(reason), refusal.reason());
    assertEquals("test.json", refusal.file());
  }
}
