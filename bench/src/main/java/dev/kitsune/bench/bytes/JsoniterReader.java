package dev.kitsune.bench.bytes;

import com.jsoniter.CodegenAccess;
import com.jsoniter.JsonIterator;
import com.jsoniter.spi.Slice;
import dev.kitsune.engine.bytes.JsonLimits;
import java.io.IOException;
import java.util.Arrays;

/** "Gate, then jsoniter walks": a strict check that records nothing, then jsoniter's slices. */
final class JsoniterReader {
  private final JsonGate gate = new JsonGate();
  private final JsonIterator json = new JsonIterator();

  /** Whether the body is valid; then its first event's fields are in {@code out}. */
  boolean read(byte[] body, PagePositions out) throws IOException {
    out.clear();
    if (!gate.isValid(body, 0, body.length, JsonLimits.DEFAULT)) {
      return false;
    }
    walk(body, out);
    return true;
  }

  /** The walk alone, of a checked body. */
  void walk(byte[] body, PagePositions out) throws IOException {
    json.reset(body, 0, body.length);
    boolean isMore = CodegenAccess.readObjectStart(json);
    while (isMore) {
      Slice key = CodegenAccess.readObjectFieldAsSlice(json);
      if (isKey(key, PageField.EVENTS_KEY) && CodegenAccess.readArrayStart(json)) {
        readEvent(out);
        return;
      }
      json.skip();
      isMore = CodegenAccess.nextTokenIsComma(json);
    }
  }

  private void readEvent(PagePositions out) throws IOException {
    boolean isMore = CodegenAccess.readObjectStart(json);
    while (isMore) {
      Slice key = CodegenAccess.readObjectFieldAsSlice(json);
      switch (key.len()) {
        case 4 -> putString(isKey(key, PageField.TYPE_KEY), PageField.TYPE, out);
        case 7 -> readChannelOrContext(key, out);
        case 9 -> readIdOrTime(key, out);
        case 10 -> putRaw(isKey(key, PageField.PROPERTIES_KEY), PageField.PROPERTIES, out);
        default -> json.skip();
      }
      isMore = CodegenAccess.nextTokenIsComma(json);
    }
  }

  private void readChannelOrContext(Slice key, PagePositions out) throws IOException {
    if (isKey(key, PageField.CONTEXT_KEY)) {
      readContext(out);
    } else {
      putString(isKey(key, PageField.CHANNEL_KEY), PageField.CHANNEL, out);
    }
  }

  private void readIdOrTime(Slice key, PagePositions out) throws IOException {
    boolean isTime = isKey(key, PageField.TIMESTAMP_KEY);
    boolean isId = !isTime && isKey(key, PageField.MESSAGE_ID_KEY);
    putString(isTime || isId, isTime ? PageField.TIMESTAMP : PageField.MESSAGE_ID, out);
  }

  private void readContext(PagePositions out) throws IOException {
    boolean isMore = CodegenAccess.readObjectStart(json);
    while (isMore) {
      Slice key = CodegenAccess.readObjectFieldAsSlice(json);
      if (isKey(key, PageField.PAGE_KEY)) {
        readPage(out);
      } else if (isKey(key, PageField.LIBRARY_KEY)) {
        readLibrary(out);
      } else {
        json.skip();
      }
      isMore = CodegenAccess.nextTokenIsComma(json);
    }
  }

  private void readLibrary(PagePositions out) throws IOException {
    boolean isMore = CodegenAccess.readObjectStart(json);
    while (isMore) {
      Slice key = CodegenAccess.readObjectFieldAsSlice(json);
      boolean isName = isKey(key, PageField.NAME_KEY);
      boolean isVersion = !isName && isKey(key, PageField.VERSION_KEY);
      int field = isName ? PageField.LIBRARY_NAME : PageField.LIBRARY_VERSION;
      putString(isName || isVersion, field, out);
      isMore = CodegenAccess.nextTokenIsComma(json);
    }
  }

  private void readPage(PagePositions out) throws IOException {
    boolean isMore = CodegenAccess.readObjectStart(json);
    while (isMore) {
      Slice key = CodegenAccess.readObjectFieldAsSlice(json);
      switch (key.len()) {
        case 3 -> putString(isKey(key, PageField.URL_KEY), PageField.URL, out);
        case 4 -> putString(isKey(key, PageField.PATH_KEY), PageField.PATH, out);
        case 5 -> putRaw(isKey(key, PageField.QUERY_KEY), PageField.QUERY, out);
        case 6 -> putString(isKey(key, PageField.SEARCH_KEY), PageField.SEARCH, out);
        case 8 -> putString(isKey(key, PageField.REFERRER_KEY), PageField.REFERRER, out);
        default -> json.skip();
      }
      isMore = CodegenAccess.nextTokenIsComma(json);
    }
  }

  private void putString(boolean isWanted, int field, PagePositions out) throws IOException {
    if (isWanted) {
      Slice text = json.readStringAsSlice();
      out.put(field, text.head(), text.len());
    } else {
      json.skip();
    }
  }

  private void putRaw(boolean isWanted, int field, PagePositions out) throws IOException {
    CodegenAccess.nextToken(json);
    CodegenAccess.unreadByte(json);
    int start = CodegenAccess.head(json);
    json.skip();
    if (isWanted) {
      out.put(field, start, CodegenAccess.head(json) - start);
    }
  }

  private static boolean isKey(Slice key, byte[] name) {
    return Arrays.equals(key.data(), key.head(), key.tail(), name, 0, name.length);
  }
}
