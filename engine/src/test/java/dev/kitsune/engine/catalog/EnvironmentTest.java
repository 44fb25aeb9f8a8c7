package dev.kitsune.engine.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kitsune.engine.audience.AudienceDefinition;
import dev.kitsune.engine.audience.AudienceRule;
import dev.kitsune.engine.audience.Operand;
import dev.kitsune.engine.audience.Operator;
import dev.kitsune.engine.experience.ExperienceDefinition;
import dev.kitsune.engine.experience.ExperienceSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EnvironmentTest {
  private static final EnvironmentSettings SETTINGS = EnvironmentSettings.DEFAULT;

  @Test
  void linksExperiencesToAudiencesByRank() {
    Environment environment =
        environment(
            List.of(audience("b", "1"), audience("A", "1")),
            List.of(experience("2", "b"), experience("1", null), experience("3", "A")));
    assertEquals(2, environment.audiences().count());
    assertEquals("A", environment.audiences().id(0));
    assertEquals(ExperienceSet.EVERYONE, environment.experiences().audienceRank(0));
    assertEquals(1, environment.experiences().audienceRank(1));
    assertEquals(0, environment.experiences().audienceRank(2));
  }

  @Test
  void refusesAnExperienceForAnUnknownAudience() {
    IllegalArgumentException refused =
        assertThrows(
            IllegalArgumentException.class,
            () -> environment(List.of(audience("a", "1")), List.of(experience("1", "b"))));
    assertTrue(String.valueOf(refused.getMessage()).contains("audience"), refused::getMessage);
  }

  @Test
  void turnsTheTimeoutIntoMilliseconds() {
    EnvironmentSettings settings =
        new EnvironmentSettings(45, false, List.of("*"), 86_400_000, true, false);
    assertEquals(2_700_000, compiled(settings, List.of(), List.of(), 1).sessionTimeoutMs());
    assertEquals(1_800_000, compiled(SETTINGS, List.of(), List.of(), 1).sessionTimeoutMs());
  }

  @Test
  void knowsWhatTheSettingsAllow() {
    EnvironmentSettings settings =
        new EnvironmentSettings(45, false, List.of("*"), 86_400_000, true, false);
    Environment environment = compiled(settings, List.of(), List.of(), 1);
    assertEquals(86_400_000, environment.retentionMs());
    assertTrue(environment.allowsOverrides());
    assertFalse(environment.allowsExplain());
    assertEquals(
        EnvironmentSettings.KEPT_FOR_EVER,
        compiled(SETTINGS, List.of(), List.of(), 1).retentionMs());
  }

  @Test
  void hashesWhatIsDerivedAndNothingElse() {
    List<AudienceDefinition> audiences = List.of(audience("a", "1"));
    List<ExperienceDefinition> experiences = List.of(experience("1", "a"));
    long hash = compiled(SETTINGS, audiences, experiences, 1).derivedHash();
    EnvironmentSettings other =
        new EnvironmentSettings(5, false, List.of("https://example.com"), 1, false, true);
    assertEquals(hash, compiled(other, audiences, experiences, 9).derivedHash());
    assertNotEquals(hash, environment(List.of(audience("a", "2")), experiences).derivedHash());
    assertNotEquals(hash, environment(audiences, List.of(experience("1", null))).derivedHash());
    assertNotEquals(hash, environment(audiences, List.of()).derivedHash());
  }

  /* Derived parts outlive the process, so the hash must not depend on it: identity hashes would. */
  @Test
  void hashesAlikeInEveryProcess() {
    Environment environment =
        environment(List.of(audience("a", "1")), List.of(experience("1", "a")));
    assertEquals(
        Environment.hashOf(environment.definition()),
        environment(List.of(audience("a", "1")), List.of(experience("1", "a"))).derivedHash());
    assertEquals(3_961_513_854_574_298_185L, environment.derivedHash());
  }

  /* Else profiles would keep the audiences of the rules that they were last decided by. */
  @Test
  void hashesDefinitionsApartWhoseTextsAreEqual() {
    assertApart(in("a, b"), in("a", "b"));
    assertApart(in("a], x=[b"), in("a", "b"));
    assertApart(
        new AudienceRule.Trait("k, operator=EQUAL", Operator.EQUAL, Operand.of("1")),
        new AudienceRule.Trait("k", Operator.EQUAL, Operand.of("1")));
    assertApart(new AudienceRule.Any(List.of(in("a"))), new AudienceRule.All(List.of(in("a"))));
    assertNotEquals(
        environment(List.of(), List.of(experience("1", null))).derivedHash(),
        environment(List.of(audience("null", "1")), List.of(experience("1", "null")))
            .derivedHash());
  }

  @Test
  void keepsTheVersionItWasCompiledAs() {
    assertEquals(12, compiled(SETTINGS, List.of(), List.of(), 12).version());
  }

  private static void assertApart(AudienceRule one, AudienceRule other) {
    assertNotEquals(
        environment(List.of(new AudienceDefinition("a", "", one)), List.of()).derivedHash(),
        environment(List.of(new AudienceDefinition("a", "", other)), List.of()).derivedHash());
  }

  private static AudienceRule in(String... texts) {
    return new AudienceRule.Trait("plan", Operator.IN, new Operand(List.of(texts)));
  }

  private static Environment environment(
      List<AudienceDefinition> audiences, List<ExperienceDefinition> experiences) {
    return compiled(SETTINGS, audiences, experiences, 1);
  }

  private static Environment compiled(
      EnvironmentSettings settings,
      List<AudienceDefinition> audiences,
      List<ExperienceDefinition> experiences,
      long contentHashAndVersion) {
    return Environment.compile(
        new EnvironmentDefinition(
            "acme", "main", contentHashAndVersion, settings, audiences, experiences),
        contentHashAndVersion,
        null);
  }

  private static AudienceDefinition audience(String id, String value) {
    AudienceRule rule = new AudienceRule.Trait("plan", Operator.EQUAL, Operand.of(value));
    return new AudienceDefinition(id, "", rule);
  }

  private static ExperienceDefinition experience(String id, @Nullable String audienceId) {
    return new ExperienceDefinition(
        id,
        "",
        audienceId,
        1,
        List.of(1.0),
        false,
        List.of(new ExperienceDefinition.InlineVariable("k", "1", List.of("2"))));
  }
}
