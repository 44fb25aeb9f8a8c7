package dev.kitsune.bench.bytes;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The yardstick: Jackson's streaming parser with its factory's defaults, {@code getText} for each
 * field; of query and properties, for each member's value.
 */
public final class JacksonReader implements PageFieldReader {
  private final JsonFactory factory = new JsonFactory();
  private final String[] texts = new String[PageField.COUNT];
  private final List<String> memberTexts = new ArrayList<>();

  @Override
  public String text(int field) {
    return texts[field];
  }

  @Override
  public List<String> memberTexts() {
    return memberTexts;
  }

  @Override
  public boolean read(byte[] body) throws IOException {
    memberTexts.clear();
    try (JsonParser parser = factory.createParser(body)) {
      parser.nextToken();
      for (String key = parser.nextFieldName(); key != null; key = parser.nextFieldName()) {
        parser.nextToken();
        if (key.equals("events")) {
          parser.nextToken();
          readEvent(parser);
        }
        parser.skipChildren();
      }
      return parser.nextToken() == null;
    }
  }

  private void readEvent(JsonParser parser) throws IOException {
    for (String key = parser.nextFieldName(); key != null; key = parser.nextFieldName()) {
      parser.nextToken();
      switch (key) {
        case "type" -> texts[PageField.TYPE] = parser.getText();
        case "channel" -> texts[PageField.CHANNEL] = parser.getText();
        case "messageId" -> texts[PageField.MESSAGE_ID] = parser.getText();
        case "timestamp" -> texts[PageField.TIMESTAMP] = parser.getText();
        case "context" -> readContext(parser);
        case "properties" -> readMembers(parser);
        default -> parser.skipChildren();
      }
    }
    parser.nextToken();
  }

  private void readContext(JsonParser parser) throws IOException {
    for (String key = parser.nextFieldName(); key != null; key = parser.nextFieldName()) {
      parser.nextToken();
      switch (key) {
        case "page" -> readPage(parser);
        case "library" -> readLibrary(parser);
        default -> parser.skipChildren();
      }
    }
  }

  private void readLibrary(JsonParser parser) throws IOException {
    for (String key = parser.nextFieldName(); key != null; key = parser.nextFieldName()) {
      parser.nextToken();
      switch (key) {
        case "name" -> texts[PageField.LIBRARY_NAME] = parser.getText();
        case "version" -> texts[PageField.LIBRARY_VERSION] = parser.getText();
        default -> parser.skipChildren();
      }
    }
  }

  private void readPage(JsonParser parser) throws IOException {
    for (String key = parser.nextFieldName(); key != null; key = parser.nextFieldName()) {
      parser.nextToken();
      switch (key) {
        case "path" -> texts[PageField.PATH] = parser.getText();
        case "url" -> texts[PageField.URL] = parser.getText();
        case "referrer" -> texts[PageField.REFERRER] = parser.getText();
        case "search" -> texts[PageField.SEARCH] = parser.getText();
        case "query" -> readMembers(parser);
        default -> parser.skipChildren();
      }
    }
  }

  private void readMembers(JsonParser parser) throws IOException {
    int depth = 1;
    while (depth > 0) {
      JsonToken token = parser.nextToken();
      if (token.isStructStart()) {
        depth++;
      } else if (token.isStructEnd()) {
        depth--;
      } else if (token != JsonToken.FIELD_NAME) {
        memberTexts.add(parser.getText());
      }
    }
  }
}
