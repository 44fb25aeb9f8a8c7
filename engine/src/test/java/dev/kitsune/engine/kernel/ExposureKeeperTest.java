package dev.kitsune.engine.kernel;

import static dev.kitsune.engine.TestEnvironments.audience;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kitsune.engine.EngineConfig.StoreKind;
import dev.kitsune.engine.TestClient;
import dev.kitsune.engine.TestEngine;
import dev.kitsune.engine.TestEvent;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What becomes of a sticky experience's variant from the event that says it was seen. */
class ExposureKeeperTest {
  private static final String LEADS =
      audience(
          "leads",
          "{\"type\":\"identify\",\"key\":\"lead\",\"value\":\"yes\",\"operator\":\"equal\"}");
  private static final String NONE = "";

  /* Everyone's distribution pick is the baseline. */
  private static final String ALL_CONTROL = "\"traffic\":1,\"distribution\":[1,0,0]";

  private final TestEngine engine = new TestEngine(StoreKind.HEAP, 100, sticky(ALL_CONTROL));
  private final TestClient client = engine.client();

  @AfterEach
  void close() {
    engine.close();
  }

  @Test
  void theExposedIndexReplacesTheDistributionsPick() {
    assertEquals("exp:0", picks(client.update("v", TestEvent.track("t"))));
    assertEquals("exp:2", picks(client.update("v", seen("exp", "2"))));
    assertEquals("exp:2", picks(client.get("v")));
    assertEquals("exp:2", picks(client.update("v", TestEvent.track("t"))));
  }

  @Test
  void theFirstEventAfterAChangeOfAudiencesReplacesThePickToo() {
    assertEquals("exp:0", picks(client.update("v", TestEvent.track("t"))));
    engine.configure(sticky(ALL_CONTROL).replace(LEADS, LEADS.replace("yes", "maybe")));
    assertEquals("exp:2", picks(client.update("v", seen("exp", "2"))));
  }

  @Test
  void theFirstExposureWins() {
    assertEquals("exp:2", picks(client.update("v", seen("exp", "2"), seen("exp", "1"))));
    assertEquals("exp:2", picks(client.update("v", seen("exp", "0"))));
  }

  @Test
  void theBaselineIsKeptToo() {
    client.update("v", seen("exp", "0"), seen("exp", "1"));
    engine.configure(sticky("\"traffic\":1,\"distribution\":[0,1,0]"));
    assertEquals("exp:0", picks(client.get("v")));
    assertEquals("exp:1", picks(client.update("w", TestEvent.track("t"))));
  }

  @Test
  void invalidExposuresAreIgnored() {
    client.update(
        "v",
        seen("exp", "3"),
        seen("exp", "-1"),
        seen("exp", "0.5"),
        seen("exp", "\"1\""),
        seen("gone", "1"),
        TestEvent.of("component").with("componentId", "\"c\"").with("experienceId", "\"exp\""));
    assertEquals("exp:0", picks(client.get("v")));
    assertEquals("exp:2", picks(client.update("v", seen("exp", "2"))));
  }

  @Test
  void ofAnExperienceThatIsNotStickyNothingIsKept() {
    engine.configure(environment(experience("exp", ALL_CONTROL, NONE)));
    assertEquals("exp:0", picks(client.update("v", seen("exp", "1"))));
    engine.configure(sticky(ALL_CONTROL));
    assertEquals("exp:0", picks(client.get("v")));
  }

  @Test
  void whatIsKeptIgnoresChangesOfTrafficAndDistribution() {
    client.update("v", seen("exp", "1"));
    for (String config :
        List.of(
            "\"traffic\":0,\"distribution\":[0,0,1]",
            "\"traffic\":1,\"distribution\":[0,0,1]",
            "\"traffic\":0.0001,\"distribution\":[1,0]")) {
      engine.configure(sticky(config));
      assertEquals("exp:1", picks(client.get("v")), config);
      assertEquals("exp:1", picks(client.update("v", TestEvent.track("t"))), config);
    }
  }

  @Test
  void theAudienceMustStillMatch() {
    engine.configure(
        environment(experience("exp", ALL_CONTROL, "\"sticky\":true", "\"audience\":\"leads\",")));
    assertEquals("", picks(client.update("v", seen("exp", "1"))));
    assertEquals("exp:1", picks(client.update("v", lead("yes"))));
    assertEquals("", picks(client.update("v", lead("no"))));
    assertEquals("exp:1", picks(client.update("v", lead("yes"))));
  }

  @Test
  void anIndexThatTheExperienceNoLongerHasIsDropped() {
    client.update("v", seen("exp", "2"));
    engine.configure(sticky("\"traffic\":1,\"distribution\":[0,1]"));
    assertEquals("exp:1", picks(client.get("v")));
    engine.configure(sticky(ALL_CONTROL));
    assertEquals("exp:2", picks(client.get("v")), "reading drops nothing");
    engine.configure(sticky("\"traffic\":1,\"distribution\":[0,1]"));
    client.get("v");
    client.update("v", TestEvent.track("t"));
    engine.configure(sticky(ALL_CONTROL));
    assertEquals("exp:0", picks(client.get("v")));
  }

  @Test
  void anExposureReplacesAnIndexThatTheExperienceNoLongerHas() {
    client.update("v", seen("exp", "2"));
    engine.configure(sticky("\"traffic\":1,\"distribution\":[0,1]"));
    client.update("v", seen("exp", "0"));
    engine.configure(sticky("\"traffic\":1,\"distribution\":[0,0,1]"));
    assertEquals("exp:0", picks(client.get("v")));
  }

  @Test
  void whatIsKeptSurvivesThatTheExperienceIsAwayOrNotSticky() {
    client.update("v", seen("exp", "2"));
    engine.configure(environment(experience("other", ALL_CONTROL, NONE)));
    client.update("v", TestEvent.track("t"));
    engine.configure(environment(experience("exp", ALL_CONTROL, NONE)));
    assertEquals("exp:0", picks(client.update("v", TestEvent.track("t"))));
    engine.configure(sticky(ALL_CONTROL));
    assertEquals("exp:2", picks(client.get("v")));
  }

  @Test
  void aPreflightKeepsNothing() {
    client.update("v", TestEvent.track("t"));
    assertEquals("exp:1", picks(client.preflight().update("v", seen("exp", "1"))));
    assertEquals("exp:0", picks(client.get("v")));
  }

  @Test
  void aBatchKeepsForEachOfItsProfiles() {
    client.batch(seen("exp", "1").from("v"), seen("exp", "2").from("w"));
    assertEquals("exp:1", picks(client.get("v")));
    assertEquals("exp:2", picks(client.get("w")));
  }

  @Test
  void aMergeKeepsTheSurvivorsVariant() {
    engine.configure(
        environment(
            experience("exp", ALL_CONTROL, "\"sticky\":true")
                + ","
                + experience("two", ALL_CONTROL, "\"sticky\":true")));
    client.update("t", TestEvent.identify("user", "{}"), seen("exp", "1"));
    client.update("c", seen("exp", "2"), seen("two", "2"));
    assertEquals("exp:1 two:2", picks(client.update("c", TestEvent.identify("user", "{}"))));
  }

  @Test
  void theKeptMemberOfAnExclusionGroupIsTheChosenOne() {
    String first = "\"exclusionGroup\":{\"id\":\"g\",\"weight\":1},\"sticky\":true";
    String second = first.replace("1}", "0}");
    engine.configure(
        environment(
            experience("a", ALL_CONTROL, first) + "," + experience("b", ALL_CONTROL, second)));
    assertEquals("a:0", picks(client.update("v", TestEvent.track("t"))));
    assertEquals("b:1", picks(client.update("v", seen("b", "1"))));
    assertEquals("b:1", picks(client.update("v", seen("a", "2"))), "the first kept stays");
  }

  @Test
  void ofAGroupNobodyAppliesWhereTheChosenOneDoesNot() {
    String first = "\"exclusionGroup\":{\"id\":\"g\",\"weight\":1}";
    String second = first.replace("1}", "0}");
    engine.configure(
        environment(
            experience("a", ALL_CONTROL, first, "\"audience\":\"leads\",")
                + ","
                + experience("b", ALL_CONTROL, second)
                + ","
                + experience("c", ALL_CONTROL, NONE)));
    assertEquals("c:0", picks(client.update("v", TestEvent.track("t"))));
    assertEquals("a:0 c:0", picks(client.update("v", lead("yes"))));
  }

  /** Where the client shows what it was answered, only the pick itself is added. */
  @Test
  void anExposureOfWhatWasAnsweredAddsTheKeptVariantOnly() {
    client.update("v", TestEvent.track("t"));
    client.update("v", seen("exp", "0"));
    engine.configure(sticky("\"traffic\":1,\"distribution\":[0,1,0]"));
    assertEquals("exp:0", picks(client.get("v")));
    assertFalse(client.text().contains("\"variantIndex\":1"));
  }

  private static String picks(JsonNode data) {
    StringBuilder picks = new StringBuilder();
    for (JsonNode experience : data.get("experiences")) {
      picks.append(picks.isEmpty() ? "" : " ");
      picks.append(experience.get("experienceId").asText()).append(':');
      picks.append(experience.get("variantIndex"));
    }
    return picks.toString();
  }

  private static TestEvent seen(String experienceId, String variantIndex) {
    return TestEvent.of("component")
        .with("componentId", "\"c\"")
        .with("experienceId", '"' + experienceId + '"')
        .with("variantIndex", variantIndex);
  }

  private static TestEvent lead(String value) {
    return TestEvent.identify("", "{\"lead\":\"" + value + "\"}");
  }

  private static String sticky(String config) {
    return environment(experience("exp", config, "\"sticky\":true"));
  }

  private static String environment(String experiences) {
    return "{\"audiences\":[" + LEADS + "],\"experiences\":[" + experiences + "]}";
  }

  private static String experience(String id, String config, String more) {
    return experience(id, config, more, "");
  }

  private static String experience(String id, String config, String more, String members) {
    return "{\"id\":\"%s\",\"type\":\"nt_experiment\",%s\"config\":{%s%s}}"
        .formatted(id, members, config, more.isEmpty() ? "" : "," + more);
  }
}
