package dev.kitsune.bench.bytes;

import dev.kitsune.engine.bytes.JsonLimits;
import dev.kitsune.engine.bytes.JsonTape;

/** "Gate that extracts": the engine's tape, then a walk over its nodes. */
final class TapeReader {
  private final JsonTape tape = new JsonTape();

  /** Whether the body is valid; then its first event's fields are in {@code out}. */
  boolean read(byte[] body, PagePositions out) {
    out.clear();
    if (!tape.parse(body, 0, body.length, JsonLimits.DEFAULT)) {
      return false;
    }
    readEvent(tape.member(0, PageField.EVENTS_KEY) + 1, out);
    return true;
  }

  private void readEvent(int event, PagePositions out) {
    int end = tape.next(event);
    for (int key = event + 1; key < end; key = tape.nextKey(key)) {
      switch (tape.length(key)) {
        case 4 -> put(key, PageField.TYPE_KEY, PageField.TYPE, out);
        case 7 -> {
          put(key, PageField.CHANNEL_KEY, PageField.CHANNEL, out);
          if (tape.isText(key, PageField.CONTEXT_KEY)) {
            readContext(key + 1, out);
          }
        }
        case 9 -> {
          put(key, PageField.MESSAGE_ID_KEY, PageField.MESSAGE_ID, out);
          put(key, PageField.TIMESTAMP_KEY, PageField.TIMESTAMP, out);
        }
        case 10 -> put(key, PageField.PROPERTIES_KEY, PageField.PROPERTIES, out);
        default -> {}
      }
    }
  }

  private void readContext(int context, PagePositions out) {
    int end = tape.next(context);
    for (int key = context + 1; key < end; key = tape.nextKey(key)) {
      if (tape.isText(key, PageField.PAGE_KEY)) {
        readPage(key + 1, out);
      } else if (tape.isText(key, PageField.LIBRARY_KEY)) {
        readLibrary(key + 1, out);
      }
    }
  }

  private void readLibrary(int library, PagePositions out) {
    int end = tape.next(library);
    for (int key = library + 1; key < end; key = tape.nextKey(key)) {
      put(key, PageField.NAME_KEY, PageField.LIBRARY_NAME, out);
      put(key, PageField.VERSION_KEY, PageField.LIBRARY_VERSION, out);
    }
  }

  private void readPage(int page, PagePositions out) {
    int end = tape.next(page);
    for (int key = page + 1; key < end; key = tape.nextKey(key)) {
      switch (tape.length(key)) {
        case 3 -> put(key, PageField.URL_KEY, PageField.URL, out);
        case 4 -> put(key, PageField.PATH_KEY, PageField.PATH, out);
        case 5 -> put(key, PageField.QUERY_KEY, PageField.QUERY, out);
        case 6 -> put(key, PageField.SEARCH_KEY, PageField.SEARCH, out);
        case 8 -> put(key, PageField.REFERRER_KEY, PageField.REFERRER, out);
        default -> {}
      }
    }
  }

  private void put(int key, byte[] name, int field, PagePositions out) {
    if (tape.isText(key, name)) {
      out.put(field, tape.start(key + 1), tape.length(key + 1));
    }
  }
}
