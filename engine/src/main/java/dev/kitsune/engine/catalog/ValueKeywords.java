package dev.kitsune.engine.catalog;

import dev.kitsune.engine.bytes.ConfigurationValue;
import dev.kitsune.engine.bytes.JsonTape;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a schema asks of a value by itself: its type, its range, how much it holds, and which one it
 * is. Control plane.
 */
final class ValueKeywords implements Schema.Keyword {
  /** How much a string, an array or an object may hold. */
  record Count(int min, int max) {
    private static final int NO_MAX = Integer.MAX_VALUE;

    static Count read(ConfigurationValue schema, String what) {
      ConfigurationValue min = schema.member("min" + what);
      ConfigurationValue max = schema.member("max" + what);
      return new Count(
          min.isAbsent() ? 0 : min.integer(0, NO_MAX),
          max.isAbsent() ? NO_MAX : max.integer(0, NO_MAX));
    }

    boolean isAny() {
      return min == 0 && max == NO_MAX;
    }

    boolean isMet(int count) {
      return count >= min && count <= max;
    }
  }

  /** Any if there are none. */
  private final List<String> types;

  /** JSON texts, of strings unescaped behind a quote; any if there are none. */
  private final Set<String> values;

  private final double minimum;
  private final double maximum;
  private final Count length;
  private final Count items;
  private final Count properties;
  private final List<String> names;
  private final boolean isSecret;
  private final String expected;

  ValueKeywords(ConfigurationValue schema) {
    ConfigurationValue members = schema.member("properties");
    types = types(schema.member("type"));
    values = values(schema);
    minimum = number(schema.member("minimum"), Double.NEGATIVE_INFINITY);
    maximum = number(schema.member("maximum"), Double.POSITIVE_INFINITY);
    length = Count.read(schema, "Length");
    items = Count.read(schema, "Items");
    properties = Count.read(schema, "Properties");
    names =
        members.isAbsent()
            ? List.of()
            : members.members().stream().map(ConfigurationValue::name).toList();
    isSecret = schema.member("writeOnly").bool(false);
    expected = values.isEmpty() ? expectedType() : expectedValue();
  }

  @Override
  public @Nullable SchemaFault faultOf(ConfigurationValue value) {
    if (isTaken(value)) {
      return null;
    }
    return isSecret
        ? SchemaFault.refused(value, "expected " + expected)
        : SchemaFault.expected(value, expected);
  }

  /** What is taken, for messages. */
  String expected() {
    return expected;
  }

  private String expectedValue() {
    return values.stream()
        .filter(value -> !value.equals("null"))
        .map(value -> value.startsWith("\"") ? value.substring(1) : value)
        .distinct()
        .collect(Collectors.joining(", ", values.size() > 1 ? "one of " : "", ""));
  }

  private String expectedType() {
    return types.isEmpty()
        ? "a value"
        : types.stream()
            .filter(type -> !type.equals("null"))
            .map(this::expectedOf)
            .collect(Collectors.joining(" or "));
  }

  private boolean isTaken(ConfigurationValue value) {
    return (types.isEmpty() || isOfType(value))
        && (values.isEmpty() || values.contains(textOf(value)))
        && isInRange(value)
        && isOfCount(value);
  }

  private boolean isOfType(ConfigurationValue value) {
    for (String type : types) {
      if (isOf(type, value)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isOf(String type, ConfigurationValue value) {
    return switch (type) {
      case "object" -> value.kind() == JsonTape.OBJECT;
      case "array" -> value.kind() == JsonTape.ARRAY;
      case "string" -> value.isText();
      case "number" -> value.kind() == JsonTape.NUMBER;
      case "integer" ->
          value.kind() == JsonTape.NUMBER && isWhole(Double.parseDouble(value.json()));
      case "boolean" -> value.kind() == JsonTape.TRUE || value.kind() == JsonTape.FALSE;
      default -> value.kind() == JsonTape.NULL;
    };
  }

  private static boolean isWhole(double number) {
    return number == Math.rint(number) && !Double.isInfinite(number);
  }

  private boolean isInRange(ConfigurationValue value) {
    if (value.kind() != JsonTape.NUMBER || isUnlimited()) {
      return true;
    }
    double number = Double.parseDouble(value.json());
    return number >= minimum && number <= maximum;
  }

  private boolean isUnlimited() {
    return minimum == Double.NEGATIVE_INFINITY && maximum == Double.POSITIVE_INFINITY;
  }

  private boolean isOfCount(ConfigurationValue value) {
    return switch (value.kind()) {
      case JsonTape.OBJECT -> properties.isMet(value.count());
      case JsonTape.ARRAY -> items.isMet(value.count());
      case JsonTape.STRING -> length.isAny() || length.isMet(codePointCount(value.text()));
      default -> true;
    };
  }

  private static int codePointCount(String text) {
    return text.codePointCount(0, text.length());
  }

  private String expectedOf(String type) {
    return switch (type) {
      case "object" ->
          properties.max() == 1 ? "an object of one of " + String.join(", ", names) : "an object";
      case "array" -> "an array" + expectedCount();
      case "string" -> length.min() > 0 ? "a non-empty string" : "a string";
      case "boolean" -> "true or false";
      case "integer" -> "a whole number" + expectedRange();
      default -> "a " + type + expectedRange();
    };
  }

  private String expectedCount() {
    if (items.max() == Count.NO_MAX) {
      return items.min() == 0 ? "" : " of at least " + items.min() + " elements";
    }
    return items.min() == 0
        ? " of at most " + items.max() + " elements"
        : " of " + items.min() + " to " + items.max() + " elements";
  }

  private String expectedRange() {
    if (maximum == Double.POSITIVE_INFINITY) {
      return minimum == Double.NEGATIVE_INFINITY ? "" : " of at least " + (long) minimum;
    }
    return " from " + (long) minimum + " to " + (long) maximum;
  }

  private static List<String> types(ConfigurationValue type) {
    return type.isText()
        ? List.of(type.text())
        : type.optionalElements().stream().map(ConfigurationValue::text).toList();
  }

  private static Set<String> values(ConfigurationValue schema) {
    Set<String> values = new LinkedHashSet<>();
    schema.member("enum").optionalElements().forEach(value -> values.add(textOf(value)));
    if (!schema.member("const").isAbsent()) {
      values.add(textOf(schema.member("const")));
    }
    return values;
  }

  private static String textOf(ConfigurationValue value) {
    return switch (value.kind()) {
      case JsonTape.STRING -> '"' + value.text();
      case JsonTape.OBJECT, JsonTape.ARRAY -> "";
      default -> value.json();
    };
  }

  private static double number(ConfigurationValue number, double ifAbsent) {
    return number.isAbsent() ? ifAbsent : Double.parseDouble(number.json());
  }
}
