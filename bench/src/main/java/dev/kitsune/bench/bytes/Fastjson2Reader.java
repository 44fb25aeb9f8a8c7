package dev.kitsune.bench.bytes;

import com.alibaba.fastjson2.JSONReader;
import java.util.ArrayList;
import java.util.List;

/** The fields as fastjson2's streaming reader gives them: a String each. */
final class Fastjson2Reader implements PageFieldReader {
  private final String[] texts = new String[PageField.COUNT];
  private final List<String> memberTexts = new ArrayList<>();

  @Override
  public boolean read(byte[] body) {
    memberTexts.clear();
    try (JSONReader json = JSONReader.of(body)) {
      json.nextIfObjectStart();
      while (!json.nextIfObjectEnd()) {
        if (json.readFieldName().equals("events")) {
          json.nextIfArrayStart();
          readEvent(json);
          skipArray(json);
        } else {
          json.skipValue();
        }
      }
      return json.isEnd();
    }
  }

  @Override
  public String text(int field) {
    return texts[field];
  }

  @Override
  public List<String> memberTexts() {
    return memberTexts;
  }

  private static void skipArray(JSONReader json) {
    while (!json.nextIfArrayEnd()) {
      json.skipValue();
    }
    json.nextIfComma();
  }

  private void readEvent(JSONReader json) {
    json.nextIfObjectStart();
    while (!json.nextIfObjectEnd()) {
      switch (json.readFieldName()) {
        case "type" -> texts[PageField.TYPE] = json.readString();
        case "channel" -> texts[PageField.CHANNEL] = json.readString();
        case "messageId" -> texts[PageField.MESSAGE_ID] = json.readString();
        case "timestamp" -> texts[PageField.TIMESTAMP] = json.readString();
        case "context" -> readContext(json);
        case "properties" -> readMembers(json);
        default -> json.skipValue();
      }
    }
  }

  private void readContext(JSONReader json) {
    json.nextIfObjectStart();
    while (!json.nextIfObjectEnd()) {
      switch (json.readFieldName()) {
        case "page" -> readPage(json);
        case "library" -> readLibrary(json);
        default -> json.skipValue();
      }
    }
  }

  private void readLibrary(JSONReader json) {
    json.nextIfObjectStart();
    while (!json.nextIfObjectEnd()) {
      switch (json.readFieldName()) {
        case "name" -> texts[PageField.LIBRARY_NAME] = json.readString();
        case "version" -> texts[PageField.LIBRARY_VERSION] = json.readString();
        default -> json.skipValue();
      }
    }
  }

  private void readPage(JSONReader json) {
    json.nextIfObjectStart();
    while (!json.nextIfObjectEnd()) {
      switch (json.readFieldName()) {
        case "path" -> texts[PageField.PATH] = json.readString();
        case "url" -> texts[PageField.URL] = json.readString();
        case "referrer" -> texts[PageField.REFERRER] = json.readString();
        case "search" -> texts[PageField.SEARCH] = json.readString();
        case "query" -> readMembers(json);
        default -> json.skipValue();
      }
    }
  }

  private void readMembers(JSONReader json) {
    if (json.nextIfObjectStart()) {
      while (!json.nextIfObjectEnd()) {
        json.readFieldName();
        readMembers(json);
      }
    } else if (json.nextIfArrayStart()) {
      while (!json.nextIfArrayEnd()) {
        readMembers(json);
      }
      json.nextIfComma();
    } else {
      memberTexts.add(json.nextIfNull() ? "null" : json.readString());
    }
  }
}
