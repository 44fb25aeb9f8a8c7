package dev.kitsune.engine.audience;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A JSON value of the oracle, read by Jackson; keeps how numbers and strings are written, which
 * Jackson's own tree loses.
 *
 * @param text of strings the characters; of anything else {@code minified}
 * @param minified the value as written, without insignificant white space
 * @param elements of an array, else none
 * @param members of an object, the last of each name, else none
 */
record ModelJson(
    JsonToken kind,
    String text,
    String minified,
    List<ModelJson> elements,
    Map<String, ModelJson> members) {
  private static final JsonFactory FACTORY = new JsonFactory();

  static ModelJson parse(String json) {
    try (JsonParser parser = FACTORY.createParser(json)) {
      parser.nextToken();
      return read(parser, json);
    } catch (IOException e) {
      throw new UncheckedIOException(json, e);
    }
  }

  /** The member, or null where there is none or this is no object. */
  @Nullable ModelJson member(String name) {
    return members.get(name);
  }

  boolean isNull() {
    return kind == JsonToken.VALUE_NULL;
  }

  boolean isString() {
    return kind == JsonToken.VALUE_STRING;
  }

  boolean isArray() {
    return kind == JsonToken.START_ARRAY;
  }

  boolean isObject() {
    return kind == JsonToken.START_OBJECT;
  }

  private static ModelJson read(JsonParser parser, String json) throws IOException {
    JsonToken token = parser.currentToken();
    return switch (token) {
      case START_OBJECT -> readObject(parser, json);
      case START_ARRAY -> readArray(parser, json);
      case VALUE_STRING -> {
        String written = written(parser, json);
        yield new ModelJson(token, parser.getText(), written, List.of(), Map.of());
      }
      default -> new ModelJson(token, parser.getText(), parser.getText(), List.of(), Map.of());
    };
  }

  private static ModelJson readObject(JsonParser parser, String json) throws IOException {
    Map<String, ModelJson> members = new LinkedHashMap<>();
    List<String> written = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      String writtenName = written(parser, json);
      parser.nextToken();
      ModelJson value = read(parser, json);
      members.put(name, value);
      written.add(writtenName + ":" + value.minified);
    }
    String text = "{" + String.join(",", written) + "}";
    return new ModelJson(JsonToken.START_OBJECT, text, text, List.of(), members);
  }

  private static ModelJson readArray(JsonParser parser, String json) throws IOException {
    List<ModelJson> elements = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      elements.add(read(parser, json));
    }
    String text = "[" + String.join(",", elements.stream().map(ModelJson::minified).toList()) + "]";
    return new ModelJson(JsonToken.START_ARRAY, text, text, elements, Map.of());
  }

  /** The string or name that begins at the current token, with its quotes and escapes. */
  private static String written(JsonParser parser, String json) {
    int start = (int) parser.currentTokenLocation().getCharOffset();
    int at = start + 1;
    while (json.charAt(at) != '"') {
      at += json.charAt(at) == '\\' ? 2 : 1;
    }
    return json.substring(start, at + 1);
  }
}
