package dev.kitsune.engine.bytes;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kitsune.engine.error.ConfigurationException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

final class ConfigurationValueTest {
  @Test
  void readsValuesOfEveryKind() {
    ConfigurationValue root =
        parse(
            "{\"s\":\"a\\u00e9\\n\",\"n\":1.50,\"b\":true,\"l\":[1,\"x\"],\"o\":{ \"k\" : [ ] }}");
    assertEquals("aé\n", root.member("s").text());
    assertEquals("1.50", root.member("n").scalarText());
    assertEquals(1.5, root.member("n").number(0, 2));
    assertTrue(root.member("b").bool());
    assertEquals("true", root.member("b").scalarText());
    assertEquals(List.of("1", "x"), scalars(root.member("l")));
    assertEquals("{\"k\":[]}", root.member("o").json());
  }

  @Test
  void countsNullAsAbsent() {
    ConfigurationValue root = parse("{\"a\":null,\"b\":0}");
    assertTrue(root.member("a").isAbsent());
    assertTrue(root.member("c").isAbsent());
    assertFalse(root.member("b").isAbsent());
    assertEquals(List.of(), root.member("a").optionalElements());
    assertTrue(root.member("a").bool(true));
    assertRefused("/a", "found null, expected a string", () -> root.member("a").text());
    assertRefused("/c", "found nothing, expected a string", () -> root.member("c").text());
  }

  @Test
  void namesPlacesByJsonPointer() {
    ConfigurationValue root = parse("{\"a/b\":[{\"m~n\":[0,false]}]}");
    ConfigurationValue value = root.member("a/b").elements().get(0).member("m~n").elements().get(1);
    assertEquals("/a~1b/0/m~0n/1", value.pointer());
    assertEquals("", root.pointer());
    assertRefused("/a~1b/0/m~0n/1", "found false, expected a string", value::text);
  }

  @Test
  void countsCharactersBeyondTheBasicPlaneOnce() {
    for (int count = 19; count <= 38; count++) {
      String text = "\"" + "😀".repeat(count) + "\"";
      assertEquals(text, ConfigurationValue.parse("f", text.getBytes(UTF_8)).found());
    }
    String text = "\"" + "😀".repeat(39) + "\"";
    assertEquals(
        "\"" + "😀".repeat(39) + "...",
        ConfigurationValue.parse("f", text.getBytes(UTF_8)).found());
  }

  @Test
  void cutsWhatWasFoundShort() {
    ConfigurationValue root = parse("[\"" + "é".repeat(100) + "\", \"" + "a".repeat(38) + "\"]");
    assertRefused(
        "/0",
        "found \"" + "é".repeat(39) + "..., expected an object",
        () -> root.elements().get(0).object());
    assertRefused(
        "/1",
        "found \"" + "a".repeat(38) + "\", expected an object",
        () -> root.elements().get(1).object());
  }

  @Test
  void refusesUnknownMembersAndListsTheKnown() {
    ConfigurationValue root = parse("{\"b\":1,\"d/\":{\"x\":1},\"a\":2}");
    assertEquals(root, root.onlyMembers(Set.of("a", "b", "d/", "e")));
    assertRefused(
        "/d~1", "unknown member, expected one of a, b", () -> root.onlyMembers(Set.of("b", "a")));
  }

  @Test
  void readsNumbersWithinTheirLimits() {
    ConfigurationValue numbers = parse("[0, 1, 1.0000001, -1e-9, \"1\"]");
    assertEquals(0, numbers.elements().get(0).number(0, 1));
    assertEquals(1, numbers.elements().get(1).number(0, 1));
    for (int index = 2; index < 5; index++) {
      ConfigurationValue number = numbers.elements().get(index);
      assertRefused(
          "/" + index,
          "found " + number.json() + ", expected a number from 0 to 1",
          () -> number.number(0, 1));
    }
  }

  @Test
  void readsWholeNumbersFromNumbersAndStrings() {
    ConfigurationValue good = parse("[0,\"2147483647\",1e2,\"5.0\",2147483647]");
    List<Integer> read =
        good.elements().stream().map(n -> n.integerText(0, Integer.MAX_VALUE)).toList();
    assertEquals(List.of(0, Integer.MAX_VALUE, 100, 5, Integer.MAX_VALUE), read);
  }

  @Test
  void refusesWhatIsNoWholeNumberInTheLimits() {
    ConfigurationValue bad =
        parse("[-1,2147483648,1.5,\"01\",\"\",\"one\",\" 1\",true,null,[],1e999,\"0x1\"]");
    for (ConfigurationValue number : bad.elements()) {
      assertRefused(
          number.pointer(),
          "found " + number.json() + ", expected a whole number from 0 to 2147483647",
          () -> number.integerText(0, Integer.MAX_VALUE));
    }
    assertThrows(
        ConfigurationException.class, () -> parse("[\"1\"]").elements().get(0).integer(0, 1));
  }

  @Test
  void refusesLoneSurrogates() {
    ConfigurationValue root = parse("[\"\\ud83d\",\"\\ud83d\\ude00\"]");
    assertEquals("😀", root.elements().get(1).text());
    assertRefused(
        "/0",
        "found \"\\ud83d\", expected text without lone surrogates",
        () -> root.elements().get(0).text());
  }

  @Test
  void refusesEmptyTextWhereSomethingIsNeeded() {
    assertRefused(
        "", "found \"\", expected a non-empty string", () -> parse("\"\"").nonEmptyText());
    assertRefused("", "found 1, expected a non-empty string", () -> parse("1").nonEmptyText());
  }

  @Test
  void listsMembersAsTheyStand() {
    List<ConfigurationValue> members = parse("{\"b\":1,\"a\":null,\"b\":2}").members();
    assertEquals(List.of("b", "a", "b"), members.stream().map(m -> m.name()).toList());
    assertEquals(List.of("1", "null", "2"), members.stream().map(m -> m.json()).toList());
    assertRefused("", "found [], expected an object", () -> parse("[]").members());
  }

  @Test
  void readsPartsAsMembersAtTheirOwnPlaces() {
    ConfigurationValue root = parse("{\"id\":\"own\",\"deep\":{\"id\":[7]}}");
    ConfigurationValue part = root.member("deep").member("id");
    ConfigurationValue seen = root.as(Map.of("id", part)).onlyMembers(Set.of());
    assertEquals("[7]", seen.member("id").json());
    assertTrue(seen.member("deep").isAbsent());
    assertRefused("/deep/id", "found [7], expected a string", () -> seen.member("id").text());
    assertRefused("/deep", "found nothing, expected a string", () -> seen.member("deep").text());
    assertEquals("own", root.member("id").text());
  }

  @Test
  void refusesWhatIsNotJsonWithItsByteOffset() {
    ConfigurationException fault =
        assertThrows(
            ConfigurationException.class,
            () -> ConfigurationValue.parse("a.json", "{\"é\":01}".getBytes(UTF_8)));
    assertTrue(fault.reason().startsWith("not valid JSON: "), fault.reason());
    assertTrue(fault.reason().endsWith(" at byte 7"), fault.reason());
  }

  @Test
  void refusesWhatIsNotUtf8WithItsByteOffset() {
    ConfigurationException fault =
        assertThrows(
            ConfigurationException.class,
            () -> ConfigurationValue.parse("a.json", "[\"é\"]".getBytes(ISO_8859_1)));
    assertTrue(fault.reason().contains(" at byte 3"), fault.reason());
  }

  private static ConfigurationValue parse(String json) {
    return ConfigurationValue.parse("test.json", json.getBytes(UTF_8));
  }

  private static List<String> scalars(ConfigurationValue array) {
    return array.elements().stream().map(ConfigurationValue::scalarText).toList();
  }

  private static void assertRefused(String pointer, String reason, Executable read) {
    ConfigurationException refusal = assertThrows(ConfigurationException.class, read);
    assertEquals(reason, refusal.reason());
    assertEquals(pointer, refusal.pointer());
    assertEquals("test.json", refusal.file());
  }
}
