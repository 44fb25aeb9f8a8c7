package dev.kitsune.engine.profile;

import static dev.kitsune.engine.profile.ProfileTexts.blank;
import static dev.kitsune.engine.profile.ProfileTexts.crowd;
import static dev.kitsune.engine.profile.ProfileTexts.section;
import static dev.kitsune.engine.profile.ProfileTexts.tape;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kitsune.engine.bytes.ByteSlice;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TraitMergeTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final TraitMerge merge = new TraitMerge();
  private final ProfileRecord record = blank("visitor");
  private final List<String> heard = new ArrayList<>();
  private long receivedMs = 1_000;

  @Test
  void keepsTheOrderOfTheRequest() {
    merge("{\"b\":1,\"a\":2,\"B\":3}");
    assertMembers("\"b\":1,\"a\":2,\"B\":3");
    merge("{\"0\":4,\"\":5}");
    assertMembers("\"b\":1,\"a\":2,\"B\":3,\"0\":4,\"\":5");
  }

  @Test
  void changesNothingForNoTraits() {
    merge("{}");
    assertMembers("");
    merge("{\"a\":1}");
    merge("{ }");
    assertMembers("\"a\":1");
  }

  @Test
  void replacesAValueWholeInItsPlace() {
    merge("{\"a\":{\"x\":1,\"y\":2},\"b\":1}");
    merge("{\"a\":{\"z\":3}}");
    assertMembers("\"a\":{\"z\":3},\"b\":1");
    merge("{\"a\":\"much longer than what it was before\",\"c\":0}");
    assertMembers("\"a\":\"much longer than what it was before\",\"b\":1,\"c\":0");
    merge("{\"b\":[],\"a\":0}");
    assertMembers("\"a\":0,\"b\":[],\"c\":0");
  }

  @Test
  void storesNullAsNull() {
    merge("{\"a\":1,\"b\":null}");
    merge("{\"a\":null}");
    assertMembers("\"a\":null,\"b\":null");
  }

  @Test
  void letsTheLastOfEqualKeysWin() {
    merge("{\"a\":1,\"b\":2,\"a\":3,\"\\u0061\":4}");
    assertMembers("\"a\":4,\"b\":2");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      value = {
        "a\\/b | a/b",
        "\\u0061 | a",
        "\\u00e9 | \u00e9",
        "\\ud83d\\ude00 | \ud83d\ude00",
        "\\u0022 | \\\"",
        "\\u005c | \\\\",
        "\\u000a | \\n",
        "\\u0000 | \\u0000",
        "\\u001F | \\u001f",
        "\\uD800 | \\ud800"
      })
  void knowsAKeyAgainHoweverItIsEscaped(String written, String canonical) {
    merge("{\"" + written + "\":1}");
    assertMembers("\"" + canonical + "\":1");
    merge("{\"" + canonical + "\":2}");
    merge("{\"" + written + "\":3}");
    assertMembers("\"" + canonical + "\":3");
    assertHeard(canonical + ":  -> 1", canonical + ": 1 -> 2", canonical + ": 2 -> 3");
  }

  @Test
  void tellsKeysApartThatOnlyResembleEachOther() {
    merge("{\"a\":1,\"A\":2,\"a \":3,\"\":4,\"\\u00e9\":5,\"e\\u0301\":6,\"a.b\":7}");
    assertEquals(7, Traits.count(record));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      value = {
        "1.0",
        "-0",
        "1E+2",
        "0.10",
        "1e400",
        "123456789012345678901234567890",
        "true",
        "false",
        "null",
        "\"\"",
        "\"a b\"",
        "\"\\u0041\\/\"",
        "\" [1, 2] \"",
        "[]",
        "{}"
      })
  void keepsScalarsAndStringsAsWritten(String value) {
    merge("{ \"k\" : " + value + " }");
    assertMembers("\"k\":" + value);
    assertEquals(value, find("k"));
  }

  @Test
  void leavesOutWhiteSpaceBetweenNestedTokensOnly() {
    merge("{\"a\" :\t[ 1 ,\n{ \"x y\" : \" z \\\" , \" } , [ ] ]\r\n,\"b\":{ \"c\" : 1.50 } }");
    assertMembers("\"a\":[1,{\"x y\":\" z \\\" , \"},[]],\"b\":{\"c\":1.50}");
  }

  @Test
  void notesWhenEachTraitWasReceived() {
    merge("{\"a\":1,\"b\":1}");
    receivedMs = 2_000;
    merge("{\"b\":1,\"c\":1}");
    receivedMs = Long.MAX_VALUE;
    merge("{\"c\":2}");
    assertEquals(1_000, Traits.receiptMs(record, 0));
    assertEquals(2_000, Traits.receiptMs(record, 1));
    assertEquals(Long.MAX_VALUE, Traits.receiptMs(record, 2));
  }

  @Test
  void tellsTheListenerOfEveryValueThatChanges() {
    merge("{\"a\":1,\"b\":{\"c\":1}}");
    assertHeard("a:  -> 1", "b:  -> {\"c\":1}");
    merge("{\"b\":2,\"b\":2,\"a\":1}");
    assertHeard("b: {\"c\":1} -> 2");
    merge("{\"a\":1.0,\"b\": \"2\",\"\":null}");
    assertHeard("a: 1 -> 1.0", "b: 2 -> \"2\"", ":  -> null");
    merge("{\"b\":{\"c\" : 1}}");
    merge("{\"b\":{\"c\":1}}");
    assertHeard("b: \"2\" -> {\"c\":1}");
  }

  @Test
  void tellsOfAKeyThatStandsManyTimesTwiceAtMost() {
    merge("{\"a\":1,\"b\":1}");
    assertHeard("a:  -> 1", "b:  -> 1");
    merge("{\"a\":2,\"a\":3,\"b\":2,\"a\":4,\"\\u0061\":5,\"c\":1,\"c\":2}");
    assertHeard("a: 1 -> 2", "a: 2 -> 5", "b: 1 -> 2", "c:  -> 2");
    assertMembers("\"a\":5,\"b\":2,\"c\":2");
    merge("{\"d\":1,\"d\":2,\"d\":1}");
    assertHeard("d:  -> 1");
  }

  @Test
  void tellsOfManyKeysOnlyWhatIsDifferentInTheEnd() {
    merge("{\"a\":1,\"b\":1}");
    heard.clear();
    merge("{" + "\"a\":2,\"b\":2,\"c\":2,".repeat(30) + "\"a\":1,\"c\":3}");
    assertHeard("b: 1 -> 2", "c:  -> 3");
    assertMembers("\"a\":1,\"b\":2,\"c\":3");
  }

  @Test
  void aValueThatIsWrittenAgainIsReceivedLater() {
    merge("{\"a\":1,\"b\":2}");
    receivedMs = 2_000;
    merge("{\"b\":2}");
    assertEquals(1_000, Traits.receiptMs(record, 0));
    assertEquals(2_000, Traits.receiptMs(record, 1));
    assertMembers("\"a\":1,\"b\":2");
  }

  @Test
  void findsWhatIsThereAndNothingElse() {
    merge("{\"a\":\"1\",\"bc\":[2],\"\":3}");
    ByteSlice value = new ByteSlice();
    assertEquals(0, find("a", value));
    assertEquals("\"1\"", value.toString());
    assertEquals(2, find("", value));
    assertEquals("3", value.toString());
    for (String other : List.of("b", "c", "bcd", "A", "a\":\"1", "1")) {
      assertEquals(Traits.NONE, find(other, value), other);
      assertEquals("3", value.toString());
    }
    byte[] larger = "xbcx".getBytes(UTF_8);
    assertEquals(1, Traits.find(record, larger, 1, 2, value));
    assertEquals("[2]", value.toString());
  }

  @Test
  void findsNothingInARecordWithoutTraits() {
    assertEquals(0, Traits.count(record));
    assertEquals(Traits.NONE, find("a", new ByteSlice()));
    assertEquals(Traits.NONE, find("", new ByteSlice()));
  }

  @Test
  void holdsAThousandLongTraits() {
    StringBuilder traits = new StringBuilder("{");
    for (int i = 0; i < 1_000; i++) {
      traits.append(i == 0 ? "" : ",").append("\"k").append(i).append("\":\"");
      traits.append("v".repeat(i % 50)).append('"');
    }
    merge(traits + "}");
    assertEquals(1_000, Traits.count(record));
    assertMembers(traits.substring(1));
    merge("{\"k500\":\"" + "w".repeat(60_000) + "\"}");
    assertEquals("\"" + "v".repeat(49) + "\"", find("k999"));
    assertEquals(60_002, find("k500").length());
  }

  @Test
  void leavesItsNeighboursIntact() {
    ProfileRecord crowded = ProfileTexts.crowded();
    crowded.replaceSection(Section.TRAITS, new byte[0], 0, 0);
    merge.merge(crowded, tape("{\"a\":1,\"b\":[2]}"), 0, 1, (key, old, value) -> {});
    merge.merge(crowded, tape("{\"a\":\"longer\",\"b\":2}"), 0, 1, (key, old, value) -> {});
    assertEquals(crowd(Section.LANDING_PAGE), section(crowded, Section.LANDING_PAGE));
    assertEquals(crowd(Section.LOCATION), section(crowded, Section.LOCATION));
    assertEquals(crowd(Section.REDIRECTS), section(crowded, Section.REDIRECTS));
  }

  /** Random merges against a map; Jackson has the last word on what the text means. */
  @Test
  void mergesAsALinkedHashMapDoes() throws Exception {
    for (int seed = 0; seed < 30; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      ProfileRecord merged = blank("visitor");
      Map<String, JsonNode> model = new LinkedHashMap<>();
      for (int round = 0; round < 40; round++) {
        String traits = RandomTraits.object(random);
        merge.merge(merged, tape(traits), 0, round, (key, old, value) -> {});
        model.putAll(map(traits));
        String members = Traits.members(merged, new ByteSlice()).toString();
        Map<String, JsonNode> actual = map("{" + members + "}");
        assertEquals(List.copyOf(model.entrySet()), List.copyOf(actual.entrySet()), traits);
        assertEquals(model.size(), Traits.count(merged));
        assertEquals(model.size(), tape("{" + members + "}").count(0), members);
      }
      assertFalse(model.isEmpty());
    }
  }

  /** Many keys at once go through a table; one at a time they are set in the record. */
  @Test
  void mergesManyKeysAsItMergesOneAfterTheOther() throws Exception {
    SplittableRandom random = new SplittableRandom(5);
    ProfileRecord atOnce = ProfileTexts.crowded();
    ProfileRecord oneByOne = ProfileTexts.crowded();
    atOnce.replaceSection(Section.TRAITS, new byte[0], 0, 0);
    oneByOne.replaceSection(Section.TRAITS, new byte[0], 0, 0);
    for (int round = 1; round <= 12; round++) {
      List<String> members = new ArrayList<>();
      for (int i = random.nextInt(65, 400); i > 0; i--) {
        String key = (random.nextInt(9) == 0 ? "\\u006b" : "k") + random.nextInt(600);
        members.add("\"" + key + "\":" + "7".repeat(random.nextInt(1, 30)));
      }
      Map<String, JsonNode> before = map(atOnce);
      String many = "{" + String.join(",", members) + "}";
      merge.merge(atOnce, tape(many), 0, round, listener(heard));
      for (String member : members) {
        merge.merge(oneByOne, tape("{" + member + "}"), 0, round, (key, old, value) -> {});
      }
      assertHeard(changes(before, map(oneByOne)));
      assertArrayEquals(oneByOne.bytes().toBytes(), atOnce.bytes().toBytes());
    }
    assertEquals(crowd(Section.LOCATION), section(atOnce, Section.LOCATION));
  }

  @Test
  void aMergeOfProfilesTellsWhichValueChanges() {
    merge("{\"kept\":1,\"older\":1,\"newer\":1,\"equal\":1}");
    ProfileRecord other = blank("other");
    merge.merge(other, tape("{\"older\":2}"), 0, receivedMs - 1, listener(heard));
    merge.merge(other, tape("{\"equal\":1,\"new\":[1]}"), 0, receivedMs, listener(heard));
    merge.merge(other, tape("{\"newer\":\"x\"}"), 0, receivedMs + 1, listener(heard));
    heard.clear();
    new ProfileMerge().merge(record, other, 0, listener(heard));
    assertHeard("newer: 1 -> \"x\"", "new:  -> [1]");
    assertMembers("\"kept\":1,\"older\":1,\"newer\":\"x\",\"equal\":1,\"new\":[1]");
    new ProfileMerge().merge(record, blank("none"), 0, listener(heard));
    assertHeard();
    ProfileRecord empty = blank("empty");
    new ProfileMerge().merge(empty, other, 0, listener(heard));
    assertHeard("older:  -> 2", "equal:  -> 1", "new:  -> [1]", "newer:  -> \"x\"");
    assertEquals(section(other, Section.TRAITS), section(empty, Section.TRAITS));
  }

  /** What the listener hears of a record whose traits become others, in their order. */
  private static String[] changes(Map<String, JsonNode> before, Map<String, JsonNode> after) {
    return after.entrySet().stream()
        .filter(trait -> !trait.getValue().equals(before.get(trait.getKey())))
        .map(
            trait ->
                trait.getKey()
                    + ": "
                    + Objects.toString(before.get(trait.getKey()), "")
                    + " -> "
                    + trait.getValue())
        .toArray(String[]::new);
  }

  private static Map<String, JsonNode> map(ProfileRecord traits) throws Exception {
    return map("{" + Traits.members(traits, new ByteSlice()) + "}");
  }

  private static Map<String, JsonNode> map(String object) throws Exception {
    return JSON.readValue(object, new TypeReference<LinkedHashMap<String, JsonNode>>() {});
  }

  private void merge(String traits) {
    merge.merge(record, tape(traits), 0, receivedMs, listener(heard));
  }

  private static TraitMerge.Listener listener(List<String> heard) {
    return (key, old, value) -> heard.add(key + ": " + old + " -> " + value);
  }

  private void assertHeard(String... expected) {
    assertEquals(List.of(expected), heard);
    heard.clear();
  }

  private void assertMembers(String expected) {
    assertEquals(expected, Traits.members(record, new ByteSlice()).toString());
  }

  private String find(String key) {
    ByteSlice value = new ByteSlice();
    assertNotEquals(Traits.NONE, find(key, value));
    return value.toString();
  }

  private int find(String key, ByteSlice value) {
    byte[] bytes = key.getBytes(UTF_8);
    return Traits.find(record, bytes, 0, bytes.length, value);
  }
}
