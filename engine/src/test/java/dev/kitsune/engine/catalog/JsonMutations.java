package dev.kitsune.engine.catalog;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** A document with one thing changed, in every place and several ways. */
final class JsonMutations {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static final List<String> REPLACEMENTS =
      List.of("null", "true", "0", "-1", "1.5", "1e99", "\"\"", "\"x\"", "\"true\"", "[]", "{}");

  private final JsonNode root;
  private final List<String> mutations = new ArrayList<>();

  private JsonMutations(JsonNode root) {
    this.root = root;
  }

  static List<String> of(String json) {
    JsonMutations all = new JsonMutations(tree(json));
    all.mutate(all.root);
    return all.mutations;
  }

  private void mutate(JsonNode node) {
    if (node instanceof ObjectNode object) {
      List.copyOf(names(object)).forEach(name -> mutateMember(object, name));
      with(object, object.deepCopy().put("another", 1));
    } else if (node instanceof ArrayNode array) {
      for (int index = 0; index < array.size(); index++) {
        mutateElement(array, index);
      }
    }
  }

  private void mutateMember(ObjectNode object, String name) {
    JsonNode value = object.get(name);
    for (String replacement : REPLACEMENTS) {
      object.set(name, tree(replacement));
      mutations.add(root.toString());
    }
    object.set(name, value);
    ObjectNode without = object.deepCopy();
    without.remove(name);
    with(object, without);
    mutate(value);
  }

  private void mutateElement(ArrayNode array, int index) {
    JsonNode value = array.get(index);
    for (String replacement : REPLACEMENTS) {
      array.set(index, tree(replacement));
      mutations.add(root.toString());
    }
    array.set(index, value);
    mutate(value);
  }

  /** The document with the object's members replaced for a moment. */
  private void with(ObjectNode object, ObjectNode members) {
    ObjectNode own = JSON.createObjectNode().setAll(object);
    object.removeAll();
    object.setAll(members);
    mutations.add(root.toString());
    object.removeAll();
    object.setAll(own);
  }

  private static List<String> names(ObjectNode object) {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }

  private static JsonNode tree(String json) {
    try {
      return JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(json, e);
    }
  }
}
