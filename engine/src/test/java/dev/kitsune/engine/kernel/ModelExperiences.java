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

  /**
   * Adds what applies to a profile to an answer.
   *
   * @param kept variant indexes by experience
   */
  void answer(String stableId, Set<String> audiences, Map<String, Integer> kept, ObjectNode data) {
    ArrayNode selected = data.putArray("experiences");
    ArrayNode changes = data.putArray("changes");
    for (JsonNode experience : experiences) {
      String id = experience.get("id").asText();
      JsonNode config = experience.get("config");
      boolean isIn =
          !experience.has("audience") || audiences.contains(experience.get("audience").asText());
      if (isIn && kept.containsKey(id)) {
        select(id, config, kept.get(id), selected.addObject(), changes);
      } else if (isIn
          && config.get("traffic").asDouble() > unit("traffic-" + id + "-" + stableId)) {
        int index = pick(config.get("distribution"), unit("distribution-" + id + "-" + stableId));
        select(id, config, index, selected.addObject(), changes);
      }
    }
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
