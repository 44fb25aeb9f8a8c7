package dev.kitsune.bench.bytes;

import com.dslplatform.json.DslJson;
import com.dslplatform.json.JsonReader;
import com.dslplatform.json.NumberConverter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The fields as dsl-json's streaming reader gives them: a String each. */
final class DslJsonReader implements PageFieldReader {
  private final JsonReader<Object> json = new DslJson<>().newReader();
  private final String[] texts = new String[PageField.COUNT];
  private final List<String> memberTexts = new ArrayList<>();

  @Override
  public boolean read(byte[] body) throws IOException {
    memberTexts.clear();
    json.process(body, body.length);
    json.getNextToken();
    boolean isMore = beginObject();
    while (isMore) {
      if (json.readKey().equals("events")) {
        json.getNextToken();
        readEvent();
        skipArrayRest();
      } else {
        json.skip();
      }
      isMore = isObjectGoingOn();
    }
    return json.getCurrentIndex() == body.length;
  }

  @Override
  public String text(int field) {
    return texts[field];
  }

  @Override
  public List<String> memberTexts() {
    return memberTexts;
  }

  /* After a key the reader stands on the value's first byte; after a value on what follows it. */
  private boolean beginObject() throws IOException {
    return json.getNextToken() != '}';
  }

  private boolean isObjectGoingOn() throws IOException {
    if (json.last() == ',') {
      json.getNextToken();
      return true;
    }
    json.checkObjectEnd();
    return false;
  }

  private String string() throws IOException {
    String text = json.readString();
    json.getNextToken();
    return text;
  }

  private void skipArrayRest() throws IOException {
    while (json.last() == ',') {
      json.getNextToken();
      json.skip();
    }
    json.checkArrayEnd();
    json.getNextToken();
  }

  private void readEvent() throws IOException {
    boolean isMore = beginObject();
    while (isMore) {
      switch (json.readKey()) {
        case "type" -> texts[PageField.TYPE] = string();
        case "channel" -> texts[PageField.CHANNEL] = string();
        case "messageId" -> texts[PageField.MESSAGE_ID] = string();
        case "timestamp" -> texts[PageField.TIMESTAMP] = string();
        case "context" -> readContext();
        case "properties" -> readMembers();
        default -> json.skip();
      }
      isMore = isObjectGoingOn();
    }
    json.getNextToken();
  }

  private void readContext() throws IOException {
    boolean isMore = beginObject();
    while (isMore) {
      switch (json.readKey()) {
        case "page" -> readPage();
        case "library" -> readLibrary();
        default -> json.skip();
      }
      isMore = isObjectGoingOn();
    }
    json.getNextToken();
  }

  private void readLibrary() throws IOException {
    boolean isMore = beginObject();
    while (isMore) {
      switch (json.readKey()) {
        case "name" -> texts[PageField.LIBRARY_NAME] = string();
        case "version" -> texts[PageField.LIBRARY_VERSION] = string();
        default -> json.skip();
      }
      isMore = isObjectGoingOn();
    }
    json.getNextToken();
  }

  private void readPage() throws IOException {
    boolean isMore = beginObject();
    while (isMore) {
      switch (json.readKey()) {
        case "path" -> texts[PageField.PATH] = string();
        case "url" -> texts[PageField.URL] = string();
        case "referrer" -> texts[PageField.REFERRER] = string();
        case "search" -> texts[PageField.SEARCH] = string();
        case "query" -> readMembers();
        default -> json.skip();
      }
      isMore = isObjectGoingOn();
    }
    json.getNextToken();
  }

  private void readMembers() throws IOException {
    switch (json.last()) {
      case '{' -> readObjectMembers();
      case '[' -> readElements();
      case '"' -> memberTexts.add(string());
      default -> readLiteral();
    }
  }

  private void readObjectMembers() throws IOException {
    boolean isMore = beginObject();
    while (isMore) {
      json.readKey();
      readMembers();
      isMore = isObjectGoingOn();
    }
    json.getNextToken();
  }

  private void readElements() throws IOException {
    boolean isMore = json.getNextToken() != ']';
    while (isMore) {
      readMembers();
      isMore = json.last() == ',';
      if (isMore) {
        json.getNextToken();
      }
    }
    json.checkArrayEnd();
    json.getNextToken();
  }

  private void readLiteral() throws IOException {
    if (json.wasNull()) {
      memberTexts.add("null");
    } else if (json.wasTrue()) {
      memberTexts.add("true");
    } else if (json.wasFalse()) {
      memberTexts.add("false");
    } else {
      memberTexts.add(NumberConverter.deserializeNumber(json).toString());
    }
    json.getNextToken();
  }
}
