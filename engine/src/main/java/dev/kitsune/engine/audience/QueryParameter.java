package dev.kitsune.engine.audience;

import dev.kitsune.engine.bytes.ByteSink;
import dev.kitsune.engine.bytes.ByteSlice;
import dev.kitsune.engine.bytes.JsonMinify;
import dev.kitsune.engine.bytes.JsonTape;
import dev.kitsune.engine.event.EventBatch;
import java.util.Arrays;

/**
 * Finds a parameter of an event's page: in its {@code query}, else parsed from its {@code search};
 * source: audiences.md, Operators. A value that is no string is its JSON text; null is none. Data
 * plane.
 */
final class QueryParameter {
  private QueryParameter() {}

  static void read(EventBatch events, int event, byte[] name, EventScratch scratch) {
    JsonTape tape = events.tape();
    int query = events.pageQuery(event);
    int value = query == JsonTape.NONE ? JsonTape.NONE : tape.member(query, name);
    if (value != JsonTape.NONE && tape.kind(value) != JsonTape.NULL) {
      readValue(events, value, scratch);
    } else if (events.pageSearch(event) != JsonTape.NONE) {
      events.text(events.pageSearch(event), scratch.text);
      readSearch(scratch.text, name, scratch);
    }
  }

  private static void readValue(EventBatch events, int value, EventScratch scratch) {
    JsonTape tape = events.tape();
    scratch.isFound = true;
    if (tape.kind(value) == JsonTape.STRING) {
      events.text(value, scratch.text);
      return;
    }
    scratch.decoded.clear();
    JsonMinify.put(tape.bytes(), tape.start(value), tape.length(value), scratch.decoded);
    scratch.text.wrap(scratch.decoded.array(), 0, scratch.decoded.length());
  }

  /* name=value pairs between ampersands, percent-encoded, + for a space; the first one counts. */
  private static void readSearch(ByteSlice search, byte[] name, EventScratch scratch) {
    int at = search.length() > 0 && search.at(0) == '?' ? 1 : 0;
    while (at < search.length()) {
      int end = indexOf(search, '&', at, search.length());
      int equals = indexOf(search, '=', at, end);
      if (isName(search, at, equals, name, scratch.decoded)) {
        scratch.decoded.clear();
        decode(search, Math.min(equals + 1, end), end, scratch.decoded);
        scratch.text.wrap(scratch.decoded.array(), 0, scratch.decoded.length());
        scratch.isFound = true;
        return;
      }
      at = end + 1;
    }
  }

  private static boolean isName(
      ByteSlice search, int start, int end, byte[] name, ByteSink decoded) {
    if (end - start < name.length) {
      return false;
    }
    decoded.clear();
    decode(search, start, end, decoded);
    return decoded.length() == name.length
        && Arrays.equals(decoded.array(), 0, name.length, name, 0, name.length);
  }

  private static void decode(ByteSlice search, int start, int end, ByteSink out) {
    for (int i = start; i < end; i++) {
      byte b = search.at(i);
      int high = b == '%' && i + 2 < end ? Character.digit(search.at(i + 1), 16) : -1;
      int low = high < 0 ? -1 : Character.digit(search.at(i + 2), 16);
      if (low >= 0) {
        out.put((byte) ((high << 4) | low));
        i += 2;
      } else {
        out.put(b == '+' ? (byte) ' ' : b);
      }
    }
  }

  private static int indexOf(ByteSlice search, char wanted, int start, int end) {
    int at = start;
    while (at < end && search.at(at) != wanted) {
      at++;
    }
    return at;
  }
}
