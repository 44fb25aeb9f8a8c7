package dev.kitsune.engine.kernel;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** experiences.md, read plainly from an environment's configuration. */
final class ModelExperiences {
  private final List<JsonNode> experiences = new ArrayList<>();

  ModelExperiences(JsonNode environment) {
    for (JsonNode experience : environment.get("experiences")) {
      if (experience.path("published").asBoolean(true)) {
        experiences.add(experience);
      }
    }
    experiences.sort(
        Comparator.comparing(experience -> experience.get("id").asText().toLowerCase(Locale.ROOT)));
  }

  /** Whether a profile keeps this variant once it was shown. */
  boolean keeps(String experienceId, int variantIndex) {
    return experiences.stream()
        .filter(experience -> experience.get("id").asText().equals(experienceId))
        .map(experience -> experience.get("config"))
        .filter(config -> config.path("sticky").asBoolean())
        .anyMatch(config -> variantIndex < config.get("distribution").size());
  }

  /** Whether an experience has no such variant, or no longer. */
  boolean isLost(String experienceId, int variantIndex) {
    return experiences.stream()
        .filter(experience -> experience.get("id").asText().equals(experienceId))
        .anyMatch(experience -> variantIndex >= experience.at("/config/distribution").size());
  }

  /** The same where the request forces nothing. */
  void answer(String stableId, Set<String> audiences, Map<String, Integer> kept, ObjectNode data) {
    answer(stableId, audiences, kept, Map.of(), data);
  }

  /**
   * Adds what applies to a profile to an answer.
   *
   * @param kept variant indexes by experience, the first kept first
   * @param forced variant indexes by experience
   */
  void answer(
      String stableId,
      Set<String> audiences,
      Map<String, Integer> kept,
      Map<String, Integer> forced,
      ObjectNode data) {
    ArrayNode selected = data.putArray("experiences");
    ArrayNode changes = data.putArray("changes");
    for (JsonNode experience : experiences) {
      String id = experience.get("id").asText();
      Integer index = index(stableId, experience, audiences, kept, forced);
      if (index != null) {
        select(id, experience.get("config"), index, selected.addObject(), changes);
      }
    }
  }

  private @Nullable Integer index(
      String stableId,
      JsonNode experience,
      Set<String> audiences,
      Map<String, Integer> kept,
      Map<String, Integer> forced) {
    String id = experience.get("id").asText();
    JsonNode config = experience.get("config");
    if (forced.containsKey(id)) {
      return forced.get(id);
    }
    if (experience.has("audience") && !audiences.contains(experience.get("audience").asText())) {
      return null;
    }
    if (config.has("exclusionGroup")
        && !id.equals(chosen(stableId, group(experience), kept, forced))) {
      return null;
    }
    if (kept.containsKey(id) && keeps(id, kept.get(id))) {
      return kept.get(id);
    }
    return config.get("traffic").asDouble() > unit("traffic-" + id + "-" + stableId)
        ? pick(config.get("distribution"), unit("distribution-" + id + "-" + stableId))
        : null;
  }

  private static String group(JsonNode experience) {
    JsonNode group = experience.at("/config/exclusionGroup");
    return group.isTextual() ? group.asText() : group.path("id").asText();
  }

  /** The one member of a group that may apply; empty for none. */
  private String chosen(
      String stableId, String group, Map<String, Integer> kept, Map<String, Integer> forced) {
    List<JsonNode> members =
        experiences.stream().filter(experience -> group(experience).equals(group)).toList();
    List<String> ids = members.stream().map(member -> member.get("id").asText()).toList();
    for (String id : forced.keySet()) {
      if (ids.contains(id)) {
        return id;
      }
    }
    for (Map.Entry<String, Integer> pick : kept.entrySet()) {
      if (ids.contains(pick.getKey()) && keeps(pick.getKey(), pick.getValue())) {
        return pick.getKey();
      }
    }
    double share = unit("group-" + group + "-" + stableId);
    double end = 0;
    for (JsonNode member : members) {
      double start = end;
      end += weight(member, members);
      if (start <= share && share <= end) {
        return member.get("id").asText();
      }
    }
    return "";
  }

  private static double weight(JsonNode member, List<JsonNode> members) {
    if (member.at("/config/exclusionGroup").has("weight")) {
      return member.at("/config/exclusionGroup/weight").asDouble();
    }
    double left = 1;
    int count = 0;
    for (JsonNode other : members) {
      boolean isGiven = other.at("/config/exclusionGroup").has("weight");
      left -= isGiven ? other.at("/config/exclusionGroup/weight").asDouble() : 0;
      count += isGiven ? 0 : 1;
    }
    return left / count;
  }

  private static void select(
      String id, JsonNode config, int index, ObjectNode selected, ArrayNode changes) {
    selected.put("experienceId", id).put("variantIndex", index);
    if (config.path("sticky").asBoolean()) {
      selected.put("sticky", true);
    }
    ObjectNode variants = selected.putObject("variants");
    for (JsonNode component : config.get("components")) {
      JsonNode baseline = component.get("baseline");
      JsonNode list = component.get("variants");
      JsonNode chosen = index == 0 || index > list.size() ? baseline : list.get(index - 1);
      if (component.has("key")) {
        ObjectNode change = changes.addObject();
        change.put("key", component.get("key").asText()).put("type", "Variable");
        change.set("value", chosen.get("value"));
        change.putObject("meta").put("experienceId", id).put("variantIndex", index);
      } else if (!baseline.path("hidden").asBoolean()) {
        variants.put(baseline.get("id").asText(), chosen.get("id").asText());
      }
    }
  }

  private static int pick(JsonNode weights, double share) {
    double start = 0;
    for (int index = 0; index < weights.size(); index++) {
      double end = start + weights.get(index).asDouble();
      if (start <= share && share <= end) {
        return index;
      }
      start = end;
    }
    return 0;
  }

  static double unit(String text) {
    return Integer.toUnsignedLong(murmur3(text)) / 4294967295.0;
  }

  /** MurmurHash3 x86 32-bit, seed 0, of each character's low byte. */
  private static int murmur3(String text) {
    int hash = 0;
    int word = 0;
    for (int i = 0; i < text.length(); i++) {
      word |= (text.charAt(i) & 0xff) << (8 * (i % 4));
      if (i % 4 == 3) {
        hash = Integer.rotateLeft(hash ^ scramble(word), 13) * 5 + 0xe6546b64;
        word = 0;
      }
    }
    hash ^= scramble(word) ^ text.length();
    hash = (hash ^ (hash >>> 16)) * 0x85ebca6b;
    hash = (hash ^ (hash >>> 13)) * 0xc2b2ae35;
    return hash ^ (hash >>> 16);
  }

  private static int scramble(int word) {
    return Integer.rotateLeft(word * 0xcc9e2d51, 15) * 0x1b873593;
  }

  static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }
}
