package dev.kitsune.testdata;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.MessageDigest;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EnvironmentGeneratorTest {
  /** A change here changes every figure measured on these environments: say so where they stand. */
  @ParameterizedTest
  @CsvSource({
    "10, ef91057fa3cdcd0a5f63aa0ff0dceef36dd29ff99b5fe326bc4a0e5a5c73537b",
    "100, 98bf1799ce505ef7cead4145787d2ca899f2a4f5e15066477f05b94a6e2e2c2d",
    "1000, 17a7182c411ecb8f8e96f73beb81ae20b91d05f988591b2516b59cc259b94809"
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
  @ValueSource(ints = {100, 1000})
  void keepsTheMixOfRuleTypes(int audienceCount) {
    String json = EnvironmentGenerator.generate(audienceCount).json();
    assertEquals(audienceCount / 2, occurrences(json, "\"type\":\"identify\""));
    int counts = occurrences(json, "\"type\":\"page\"") + occurrences(json, "\"type\":\"track\"");
    assertEquals(audienceCount / 5, counts);
    int returning = occurrences(json, "\"type\":\"isReturningVisitor\"");
    assertTrue(returning > 0);
    assertEquals(audienceCount * 3 / 10, occurrences(json, "\"type\":\"location\"") + returning);
  }

  private static int occurrences(String text, String part) {
    return text.split(Pattern.quote(part), -1).length - 1;
  }
}
