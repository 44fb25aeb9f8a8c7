package dev.kitsune.engine.catalog;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kitsune.engine.error.ConfigurationException;
import dev.kitsune.testdata.TestData;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ContentfulFormsTest {
  private static final String RULES =
      "{'any':[{'all':[{'type':'track','value':'*','operator':'greaterThan'}]}]}";

  private final EnvironmentReader reader = new EnvironmentReader("org", "env");

  @ParameterizedTest
  @ValueSource(strings = {"contentful/export.json", "contentful/delivery.json"})
  void readsTheSameAsFromThePlainForm(String name) {
    EnvironmentDefinition plain = read("contentful/plain.json", new EnvironmentReader("o", "e"));
    EnvironmentDefinition read = read(name, reader.strict());
    assertEquals(Set.copyOf(plain.audiences()), Set.copyOf(read.audiences()));
    assertEquals(Set.copyOf(plain.experiences()), Set.copyOf(read.experiences()));
    assertEquals(2, read.audiences().size());
    assertEquals(2, read.experiences().size());
    assertEquals(List.of(), reader.leftOut());
  }

  @Test
  void takesTheFirstLocaleThatIsThere() {
    String two =
        audience("a", "{'de':" + RULES + ",'en':{'any':[]}}")
            .replace("'fields':{", "'fields':{'nt_name':{'de':null,'en':'second'},");
    assertEquals("second", export(two).audiences().get(0).name());
    assertEquals(List.of(), reader.leftOut());
    String other = audience("a", "{'en':{'any':[]},'de':" + RULES + "}");
    EnvironmentReader otherReader = new EnvironmentReader("org", "env");
    assertEquals(List.of(), otherReader.add("f", entries(other)).definition().audiences());
    assertEquals("/entries/0/fields/nt_rules/en/any", otherReader.leftOut().get(0).pointer());
  }

  @Test
  void knowsAudiencesAndExperiencesByTheirOwnIdsElseTheEntrys() {
    EnvironmentDefinition read =
        export(
            audience("e1", locale(RULES))
                .replace("{'nt_rules'", "{'nt_audience_id':{'en':'a1'},'nt_rules'"),
            audience("e2", locale(RULES))
                .replace("{'nt_rules'", "{'nt_audience_id':{'en':''},'nt_rules'"),
            experience("e3", "e1")
                .replace("{'nt_type'", "{'nt_experience_id':{'en':'x3'},'nt_type'"),
            experience("e4", "e2"));
    assertEquals(List.of("a1", "e2"), read.audiences().stream().map(a -> a.id()).toList());
    assertEquals(List.of("x3", "e4"), read.experiences().stream().map(e -> e.id()).toList());
    assertEquals(
        List.of("a1", "e2"), read.experiences().stream().map(e -> e.audienceId()).toList());
  }

  @Test
  void leavesOutWhatWasNeverPublishedAndWhatLinksToIt() {
    EnvironmentDefinition read =
        export(
            audience("a", locale(RULES)).replace(",'publishedVersion':1", ""),
            experience("x", "a"),
            experience("y", null),
            experience("z", null).replace(",'publishedVersion':1", ""));
    assertEquals(List.of(), read.audiences());
    assertEquals(List.of("y"), read.experiences().stream().map(e -> e.id()).toList());
    assertEquals(
        List.of(
            "f at /entries/1/fields/nt_audience/en/sys/id: found \"a\", expected the id of a"
                + " published audience's entry"),
        leftOut());
  }

  @Test
  void leavesOutWhatCannotBeUnderstoodAndWhatLinksToIt() {
    EnvironmentDefinition read =
        export(
            audience("a", locale(RULES.replace("track", "trick"))),
            audience("b", locale(RULES)),
            experience("x", "a"),
            experience("y", "b"),
            experience("z", "b").replace("nt_experiment", "nt_else"),
            experience("w", "y"));
    assertEquals(List.of("b"), read.audiences().stream().map(a -> a.id()).toList());
    assertEquals(List.of("y"), read.experiences().stream().map(e -> e.id()).toList());
    assertEquals(
        Set.of(
            "/entries/0/fields/nt_rules/en/any/0/all/0/type",
            "/entries/2",
            "/entries/4/fields/nt_type/en",
            "/entries/5/fields/nt_audience/en/sys/id"),
        reader.leftOut().stream().map(ConfigurationException::pointer).collect(Collectors.toSet()));
    assertTrue(
        leftOut().contains("f at /entries/2: its audience \"a\" is left out"),
        () -> leftOut().toString());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "{'sys':{'id':'x'," + "'contentType':{'sys':{'id':7}}}}|/entries/0/sys/contentType/sys/id",
        "{'sys':{'contentType':{'sys':{'id':'nt_audience'}},'publishedVersion':1}}|/entries/0/sys/id",
        "7|/entries/0",
        "{'sys':{'id':'x','contentType':{'sys':{'id':'nt_audience'}},'publishedVersion':1}}|/entries/0/fields",
      })
  void namesEntriesThatAreNone(String entry, String pointer) {
    assertEquals(List.of(), export(entry).audiences());
    assertEquals(pointer, reader.leftOut().get(0).pointer());
    ConfigurationException refusal =
        assertThrows(
            ConfigurationException.class,
            () -> new EnvironmentReader("o", "e").strict().add("f", entries(entry)).definition());
    assertEquals(pointer, refusal.pointer());
  }

  @Test
  void refusesInsteadWhereStrict() {
    reader.strict().add("f", entries(audience("a", locale("{'any':[]}"))));
    ConfigurationException refusal = assertThrows(ConfigurationException.class, reader::definition);
    assertEquals(
        "f at /entries/0/fields/nt_rules/en/any: found [], expected an array of 1 to 1000"
            + " elements",
        refusal.getMessage());
  }

  @Test
  void leavesOutTheSecondCopyOfAnIdInOneFileAndWhatLinksToIt() {
    String copy = "{'nt_audience_id':{'en':'same'},'nt_rules'";
    EnvironmentDefinition read =
        export(
            audience("e1", locale(RULES)).replace("{'nt_rules'", copy),
            audience("e2", locale(RULES)).replace("{'nt_rules'", copy),
            experience("x1", "e1"),
            experience("x2", "e2"));
    assertEquals(1, read.audiences().size());
    assertEquals(List.of("x1"), read.experiences().stream().map(e -> e.id()).toList());
    assertEquals(
        List.of(
            "f at /entries/1/fields/nt_audience_id/en: duplicate id \"same\", first at f /entries/0",
            "f at /entries/3: its audience \"same\" is left out"),
        leftOut());
  }

  @Test
  void refusesAnIdOfTwoFilesOfAnyForm() {
    reader
        .add("plain", utf8("{'audiences':[{'id':'a','rules':" + RULES + "}]}"))
        .add("export", entries(audience("a", locale(RULES))));
    ConfigurationException refusal = assertThrows(ConfigurationException.class, reader::definition);
    assertEquals(
        "export at /entries/0/sys/id: duplicate id \"a\", first at plain /audiences/0",
        refusal.getMessage());
  }

  @Test
  void takesAnEntryThatThePagesOfAnAnswerRepeatOnce() {
    String page = "{'items':[%s],'includes':{'Entry':[" + audience("a", RULES) + "]}}";
    EnvironmentDefinition read =
        reader
            .add("1", utf8(page.formatted(deliveredExperience("x", "a"))))
            .add("2", utf8(page.formatted(deliveredExperience("y", "a"))))
            .definition();
    assertEquals(1, read.audiences().size());
    assertEquals(2, read.experiences().size());
    assertEquals(List.of(), reader.leftOut());
  }

  @Test
  void refusesAnEntryThatAnotherFileHasOtherwise() {
    reader.add("1", utf8("{'items':[" + audience("a", RULES) + "]}"));
    ConfigurationException refusal =
        assertThrows(
            ConfigurationException.class,
            () ->
                reader.add(
                    "2", utf8("{'items':[" + audience("a", RULES.replace("*", "x")) + "]}")));
    assertEquals("2 at /items/0: entry a stands otherwise at 1 /items/0", refusal.getMessage());
  }

  @Test
  void linksFromOneFileToAnother() {
    EnvironmentDefinition read =
        reader
            .add("1", entries(experience("x", "a")))
            .add("2", utf8("{'items':[" + audience("a", RULES) + "]}"))
            .add("3", utf8("{'settings':{'sessionTimeoutMinutes':9}}"))
            .definition();
    assertEquals("a", read.experiences().get(0).audienceId());
    assertEquals(9, read.settings().sessionTimeoutMinutes());
  }

  @Test
  void countsEntriesAgainstTheLimits() {
    reader
        .add("1", utf8("{'settings':{'limits':{'audiences':1}}}"))
        .add("2", entries(audience("a", locale(RULES)), audience("b", locale(RULES))));
    ConfigurationException refusal = assertThrows(ConfigurationException.class, reader::definition);
    assertEquals("/entries/1", refusal.pointer());
    assertTrue(
        refusal.reason().startsWith("found 2 audiences, expected at most 1"), refusal::reason);
  }

  @Test
  void leavesOutAThousandEntriesAndNotOneMore() {
    String[] faulty = new String[LeftOut.COUNT_MAX];
    Arrays.fill(faulty, "7");
    assertEquals(List.of(), export(faulty).audiences());
    assertEquals(1_000, reader.leftOut().size());
    ConfigurationException refusal =
        assertThrows(ConfigurationException.class, () -> reader.add("g", entries("7")));
    assertEquals(
        "g at /entries/0: found 7, expected an object; 1000 entries more are not understood",
        refusal.getMessage());
  }

  @Test
  void readsOneHundredThousandEntriesAndNotOneMore() {
    String other = "{'sys':{}},".repeat(99_999);
    assertEquals(
        List.of(),
        reader.add("f", utf8("{'items':[" + other + "{'sys':{}}]}")).definition().audiences());
    ConfigurationException refusal =
        assertThrows(
            ConfigurationException.class,
            () -> reader.add("f", utf8("{'items':[7," + other + "7]}")));
    assertEquals("found 100001 entries, expected at most 100000", refusal.reason());
  }

  private EnvironmentDefinition export(String... entries) {
    return reader.add("f", entries(entries)).definition();
  }

  private List<String> leftOut() {
    return reader.leftOut().stream().map(reason -> String.valueOf(reason.getMessage())).toList();
  }

  private static EnvironmentDefinition read(String name, EnvironmentReader reader) {
    return reader.add(name, TestData.bytes(name)).definition();
  }

  private static byte[] entries(String... entries) {
    return utf8("{'entries':[" + String.join(",", entries) + "]}");
  }

  private static String locale(String value) {
    return "{'en':" + value + "}";
  }

  private static String audience(String entryId, String rules) {
    return sys(entryId, "nt_audience") + ",'fields':{'nt_rules':" + rules + "}}";
  }

  private static String experience(String entryId, @Nullable String audienceEntryId) {
    String link = audienceEntryId == null ? "" : ",'nt_audience':" + locale(link(audienceEntryId));
    return sys(entryId, "nt_experience")
        + ",'fields':{'nt_type':{'en':'nt_experiment'}"
        + link
        + "}}";
  }

  private static String deliveredExperience(String entryId, String audienceEntryId) {
    return sys(entryId, "nt_experience")
        + ",'fields':{'nt_type':'nt_experiment','nt_audience':"
        + link(audienceEntryId)
        + "}}";
  }

  private static String link(String entryId) {
    return "{'sys':{'type':'Link','linkType':'Entry','id':'" + entryId + "'}}";
  }

  private static String sys(String entryId, String contentType) {
    return "{'sys':{'id':'%s','publishedVersion':1,'contentType':{'sys':{'id':'%s'}}}"
        .formatted(entryId, contentType);
  }

  private static byte[] utf8(String text) {
    return text.replace('\'', '"').getBytes(UTF_8);
  }
}
