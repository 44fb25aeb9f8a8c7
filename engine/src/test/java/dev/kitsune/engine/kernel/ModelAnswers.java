package dev.kitsune.engine.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kitsune.engine.audience.AudienceDefinition;
import dev.kitsune.engine.catalog.EnvironmentReader;
import dev.kitsune.testdata.TestData;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Compares answers of an engine in the documented environment, whole, with the model's. */
final class ModelAnswers {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
  private static final List<AudienceDefinition> AUDIENCES =
      new EnvironmentReader("acme", "main")
          .add("documented.json", TestData.bytes("environments/documented.json"))
          .definition()
          .audiences();
  static final ModelExperiences EXPERIENCES =
      new ModelExperiences(parse(TestData.text("environments/documented.json")));

  private final Set<String> sessionIds = new HashSet<>();
  private boolean isPreflight;

  /** Says whether the next answers are of preflights, whose session ids are not kept. */
  void preflight(boolean isOne) {
    isPreflight = isOne;
  }

  void compare(String text, List<ModelProfileState> answered, String place) {
    assertEquals(1, answered.size(), place);
    JsonNode data = parse(text).get("data");
    ModelProfileState profile = answered.get(0);
    ObjectNode expected = ModelExperiences.object();
    Set<String> audiences = audiences(profile);
    expected.set("profile", profile(profile, audiences, data.get("profile"), place));
    EXPERIENCES.answer(profile.id, audiences, profile.kept, expected);
    assertEquals(byValue(expected), byValue(data), place);
    assertTrue(text.contains("\"traits\":" + object(profile.traits) + ","), () -> place + text);
  }

  void compareBatch(String text, List<ModelProfileState> answered, String place) {
    JsonNode profiles = parse(text).at("/data/profiles");
    assertEquals(answered.size(), profiles.size(), place);
    for (int i = 0; i < answered.size(); i++) {
      ModelProfileState profile = answered.get(i);
      JsonNode actual = profiles.get(i);
      JsonNode expected = profile(profile, audiences(profile), actual, place);
      assertEquals(byValue(expected), byValue(actual), place);
      assertTrue(text.contains("\"traits\":" + object(profile.traits) + ","), () -> place + text);
    }
  }

  private static Set<String> audiences(ModelProfileState profile) {
    return AUDIENCES.stream()
        .filter(profile.visitor::isIn)
        .map(AudienceDefinition::id)
        .collect(Collectors.toSet());
  }

  private JsonNode profile(
      ModelProfileState profile, Set<String> audiences, JsonNode actual, String place) {
    learn(profile, actual, place);
    ObjectNode expected = ModelExperiences.object();
    expected.put("id", profile.id).put("stableId", profile.id);
    expected.set("random", parse(String.valueOf(profile.random)));
    ArrayNode ids = expected.putArray("audiences");
    List<String> sorted = new ArrayList<>(new TreeSet<>(audiences));
    sorted.sort((one, other) -> lower(one).compareTo(lower(other)));
    sorted.forEach(ids::add);
    expected.set("traits", parse(object(profile.traits)));
    expected.set("location", parse(object(profile.location)));
    ObjectNode session = expected.putObject("session");
    session.put("id", profile.sessionId);
    session.put("isReturningVisitor", profile.sessionCount > 1);
    session.set("landingPage", landingPage(profile.landingPage));
    session.put("count", profile.sessionCount);
    session.put("activeSessionLength", profile.activeSessionS());
    double average =
        (double) (profile.pastSessionsS + profile.activeSessionS()) / profile.sessionCount;
    JsonNode told = actual.at("/session/averageSessionLength");
    assertEquals(average, told.asDouble(), 1e-6, place);
    session.set("averageSessionLength", told);
    return expected;
  }

  /**
   * Takes from an answer what the engine drew, once; from then on it must stay. What a preflight
   * showed is forgotten with its model.
   */
  private void learn(ModelProfileState profile, JsonNode actual, String place) {
    if (profile.random == null) {
      profile.random = actual.get("random").toString();
      double drawn = actual.get("random").asDouble();
      assertTrue(drawn >= 0 && drawn < 1, place);
    }
    if (profile.sessionId == null) {
      String id = actual.at("/session/id").asText();
      assertTrue(
          id.matches("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"), place);
      assertTrue(
          isPreflight || sessionIds.add(id), () -> place + ": a session's id again: " + actual);
      profile.sessionId = id;
    }
  }

  private static JsonNode landingPage(@Nullable String json) {
    return parse(
        json == null
            ? "{\"path\":\"\",\"query\":{},\"referrer\":\"\",\"search\":\"\",\"url\":\"\"}"
            : json);
  }

  private static String lower(String id) {
    return id.toLowerCase(Locale.ROOT);
  }

  private static String object(Map<String, String> members) {
    return members.entrySet().stream()
        .map(member -> "\"" + member.getKey() + "\":" + member.getValue())
        .collect(Collectors.joining(",", "{", "}"));
  }

  /** A tree in which equal numbers are equal however they are written. */
  private static JsonNode byValue(JsonNode node) {
    if (node.isNumber()) {
      BigDecimal value = node.decimalValue();
      return DecimalNode.valueOf(
          value.signum() == 0 ? BigDecimal.ZERO : value.stripTrailingZeros());
    }
    if (node instanceof ObjectNode object) {
      object.properties().forEach(member -> member.setValue(byValue(member.getValue())));
    } else if (node instanceof ArrayNode array) {
      for (int i = 0; i < array.size(); i++) {
        array.set(i, byValue(array.get(i)));
      }
    }
    return node;
  }

  private static JsonNode parse(String json) {
    try {
      return JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new AssertionError(json, e);
    }
  }
}
