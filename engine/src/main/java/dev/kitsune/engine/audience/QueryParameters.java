package dev.kitsune.engine.audience;

import dev.kitsune.engine.bytes.ByteKeyIndex;
import dev.kitsune.engine.bytes.ByteSink;
import dev.kitsune.engine.bytes.ByteSlice;
import dev.kitsune.engine.bytes.JsonTape;
import dev.kitsune.engine.event.EventBatch;

/**
 * The page parameters that conditions name, found in one walk over an event's {@code query} and one
 * over its {@code search}; source: audiences.md, Operators. A value that is no string is its JSON
 * text; null is none. Immutable; what was found stands in the scratch. Data plane.
 */
final class QueryParameters {
  private final ByteKeyIndex names;
  private final int count;

  /** A parameter is known by its name's number. */
  QueryParameters(NameNumbers names) {
    this.names = names.index();
    count = names.count();
  }

  /** Notes where the value of each parameter is. */
  void find(EventBatch events, int event, EventScratch scratch) {
    if (count == 0) {
      return;
    }
    scratch.clearParameters(count);
    int missing = count;
    if (events.pageQuery(event) != JsonTape.NONE) {
      missing -= findInQuery(events.tape(), events.pageQuery(event), scratch);
    }
    if (missing > 0 && events.pageSearch(event) != JsonTape.NONE) {
      scratch.search.clear();
      events.text(events.pageSearch(event), scratch.searchText, scratch.search);
      findInSearch(scratch.searchText, missing, scratch);
    }
  }

  /** Reads the value that was found for a parameter. */
  void read(EventBatch events, int parameter, EventScratch scratch) {
    int node = scratch.parameterNodes[parameter];
    int start = scratch.searchStarts[parameter];
    if (node != JsonTape.NONE) {
      scratch.readValue(events, node);
    } else if (start != JsonTape.NONE) {
      ByteSlice search = scratch.searchText;
      scratch.decoded.clear();
      decode(search, start, indexOf(search, '&', start, search.length()), scratch.decoded);
      scratch.foundDecoded();
    }
  }

  /* The last member of a name counts. */
  private int findInQuery(JsonTape tape, int query, EventScratch scratch) {
    int[] nodes = scratch.parameterNodes;
    int end = tape.next(query);
    for (int key = query + 1; key < end; key = tape.nextKey(key)) {
      int parameter = scratch.find(names, tape, key);
      if (parameter != ByteKeyIndex.NONE) {
        nodes[parameter] = tape.kind(key + 1) == JsonTape.NULL ? JsonTape.NONE : key + 1;
      }
    }
    int found = 0;
    for (int parameter = 0; parameter < count; parameter++) {
      found += nodes[parameter] == JsonTape.NONE ? 0 : 1;
    }
    return found;
  }

  /* name=value pairs between ampersands, percent-encoded, + for a space; the first one counts. */
  private void findInSearch(ByteSlice search, int missing, EventScratch scratch) {
    int left = missing;
    int at = search.length() > 0 && search.at(0) == '?' ? 1 : 0;
    while (at < search.length() && left > 0) {
      int end = indexOf(search, '&', at, search.length());
      int equals = indexOf(search, '=', at, end);
      int parameter = parameter(search, at, equals, scratch.decoded);
      if (parameter != ByteKeyIndex.NONE && !scratch.isParameterFound(parameter)) {
        scratch.searchStarts[parameter] = Math.min(equals + 1, end);
        left--;
      }
      at = end + 1;
    }
  }

  private int parameter(ByteSlice search, int start, int end, ByteSink decoded) {
    decoded.clear();
    decode(search, start, end, decoded);
    return names.find(decoded.array(), 0, decoded.length());
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
