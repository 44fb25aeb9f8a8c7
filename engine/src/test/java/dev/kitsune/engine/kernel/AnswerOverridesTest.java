package dev.kitsune.engine.kernel;

import static dev.kitsune.engine.TestEnvironments.audience;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kitsune.engine.EngineConfig.StoreKind;
import dev.kitsune.engine.TestClient;
import dev.kitsune.engine.TestEngine;
import dev.kitsune.engine.TestEvent;
import dev.kitsune.engine.error.ErrorCode;
import java.util.StringJoiner;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a request forces of its own answer, and that nothing else sees it. */
class AnswerOverridesTest {
  private static final String GROUP = "'exclusionGroup':{'id':'g','weight':%s},";
  private static final String AUDIENCES =
      audience("leads", rule("equal")) + "," + audience("others", rule("notEqual"));
  private static final String EXPERIENCES =
      experience("all", "", "'distribution':[1,0,0]")
          + ","
          + experience("few", "'audience':'leads',", "'distribution':[0,1]")
          + ","
          + experience("group-1", "", GROUP.formatted("1") + "'distribution':[1,0]")
          + ","
          + experience("group-2", "", GROUP.formatted("0") + "'distribution':[1,0]")
          + ","
          + experience("kept", "", "'sticky':true,'distribution':[1,0,0]");
  private static final String ALLOWING =
      "{\"settings\":{\"overrides\":true},\"audiences\":[%s],\"experiences\":[%s]}"
          .formatted(AUDIENCES, EXPERIENCES);
  private static final String PLAIN = "others|all:0 group-1:0 kept:0";

  private final TestEngine engine = new TestEngine(StoreKind.HEAP, 100, ALLOWING);
  private final TestClient client = engine.client();

  @AfterEach
  void close() {
    engine.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "{}; others|all:0 group-1:0 kept:0",
        "{'audiences':[],'experiences':null}; others|all:0 group-1:0 kept:0",
        "{'audiences':[{'audienceId':'leads','isMember':true}]};"
            + "leads others|all:0 few:1 group-1:0 kept:0",
        "{'audiences':[{'audienceId':'others','isMember':false}]}; |all:0 group-1:0 kept:0",
        "{'audiences':[{'audienceId':'leads','isMember':false}]};"
            + "others|all:0 group-1:0 kept:0",
        "{'experiences':[{'experienceId':'all','variantIndex':2}]};"
            + "others|all:2 group-1:0 kept:0",
        "{'experiences':[{'experienceId':'few','variantIndex':0}]};"
            + "others|all:0 few:0 group-1:0 kept:0",
        "{'experiences':[{'experienceId':'group-2','variantIndex':1.0}]};"
            + "others|all:0 group-2:1 kept:0",
        "{'unknown':1,'experiences':[{'experienceId':'kept','variantIndex':1,'why':'x'}]};"
            + "others|all:0 group-1:0 kept:1",
      })
  void answersWhatIsForced(String overrides, String expected) {
    assertEquals(expected.strip(), shown(client.update("v", forcing(overrides, track()))));
    assertEquals(PLAIN, shown(client.get("v")), "nothing of it is stored");
    assertEquals(PLAIN, shown(client.update("v", track())));
  }

  @Test
  void theEventsOfTheRequestAreStored() {
    String forced = "{'audiences':[{'audienceId':'leads','isMember':false}]}";
    client.update("v", forcing(forced, TestEvent.identify("", "{\"lead\":\"yes\"}")));
    assertEquals("leads|all:0 few:1 group-1:0 kept:0", shown(client.get("v")));
  }

  @Test
  void aPreflightWithOverridesStoresNothing() {
    String forced = "{'experiences':[{'experienceId':'all','variantIndex':1}]}";
    TestClient preflight = client.preflight();
    assertEquals(
        "others|all:1 group-1:0 kept:0", shown(preflight.update("v", forcing(forced, track()))));
    client.assertUnknown("v");
  }

  @Test
  void aForcedVariantIsNotKeptByItsOwnRequest() {
    String forced = "{'experiences':[{'experienceId':'kept','variantIndex':1}]}";
    client.update("v", forcing(forced, seen("kept", 1)));
    assertEquals(PLAIN, shown(client.get("v")));
    client.update("v", forcing("{}", seen("kept", 2)));
    assertEquals("others|all:0 group-1:0 kept:2", shown(client.get("v")));
    assertEquals(
        "others|all:0 group-1:0 kept:1", shown(client.update("v", forcing(forced, track()))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{}", "[]", "5", "{'audiences':[{'audienceId':'leads','isMember':true}]}"})
  void areRefusedWhereTheEnvironmentDoesNotAllowThem(String overrides) {
    for (String settings : new String[] {"{}", "{\"overrides\":false}"}) {
      engine.configure(ALLOWING.replace("{\"overrides\":true}", settings));
      assertRefused(
          overrides,
          "options.overrides must be absent, as the environment's settings.overrides is not true");
    }
    assertEquals(PLAIN, shown(client.update("v", forcing("null", track()))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "[]; options.overrides must be an object",
        "true; options.overrides must be an object",
        "{'audiences':{}}; options.overrides.audiences must be an array",
        "{'experiences':'few'}; options.overrides.experiences must be an array",
        "{'audiences':['leads']}; options.overrides.audiences[0] must be an object",
        "{'audiences':[{'isMember':true}]};"
            + "options.overrides.audiences[0].audienceId must be the id of an audience",
        "{'audiences':[{'audienceId':'all','isMember':true}]};"
            + "options.overrides.audiences[0].audienceId must be the id of an audience",
        "{'audiences':[{'audienceId':5,'isMember':true}]};"
            + "options.overrides.audiences[0].audienceId must be the id of an audience",
        "{'audiences':[{'audienceId':'leads'}]};"
            + "options.overrides.audiences[0].isMember must be true or false",
        "{'audiences':[{'audienceId':'leads','isMember':'yes'}]};"
            + "options.overrides.audiences[0].isMember must be true or false",
        "{'audiences':[{'audienceId':'leads','isMember':true},"
            + "{'audienceId':'leads','isMember':true}]};"
            + "options.overrides.audiences[1].audienceId must be given once",
        "{'experiences':[{'experienceId':'all','variantIndex':0},{}]};"
            + "options.overrides.experiences[1].experienceId must be the id of an experience",
        "{'experiences':[{'experienceId':'leads','variantIndex':0}]};"
            + "options.overrides.experiences[0].experienceId must be the id of an experience",
        "{'experiences':[{'experienceId':'all'}]};"
            + "options.overrides.experiences[0].variantIndex must be a whole number from 0 to 2",
        "{'experiences':[{'experienceId':'all','variantIndex':3}]};"
            + "options.overrides.experiences[0].variantIndex must be a whole number from 0 to 2",
        "{'experiences':[{'experienceId':'all','variantIndex':-1}]};"
            + "options.overrides.experiences[0].variantIndex must be a whole number from 0 to 2",
        "{'experiences':[{'experienceId':'few','variantIndex':0.5}]};"
            + "options.overrides.experiences[0].variantIndex must be a whole number from 0 to 1",
        "{'experiences':[{'experienceId':'few','variantIndex':'1'}]};"
            + "options.overrides.experiences[0].variantIndex must be a whole number from 0 to 1",
        "{'experiences':[{'experienceId':'few','variantIndex':1},"
            + "{'experienceId':'few','variantIndex':1}]};"
            + "options.overrides.experiences[1].experienceId must be given once",
        "{'experiences':[{'experienceId':'group-1','variantIndex':1},"
            + "{'experienceId':'group-2','variantIndex':1}]};"
            + "options.overrides.experiences[1].experienceId must be the only one of its exclusion",
      })
  void areRefusedWithTheirPlaceWhereTheyAreNotUnderstood(String overrides, String reason) {
    assertRefused(overrides, reason);
  }

  @Test
  void aBatchIgnoresThem() {
    String forced = "{'experiences':[{'experienceId':'nobody','variantIndex':77}]}";
    String body = forcing(forced, track().from("v"));
    client.batch(body);
    assertEquals(PLAIN, shown(client.get("v")));
  }

  private void assertRefused(String overrides, String reason) {
    String request = forcing(overrides, track());
    String message =
        client
            .assertRefused(ErrorCode.INVALID_DATA, () -> client.update("v", request))
            .getMessage();
    assertTrue(String.valueOf(message).contains(reason), message);
    client.assertUnknown("v");
  }

  private static String shown(JsonNode data) {
    StringJoiner audiences = new StringJoiner(" ");
    data.at("/profile/audiences").forEach(audience -> audiences.add(audience.asText()));
    StringJoiner picks = new StringJoiner(" ");
    for (JsonNode experience : data.get("experiences")) {
      picks.add(experience.get("experienceId").asText() + ":" + experience.get("variantIndex"));
    }
    return audiences + "|" + picks;
  }

  private static TestEvent track() {
    return TestEvent.track("t");
  }

  private static TestEvent seen(String experienceId, int variantIndex) {
    return TestEvent.of("component")
        .with("componentId", "\"c\"")
        .with("experienceId", '"' + experienceId + '"')
        .with("variantIndex", Integer.toString(variantIndex));
  }

  private static String forcing(String overrides, TestEvent event) {
    return "{\"events\":[%s],\"options\":{\"overrides\":%s}}"
        .formatted(event.json(), overrides.replace('\'', '"'));
  }

  private static String rule(String operator) {
    return "{\"type\":\"identify\",\"key\":\"lead\",\"value\":\"yes\",\"operator\":\"%s\"}"
        .formatted(operator);
  }

  private static String experience(String id, String members, String config) {
    return "{'id':'%s','type':'nt_experiment',%s'config':{'traffic':1,%s}}"
        .formatted(id, members, config)
        .replace('\'', '"');
  }
}
