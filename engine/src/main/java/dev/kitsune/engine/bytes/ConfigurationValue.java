package dev.kitsune.engine.bytes;

import dev.kitsune.engine.error.ConfigurationException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A value of a configuration document that knows its place, or the place where none stands. A
 * member that is null counts as absent. Every method that reads throws {@link
 * ConfigurationException} with file, JSON pointer, what was found (cut short) and what is expected.
 * Control plane.
 */
public final class ConfigurationValue {
  private static final JsonLimits LIMITS = new JsonLimits(64, 256, 1024 * 1024, 10_000);
  private static final int FOUND_LENGTH_MAX = 40;

  private final String file;
  private final JsonTape tape;
  private final int node;
  private final @Nullable ConfigurationValue parent;
  private final String token;
  private final @Nullable Map<String, ConfigurationValue> parts;

  private ConfigurationValue(
      String file, JsonTape tape, int node, @Nullable ConfigurationValue parent, String token) {
    this.file = file;
    this.tape = tape;
    this.node = node;
    this.parent = parent;
    this.token = token;
    parts = null;
  }

  private ConfigurationValue(ConfigurationValue place, Map<String, ConfigurationValue> parts) {
    file = place.file;
    tape = place.tape;
    node = place.node;
    parent = place.parent;
    token = place.token;
    this.parts = parts;
  }

  /**
   * The root of a document.
   *
   * @param file the name of its source, for messages
   * @throws ConfigurationException with the byte offset if the text is not strict JSON in UTF-8
   */
  public static ConfigurationValue parse(String file, byte[] json) {
    JsonTape tape = new JsonTape();
    if (!tape.parse(json, 0, json.length, LIMITS)) {
      String reason = "not valid JSON: " + tape.fault() + " at byte " + tape.faultOffset();
      throw new ConfigurationException(file, "", reason);
    }
    return new ConfigurationValue(file, tape, 0, null, "");
  }

  /**
   * This object with other members in place of its own: what stands elsewhere in another form, in
   * the form that a reader knows. Each part keeps its own place.
   */
  public ConfigurationValue as(Map<String, ConfigurationValue> newParts) {
    return new ConfigurationValue(object(), Map.copyOf(newParts));
  }

  public String file() {
    return file;
  }

  /** The member's name or the element's index; empty for the whole document. */
  public String name() {
    return token;
  }

  /** The JSON pointer (RFC 6901) of this place. */
  public String pointer() {
    return parent == null
        ? ""
        : parent.pointer() + "/" + token.replace("~", "~0").replace("/", "~1");
  }

  /** The exception that says that this value is not what is expected. */
  public ConfigurationException expected(String what) {
    return refused("found " + found() + ", expected " + what);
  }

  /** The exception that refuses this value for another reason. */
  public ConfigurationException refused(String reason) {
    return new ConfigurationException(file, pointer(), reason);
  }

  /** The value as JSON, cut short, for messages. */
  public String found() {
    if (node == JsonTape.NONE) {
      return "nothing";
    }
    String json = json();
    return json.codePointCount(0, json.length()) <= FOUND_LENGTH_MAX
        ? json
        : json.substring(0, json.offsetByCodePoints(0, FOUND_LENGTH_MAX)) + "...";
  }

  /** Whether nothing, or null, stands here. */
  public boolean isAbsent() {
    return node == JsonTape.NONE || kind() == JsonTape.NULL;
  }

  /** The {@link JsonTape} kind of the value; {@link JsonTape#NONE} where nothing stands. */
  public int kind() {
    return node == JsonTape.NONE ? JsonTape.NONE : tape.kind(node);
  }

  public boolean isText() {
    return kind() == JsonTape.STRING;
  }

  public ConfigurationValue object() {
    return of(JsonTape.OBJECT, "an object");
  }

  /** The place of a member of this object, which may be absent. */
  public ConfigurationValue member(String name) {
    if (parts != null) {
      ConfigurationValue part = parts.get(name);
      return part == null ? new ConfigurationValue(file, tape, JsonTape.NONE, this, name) : part;
    }
    object();
    int value = tape.member(node, name.getBytes(StandardCharsets.UTF_8));
    return new ConfigurationValue(file, tape, value, this, name);
  }

  /**
   * Refuses members of this object that have other names, as they are most likely typing errors.
   */
  public ConfigurationValue onlyMembers(Set<String> names) {
    for (ConfigurationValue member : members()) {
      if (!names.contains(member.name())) {
        throw member.refused("unknown member, expected one of " + String.join(", ", sorted(names)));
      }
    }
    return this;
  }

  /** The members of this object as written, none of those given to {@link #as}. */
  public List<ConfigurationValue> members() {
    object();
    List<ConfigurationValue> members = new ArrayList<>();
    int key = node + 1;
    for (int index = 0; parts == null && index < tape.count(node); index++) {
      members.add(new ConfigurationValue(file, tape, key + 1, this, string(key)));
      key = tape.nextKey(key);
    }
    return members;
  }

  /** How many members this object, or elements this array, holds as written. */
  public int count() {
    return tape.count(node);
  }

  public List<ConfigurationValue> elements() {
    of(JsonTape.ARRAY, "an array");
    List<ConfigurationValue> elements = new ArrayList<>();
    int element = node + 1;
    for (int index = 0; index < tape.count(node); index++) {
      elements.add(new ConfigurationValue(file, tape, element, this, Integer.toString(index)));
      element = tape.next(element);
    }
    return elements;
  }

  /** The elements; none where the array is absent. */
  public List<ConfigurationValue> optionalElements() {
    return isAbsent() ? List.of() : elements();
  }

  /** The unescaped string. */
  public String text() {
    of(JsonTape.STRING, "a string");
    return string(node);
  }

  /** The unescaped string, which has to hold something. */
  public String nonEmptyText() {
    if (!isText() || tape.length(node) == 0) {
      throw expected("a non-empty string");
    }
    return string(node);
  }

  /** The unescaped string, or the number or boolean as written. */
  public String scalarText() {
    return switch (kind()) {
      case JsonTape.STRING -> string(node);
      case JsonTape.NUMBER, JsonTape.TRUE, JsonTape.FALSE -> json();
      default -> throw expected("a string, number or boolean");
    };
  }

  public boolean bool() {
    if (kind() != JsonTape.TRUE && kind() != JsonTape.FALSE) {
      throw expected("true or false");
    }
    return kind() == JsonTape.TRUE;
  }

  public boolean bool(boolean ifAbsent) {
    return isAbsent() ? ifAbsent : bool();
  }

  /** The number, between the limits, both included. */
  public double number(double min, double max) {
    String expected = "a number from " + plain(min) + " to " + plain(max);
    of(JsonTape.NUMBER, expected);
    double number = Double.parseDouble(json());
    if (!(number >= min && number <= max)) {
      throw expected(expected);
    }
    return number;
  }

  /** The whole number, between the limits, both included. */
  public int integer(int min, int max) {
    of(JsonTape.NUMBER, wholeNumber(min, max));
    return integerText(min, max);
  }

  /** The whole number, between the limits, both included; given as a number or as a string. */
  public int integerText(int min, int max) {
    double number = Double.NaN;
    if (kind() == JsonTape.NUMBER || kind() == JsonTape.STRING) {
      String text = scalarText();
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      number = JsonNumber.isNumber(bytes, 0, bytes.length) ? Double.parseDouble(text) : Double.NaN;
    }
    if (!(number >= min && number <= max && number == Math.rint(number))) {
      throw expected(wholeNumber(min, max));
    }
    return (int) number;
  }

  /** The value as JSON text without insignificant white space. */
  public String json() {
    ByteSink json = new ByteSink(64);
    int quote = kind() == JsonTape.STRING ? 1 : 0;
    JsonMinify.put(tape.bytes(), tape.start(node) - quote, tape.length(node) + 2 * quote, json);
    return json.toString();
  }

  private ConfigurationValue of(int kind, String expected) {
    if (kind() != kind) {
      throw expected(expected);
    }
    return this;
  }

  private String string(int at) {
    ByteSink text = new ByteSink(64);
    JsonEscapes.decode(tape.bytes(), tape.start(at), tape.length(at), text);
    if (!Utf8.isValid(text.array(), 0, text.length())) {
      throw expected("text without lone surrogates");
    }
    return text.toString();
  }

  private static String wholeNumber(int min, int max) {
    return "a whole number from " + min + " to " + max;
  }

  private static String plain(double number) {
    return number == Math.rint(number) ? Long.toString((long) number) : Double.toString(number);
  }

  private static List<String> sorted(Set<String> names) {
    return names.stream().sorted().toList();
  }
}
