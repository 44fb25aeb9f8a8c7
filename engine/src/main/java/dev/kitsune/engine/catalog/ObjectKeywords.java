package dev.kitsune.engine.catalog;

import dev.kitsune.engine.bytes.ConfigurationValue;
import dev.kitsune.engine.bytes.JsonTape;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a schema asks of an object's members: {@code properties}, {@code required}, {@code
 * additionalProperties}. Where others are refused a name that stands twice is, too, which no schema
 * can say. Control plane.
 */
final class ObjectKeywords implements Schema.Keyword {
  private final Map<String, Schema> properties;
  private final List<String> required;
  private final boolean areOthersRefused;

  private ObjectKeywords(
      Map<String, Schema> properties, List<String> required, boolean areOthersRefused) {
    this.properties = properties;
    this.required = required;
    this.areOthersRefused = areOthersRefused;
  }

  /** The schema's keywords about members; null if it has none. */
  static @Nullable ObjectKeywords read(
      ConfigurationValue schema, Function<ConfigurationValue, Schema> reader) {
    ConfigurationValue others = schema.member("additionalProperties");
    ConfigurationValue required = schema.member("required");
    Map<String, Schema> properties = new LinkedHashMap<>();
    if (!schema.member("properties").isAbsent()) {
      schema.member("properties").members().forEach(p -> properties.put(p.name(), reader.apply(p)));
    }
    if (properties.isEmpty() && required.isAbsent() && others.isAbsent()) {
      return null;
    }
    return new ObjectKeywords(
        properties,
        required.optionalElements().stream().map(ConfigurationValue::text).toList(),
        !others.bool(true));
  }

  @Override
  public @Nullable SchemaFault faultOf(ConfigurationValue value) {
    if (value.kind() != JsonTape.OBJECT) {
      return null;
    }
    SchemaFault fault = areOthersRefused ? faultyMember(value.members()) : faultyMember(value);
    return fault == null ? missing(value) : fault;
  }

  private @Nullable SchemaFault missing(ConfigurationValue value) {
    for (String name : required) {
      ConfigurationValue member = value.member(name);
      if (member.kind() == JsonTape.NONE) {
        Schema schema = properties.get(name);
        return SchemaFault.expected(member, schema == null ? "a value" : schema.expected());
      }
    }
    return null;
  }

  private @Nullable SchemaFault faultyMember(List<ConfigurationValue> members) {
    Set<String> seen = new HashSet<>();
    for (ConfigurationValue member : members) {
      Schema schema = properties.get(member.name());
      if (schema == null) {
        return SchemaFault.refused(
            member, "unknown member, expected one of " + String.join(", ", properties.keySet()));
      }
      if (!seen.add(member.name())) {
        return SchemaFault.refused(member, "the member stands twice");
      }
      SchemaFault fault = schema.faultOf(member);
      if (fault != null) {
        return fault;
      }
    }
    return null;
  }

  private @Nullable SchemaFault faultyMember(ConfigurationValue value) {
    for (Map.Entry<String, Schema> property : properties.entrySet()) {
      ConfigurationValue member = value.member(property.getKey());
      SchemaFault fault =
          member.kind() == JsonTape.NONE ? null : property.getValue().faultOf(member);
      if (fault != null) {
        return fault;
      }
    }
    return null;
  }
}
