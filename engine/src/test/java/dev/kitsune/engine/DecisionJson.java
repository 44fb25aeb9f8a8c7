package dev.kitsune.engine;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kitsune.engine.experience.Change;
import dev.kitsune.engine.experience.SelectedExperience;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the typed door gives, written as the bytes' door would: the {@code data} of an answer. */
final class DecisionJson {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** What is a double at the typed door; every other number keeps all its digits. */
  private static final Set<String> DOUBLES =
      Set.of("random", "latitude", "longitude", "averageSessionLength");

  private DecisionJson() {}

  static JsonNode of(Decision decision) {
    ObjectNode data = JSON.createObjectNode();
    data.set("profile", of(decision.profile()));
    ArrayNode experiences = data.putArray("experiences");
    decision.experiences().forEach(experience -> experiences.add(of(experience)));
    ArrayNode changes = data.putArray("changes");
    decision.changes().forEach(change -> changes.add(of(change)));
    return data;
  }

  static JsonNode of(List<Profile> profiles) {
    ObjectNode data = JSON.createObjectNode();
    ArrayNode array = data.putArray("profiles");
    profiles.forEach(profile -> array.add(of(profile)));
    return data;
  }

  private static JsonNode of(Profile profile) {
    ObjectNode json = JSON.createObjectNode();
    json.put("id", profile.id()).put("stableId", profile.stableId());
    json.set("random", value(profile.random()));
    profile.audiences().forEach(json.putArray("audiences")::add);
    json.set("traits", value(profile.traits()));
    json.set("location", of(profile.location()));
    json.set("session", of(profile.session()));
    return json;
  }

  private static JsonNode of(Location location) {
    ObjectNode json = JSON.createObjectNode();
    Location.Coordinates point = location.coordinates();
    if (point != null) {
      ObjectNode pair = json.putObject("coordinates");
      pair.set("latitude", value(point.latitude()));
      pair.set("longitude", value(point.longitude()));
    }
    put(json, "city", location.city());
    put(json, "postalCode", location.postalCode());
    put(json, "region", location.region());
    put(json, "regionCode", location.regionCode());
    put(json, "country", location.country());
    put(json, "countryCode", location.countryCode());
    put(json, "continent", location.continent());
    put(json, "timezone", location.timezone());
    return json;
  }

  private static void put(ObjectNode json, String name, @Nullable String text) {
    if (text != null) {
      json.put(name, text);
    }
  }

  private static JsonNode of(Session session) {
    ObjectNode json = JSON.createObjectNode();
    json.put("id", session.id()).put("isReturningVisitor", session.isReturningVisitor());
    Page page = session.landingPage();
    ObjectNode landing = json.putObject("landingPage");
    landing.put("path", page.path()).set("query", value(page.query()));
    landing.put("referrer", page.referrer()).put("search", page.search()).put("url", page.url());
    json.set("count", value(session.count()));
    json.set("activeSessionLength", value(session.activeSessionLength()));
    json.set("averageSessionLength", value(session.averageSessionLength()));
    return json;
  }

  private static JsonNode of(SelectedExperience experience) {
    ObjectNode json = JSON.createObjectNode();
    json.put("experienceId", experience.experienceId());
    json.set("variantIndex", value(experience.variantIndex()));
    json.set("variants", value(experience.variants()));
    if (experience.sticky()) {
      json.put("sticky", true);
    }
    return json;
  }

  private static JsonNode of(Change change) {
    ObjectNode json = JSON.createObjectNode();
    json.put("key", change.key()).put("type", "Variable").set("value", value(change.value()));
    ObjectNode meta = json.putObject("meta");
    meta.put("experienceId", change.experienceId());
    meta.set("variantIndex", value(change.variantIndex()));
    return json;
  }

  /** The JSON as text that is equal for equal values: of numbers however they were spelled. */
  static String ascii(JsonNode json) {
    try {
      return JSON.writer().with(JsonWriteFeature.ESCAPE_NON_ASCII).writeValueAsString(plain(json));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static JsonNode plain(Map.Entry<String, JsonNode> member) {
    JsonNode json = member.getValue();
    return DOUBLES.contains(member.getKey()) ? value(json.doubleValue()) : plain(json);
  }

  private static JsonNode plain(JsonNode json) {
    if (json.isNumber()) {
      return value(json.decimalValue());
    }
    if (json instanceof ObjectNode object) {
      object.properties().forEach(member -> member.setValue(plain(member)));
    } else if (json instanceof ArrayNode array) {
      for (int i = 0; i < array.size(); i++) {
        array.set(i, plain(array.get(i)));
      }
    }
    return json;
  }

  static JsonNode value(@Nullable Object value) {
    if (value instanceof Map<?, ?> map) {
      ObjectNode json = JSON.createObjectNode();
      map.forEach((key, member) -> json.set((String) key, value(member)));
      return json;
    }
    if (value instanceof List<?> list) {
      ArrayNode json = JSON.createArrayNode();
      list.forEach(element -> json.add(value(element)));
      return json;
    }
    return value instanceof Number number
        ? JSON.getNodeFactory().numberNode(new BigDecimal(number.toString()).stripTrailingZeros())
        : JSON.valueToTree(value);
  }
}
