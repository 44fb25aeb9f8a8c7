package dev.kitsune.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kitsune.engine.EngineConfig.StoreKind;
import dev.kitsune.engine.audience.AudienceExplanation;
import dev.kitsune.engine.audience.RuleExplanation;
import dev.kitsune.engine.audience.RuleExplanation.MatchTimes;
import dev.kitsune.engine.catalog.EnvironmentRef;
import dev.kitsune.engine.error.ErrorCode;
import dev.kitsune.engine.error.ExperienceException;
import dev.kitsune.engine.response.Explanation;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a developer reads who asks why. */
final class ExplainTest {
  private static final String WINDOW =
      TestEnvironments.audience(
          "busy",
          "{\"type\":\"track\",\"value\":\"buy\",\"withinDays\":7,\"count\":%d,"
              + "\"operator\":\"greaterThanInclusive\"}");
  private static final String LEAD =
      TestEnvironments.audience(
          "lead", "{\"type\":\"identify\",\"key\":\"a.b\",\"operator\":\"equal\",\"value\":\"x\"}");
  private static final String NESTED =
      "{\"id\":\"nested\",\"name\":\"Nested\",\"rules\":{\"all\":[{\"not\":{\"type\":\"audience\","
          + "\"operator\":\"equal\",\"value\":\"lead\"}},{\"type\":\"page\",\"count\":2,"
          + "\"operator\":\"greaterThanInclusive\",\"conditions\":[{\"key\":{\"id\":"
          + "\"context_page_path\"},\"operator\":\"startsWith\",\"value\":\"/p\"}]}]}}";

  private final TestEngine engine =
      new TestEngine(StoreKind.HEAP, 100, environment(WINDOW.formatted(2)));
  private final TestClient client = engine.client();

  private static String environment(String... audiences) {
    return TestEnvironments.environment(String.join(",", audiences));
  }

  @AfterEach
  void close() {
    engine.close();
  }

  @Test
  void saysHowManyMoreEventsAWindowNeedsAndWhenItEnds() {
    long nowMs = engine.clockMs.get();
    client.update("v", TestEvent.track("buy"));
    RuleExplanation.Rule rule = rule(client.explain("v"), "busy");
    assertEquals("1", rule.actualJson());
    assertEquals(List.of("2"), rule.expected());
    assertEquals("1 more track event \"buy\"", rule.wouldChange().needs());
    client.update("v", TestEvent.track("buy"));
    AudienceExplanation entered = audience(client.explain("v"), "busy");
    assertTrue(entered.matches());
    Instant end = Instant.ofEpochMilli(nowMs).plusSeconds(7 * 86_400);
    assertEquals(end, entered.changesAt());
    assertEquals("time alone, at " + end, entered.wouldChange().get(0).needs());
    engine.clockMs.set(end.toEpochMilli() - 1);
    assertTrue(audience(client.explain("v"), "busy").matches());
    engine.clockMs.set(end.toEpochMilli());
    AudienceExplanation left = audience(client.explain("v"), "busy");
    assertFalse(left.matches());
    assertNull(left.changesAt());
  }

  @Test
  void saysWhichMatchesAreNoLongerKnown() {
    client.update("v", TestEvent.track("buy"));
    engine.clockMs.addAndGet(1_000);
    client.update("v", TestEvent.track("buy"));
    assertNull(times("v").truncatedBefore());
    engine.clockMs.addAndGet(1_000);
    Instant second = Instant.ofEpochMilli(engine.clockMs.get() - 1_000);
    client.update("v", TestEvent.track("buy"));
    assertEquals(
        new MatchTimes(List.of(second.plusSeconds(1), second), true, false, second), times("v"));
    engine.configure(environment(WINDOW.formatted(3)));
    assertEquals(
        new MatchTimes(List.of(second.plusSeconds(1), second), true, true, second), times("v"));
    assertFalse(audience(client.explain("v"), "busy").matches());
  }

  @Test
  void saysThatAllAreCountedOnceTheOldestKeptIsOutOfTheWindow() {
    for (int i = 0; i < 3; i++) {
      client.update("v", TestEvent.track("buy"));
      engine.clockMs.addAndGet(1_000);
    }
    Instant third = Instant.ofEpochMilli(engine.clockMs.get() - 1_000);
    assertTrue(times("v").isAtLeast());
    engine.clockMs.set(third.plusSeconds(7 * 86_400 - 1).toEpochMilli());
    assertEquals(new MatchTimes(List.of(third), false, false, third.minusSeconds(1)), times("v"));
  }

  @Test
  void isOfNoTimeBeforeTheLastEvent() {
    client.update("v", TestEvent.track("buy"), TestEvent.track("buy"));
    Instant last = Instant.ofEpochMilli(engine.clockMs.get());
    engine.clockMs.addAndGet(-30 * 86_400_000L);
    assertEquals(last, client.explain("v").at());
    assertEquals(last.plusSeconds(7 * 86_400), audience(client.explain("v"), "busy").changesAt());
  }

  @Test
  void pointsAtTheRulesThatKeepAProfileOut() {
    engine.configure(environment(LEAD, NESTED));
    client.update("v", TestEvent.identify("", "{\"a\":{\"b\":\"x\"}}"), TestEvent.page("/p"));
    AudienceExplanation nested = audience(client.explain("v"), "nested");
    assertEquals(
        List.of(
            new AudienceExplanation.Step(
                "/rules/0/rules/0", "audience \"lead\" has to stop matching"),
            new AudienceExplanation.Step(
                "/rules/1", "1 more page event that meets all conditions")),
        nested.wouldChange());
    RuleExplanation.Rule lead = rule(client.explain("v"), "lead");
    assertEquals("\"x\"", lead.actualJson());
    assertEquals("trait \"a.b\" not to be \"x\"", lead.wouldChange().needs());
  }

  @Test
  void cutsLongValuesAtACharacter() {
    engine.configure(environment(LEAD));
    client.update("v", TestEvent.identify("", "{\"a.b\":\"" + "a".repeat(1_023) + "\"}"));
    assertEquals(
        "\"\\\"" + "a".repeat(1_023) + "... (1025 bytes)\"",
        rule(client.explain("v"), "lead").actualJson());
    client.update("v", TestEvent.identify("", "{\"a.b\":\"" + "a".repeat(1_022) + "\"}"));
    assertEquals("\"" + "a".repeat(1_022) + "\"", rule(client.explain("v"), "lead").actualJson());
    client.update("v", TestEvent.identify("", "{\"a.b\":\"" + "\u00e9".repeat(600) + "\"}"));
    assertEquals(
        "\"\\\"" + "\u00e9".repeat(511) + "... (1202 bytes)\"",
        rule(client.explain("v"), "lead").actualJson());
  }

  @Test
  void leavesTheStoredRecordAsItIs() {
    client.update("v", TestEvent.track("buy"));
    engine.configure(environment(WINDOW.formatted(1)));
    engine.clockMs.addAndGet(3 * 86_400_000L);
    byte[] before = engine.stored("v").bytes();
    assertTrue(audience(client.explain("v"), "busy").matches());
    assertArrayEquals(before, engine.stored("v").bytes());
    client.get("v");
    assertFalse(Arrays.equals(before, engine.stored("v").bytes()), "a get writes back");
  }

  @Test
  void explainsByAliasAndRefusesStrangers() {
    client.batch(TestEvent.identify("user", "{}").from("v"));
    assertEquals("v", client.explain("user").profileId());
    ExperienceException unknown =
        assertThrows(ExperienceException.class, () -> client.explain("nobody"));
    assertEquals(ErrorCode.PROFILE_NOT_FOUND, unknown.code());
    assertThrows(ExperienceException.class, () -> client.explain(""));
    assertEquals(1, engine.profileCount());
  }

  @Test
  void explainsWhatTheTypedDoorDecides() {
    EngineConfig config =
        EngineConfig.defaults()
            .withStore(StoreKind.HEAP)
            .withMaxProfiles(100)
            .withEnvironment("acme", "main", environment(LEAD, NESTED));
    try (ExperienceEngine typed = ExperienceEngine.open(config)) {
      EnvironmentRef environment = typed.environment("acme", "main");
      Decision decision =
          typed.update(environment, "v", Event.identify("").trait("a.b", "x").build());
      Explanation explanation = typed.explain(environment, "v");
      assertEquals(List.of("lead"), decision.profile().audiences());
      assertTrue(audience(explanation, "lead").matches());
      assertFalse(audience(explanation, "nested").matches());
      assertEquals(decision.profile().stableId(), explanation.stableId());
      assertEquals(environment.current().version(), explanation.environmentVersion());
      assertTrue(explanation.audience("gone").isEmpty());
      assertTrue(explanation.experience("gone").isEmpty());
      ExperienceException unknown =
          assertThrows(ExperienceException.class, () -> typed.explain(environment, "nobody"));
      assertEquals(ErrorCode.PROFILE_NOT_FOUND, unknown.code());
    }
  }

  private MatchTimes times(String id) {
    return Objects.requireNonNull(rule(client.explain(id), "busy").matchTimes());
  }

  private static AudienceExplanation audience(Explanation explanation, String id) {
    return explanation.audience(id).orElseThrow();
  }

  /** The first rule of an audience that is no group. */
  private static RuleExplanation.Rule rule(Explanation explanation, String id) {
    RuleExplanation rule = audience(explanation, id).rules();
    while (rule instanceof RuleExplanation.Group group) {
      rule = group.rules().get(0);
    }
    return (RuleExplanation.Rule) rule;
  }
}
