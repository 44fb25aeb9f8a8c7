package dev.kitsune.testdata;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.MessageDigest;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EnvironmentGeneratorTest {
  private static final String RULE_START = "\"rules\":{\"any\":[{\"all\":[";
  private static final List<String> SESSION_TYPES =
      List.of(
          "{\"type\":\"isReturningVisitor\"",
          "{\"type\":\"sessionLength\"",
          "{\"type\":\"sessionCount\"",
          "{\"type\":\"firstSeen\"");

  /** A change here changes every figure measured on these environments: say so where they stand. */
  @ParameterizedTest
  @CsvSource({
    "10, 71e6d0ef0bcdedbba5c925e70af8be35ca363e3667fe81b3dfe920d473f2d8ea",
    "100, 916b36392d554fa11b07c5271bfb50ec75b5b1dfc3f18a4503ebbcd569b668ab",
    "1000, 638ad43bf65a5b654d896ce591e9ddc5dca0724412a64112071e8f556fead61c"
  })
  void staysTheSameOnEveryJdk(int audienceCount, String sha256) throws Exception {
    byte[] json = EnvironmentGenerator.generate(audienceCount).json().getBytes(UTF_8);
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(json);
    assertEquals(sha256, HexFormat.of().formatHex(digest));
  }

  @Test
  void givesAnotherEnvironmentForAnotherSeed() {
    assertNotEquals(
        EnvironmentGenerator.generate(1, 10, 1).json(),
        EnvironmentGenerator.generate(2, 10, 1).json());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 10, 12, 13, 23, 24, 100, 1000, 10_000})
  void writesAsManyAudiencesAsAsked(int audienceCount) {
    EnvironmentGenerator.Generated generated = EnvironmentGenerator.generate(audienceCount);
    assertEquals(audienceCount, generated.audienceIds().size());
    assertEquals(audienceCount, new HashSet<>(generated.audienceIds()).size());
    assertEquals(audienceCount, occurrences(generated.json(), "\"rules\":"));
    assertEquals(20, occurrences(generated.json(), "\"traffic\":"));
  }

  @ParameterizedTest
  @CsvSource({"10, 10", "12, 12", "23, 12", "24, 10", "100, 10", "1000, 10", "10000, 10"})
  void letsATypicalVisitorMatchAboutTwelve(int audienceCount, int certainCount) {
    assertEquals(
        certainCount, EnvironmentGenerator.generate(audienceCount).certainAudienceIds().size());
  }

  @ParameterizedTest
  @ValueSource(ints = {100, 1000, 10_000})
  void keepsTheMixOfRuleTypes(int audienceCount) {
    List<String> rules = rules(EnvironmentGenerator.generate(audienceCount).json());
    assertEquals(audienceCount, rules.size());
    assertEquals(audienceCount / 2, count(rules, "{\"type\":\"identify\""));
    assertEquals(
        audienceCount / 5,
        count(rules, "{\"type\":\"page\"") + count(rules, "{\"type\":\"track\""));
    assertEquals(audienceCount / 10, count(rules, "{\"withinDays\""));
    int places = count(rules, "{\"type\":\"location\"");
    assertTrue(places > audienceCount / 25, places + " of the location");
    int sessions = SESSION_TYPES.stream().mapToInt(type -> count(rules, type)).sum();
    assertEquals(audienceCount / 10, places + sessions);
    assertTrue(sessions > audienceCount / 25, sessions + " of the session");
    assertEquals(audienceCount / 10, count(rules, "{\"all\"") + count(rules, "{\"any\""));
    assertTrue(rules.stream().anyMatch(rule -> rule.contains("\"type\":\"audience\"")));
  }

  @Test
  void leavesTimeOutWhereAsked() {
    EnvironmentGenerator.Generated timeless = EnvironmentGenerator.generateTimeless(1_000);
    List<String> rules = rules(timeless.json());
    assertEquals(1_000, rules.size());
    assertEquals(0, occurrences(timeless.json(), "withinDays"));
    SESSION_TYPES.forEach(type -> assertEquals(0, count(rules, type), type));
    assertEquals(10, timeless.certainAudienceIds().size());
  }

  @Test
  void letsAVisitorMatchAsManyAsAsked() {
    EnvironmentGenerator.Generated matched = EnvironmentGenerator.generateMatched(2_000, 1_000);
    assertEquals(2_000, matched.audienceIds().size());
    assertEquals(1_000, matched.certainAudienceIds().size());
  }

  /* Of each audience, in the order of the text. */
  private static List<String> rules(String json) {
    return json.lines()
        .filter(line -> line.contains(RULE_START))
        .map(line -> line.substring(line.indexOf(RULE_START) + RULE_START.length()))
        .toList();
  }

  private static int count(List<String> rules, String start) {
    return (int) rules.stream().filter(rule -> rule.startsWith(start)).count();
  }

  private static int occurrences(String text, String part) {
    return text.split(Pattern.quote(part), -1).length - 1;
  }
}
