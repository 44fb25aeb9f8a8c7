package dev.kitsune.engine.catalog;

import dev.kitsune.engine.bytes.ConfigurationValue;
import dev.kitsune.engine.bytes.JsonTape;
import dev.kitsune.engine.catalog.Schema.Keyword;
import dev.kitsune.engine.error.ConfigurationException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads a JSON Schema (2020-12) of the keywords that ours is written in. Any other keyword is
 * refused, as a rule that nobody checks is worse than none; references lead to {@code $defs} of the
 * same document. Control plane.
 */
final class SchemaReader {
  private static final Set<String> KEYWORDS =
      Set.of(
          "$schema",
          "$defs",
          "title",
          "description",
          "$ref",
          "type",
          "enum",
          "const",
          "minimum",
          "maximum",
          "minLength",
          "minItems",
          "maxItems",
          "minProperties",
          "maxProperties",
          "writeOnly",
          "required",
          "properties",
          "additionalProperties",
          "items",
          "if",
          "then",
          "else",
          "allOf");

  private final Map<String, Schema> definitions = new HashMap<>();

  private SchemaReader() {}

  /**
   * The schemas of a document by reference: {@code #}, and {@code #/$defs/name} for each
   * definition.
   *
   * @throws ConfigurationException if it has what this reader does not know
   */
  static Map<String, Schema> read(ConfigurationValue document) {
    SchemaReader reader = new SchemaReader();
    for (ConfigurationValue definition : document.member("$defs").members()) {
      reader.definitions.put("#/$defs/" + definition.name(), reader.schema(definition));
    }
    reader.definitions.put("#", reader.schema(document));
    return Map.copyOf(reader.definitions);
  }

  private Schema schema(ConfigurationValue schema) {
    schema.onlyMembers(KEYWORDS);
    List<Keyword> keywords = new ArrayList<>();
    ConfigurationValue reference = schema.member("$ref");
    ValueKeywords values = new ValueKeywords(schema);
    keywords.add(values);
    if (!reference.isAbsent()) {
      keywords.add(value -> target(reference).faultOf(value));
    }
    addParts(schema, keywords);
    addBranches(schema, keywords);
    return new Schema(
        keywords, () -> reference.isAbsent() ? values.expected() : target(reference).expected());
  }

  private void addParts(ConfigurationValue schema, List<Keyword> keywords) {
    ObjectKeywords members = ObjectKeywords.read(schema, this::schema);
    if (members != null) {
      keywords.add(members);
    }
    if (!schema.member("items").isAbsent()) {
      Schema items = schema(schema.member("items"));
      keywords.add(value -> firstFault(items, value));
    }
  }

  private void addBranches(ConfigurationValue schema, List<Keyword> keywords) {
    if (!schema.member("if").isAbsent()) {
      Schema condition = schema(schema.member("if"));
      Schema met = branch(schema.member("then"));
      Schema unmet = branch(schema.member("else"));
      keywords.add(value -> (condition.faultOf(value) == null ? met : unmet).faultOf(value));
    }
    for (ConfigurationValue every : schema.member("allOf").optionalElements()) {
      keywords.add(schema(every)::faultOf);
    }
  }

  private Schema branch(ConfigurationValue schema) {
    return schema.isAbsent() ? new Schema(List.of(), () -> "anything") : schema(schema);
  }

  private Schema target(ConfigurationValue reference) {
    Schema target = definitions.get(reference.text());
    if (target == null) {
      throw reference.expected("a definition of this document");
    }
    return target;
  }

  private static @Nullable SchemaFault firstFault(Schema items, ConfigurationValue value) {
    if (value.kind() != JsonTape.ARRAY) {
      return null;
    }
    for (ConfigurationValue element : value.elements()) {
      SchemaFault fault = items.faultOf(element);
      if (fault != null) {
        return fault;
      }
    }
    return null;
  }
}
