package dev.kitsune.engine.profile;

import dev.kitsune.engine.bytes.ByteSink;
import dev.kitsune.engine.bytes.Hash64;
import dev.kitsune.engine.bytes.JsonEscapes;
import dev.kitsune.engine.bytes.JsonMinify;
import dev.kitsune.engine.bytes.JsonTape;
import dev.kitsune.engine.bytes.LittleEndian;
import dev.kitsune.engine.event.EventBatch;
import java.nio.charset.StandardCharsets;

/**
 * Writes an event's page as the JSON object that answers show as the session's landing page: path,
 * query, referrer, search, url, all of them always. Query values that are no strings become their
 * JSON text, null ones are dropped. Source: profiles.md, Sessions; api.md, Requests. Data plane.
 */
public final class LandingPage {
  /** What answers show until a page was seen. */
  public static final byte[] NONE =
      ascii("{\"path\":\"\",\"query\":{},\"referrer\":\"\",\"search\":\"\",\"url\":\"\"}");

  private static final byte[] PATH = ascii("{\"path\":\"");
  private static final byte[] QUERY = ascii("\",\"query\":{");
  private static final byte[] REFERRER = ascii("},\"referrer\":\"");
  private static final byte[] SEARCH = ascii("\",\"search\":\"");
  private static final byte[] URL = ascii("\",\"url\":\"");
  private static final byte[] END = ascii("\"}");

  private LandingPage() {}

  /** Replaces what {@code out} holds by the page of this event. */
  public static void write(EventBatch events, int event, ByteSink out, ByteSink scratch) {
    JsonTape tape = events.tape();
    out.clear();
    out.put(PATH);
    putText(tape, events.pagePath(event), out);
    out.put(QUERY);
    putQuery(tape, events.pageQuery(event), out, scratch);
    out.put(REFERRER);
    putText(tape, events.pageReferrer(event), out);
    out.put(SEARCH);
    putText(tape, events.pageSearch(event), out);
    out.put(URL);
    putText(tape, events.pageUrl(event), out);
    out.put(END);
  }

  private static void putText(JsonTape tape, int node, ByteSink out) {
    if (node != JsonTape.NONE) {
      out.put(tape.bytes(), tape.start(node), tape.length(node));
    }
  }

  private static void putQuery(JsonTape tape, int query, ByteSink out, ByteSink scratch) {
    if (query == JsonTape.NONE) {
      return;
    }
    putDigests(tape, query, out, scratch);
    int digestsEnd = scratch.length();
    int digest = 0;
    boolean isFollowing = false;
    int end = tape.next(query);
    for (int key = query + 1; key < end; key = tape.nextKey(key), digest += Long.BYTES) {
      if (tape.kind(key + 1) == JsonTape.NULL || standsAgain(scratch.array(), digest, digestsEnd)) {
        continue;
      }
      if (isFollowing) {
        out.put((byte) ',');
      }
      isFollowing = true;
      putParameter(tape, key, out, scratch);
      scratch.truncate(digestsEnd);
    }
  }

  /**
   * Fills {@code scratch} with a digest of each key's text: a query may have a thousand keys, each
   * long and escaped in its own way, and each is compared with all that follow.
   */
  private static void putDigests(JsonTape tape, int query, ByteSink text, ByteSink scratch) {
    scratch.clear();
    int textStart = text.length();
    int end = tape.next(query);
    for (int key = query + 1; key < end; key = tape.nextKey(key)) {
      tape.putText(key, text);
      long digest = Hash64.hash(text.array(), textStart, text.length() - textStart, 0);
      text.truncate(textStart);
      LittleEndian.putLong(scratch.reserve(Long.BYTES), scratch.length(), digest);
      scratch.advance(Long.BYTES);
    }
  }

  private static boolean standsAgain(byte[] digests, int digest, int end) {
    long wanted = LittleEndian.getLong(digests, digest);
    for (int other = digest + Long.BYTES; other < end; other += Long.BYTES) {
      if (LittleEndian.getLong(digests, other) == wanted) {
        return true;
      }
    }
    return false;
  }

  private static void putParameter(JsonTape tape, int key, ByteSink out, ByteSink scratch) {
    int value = key + 1;
    out.put((byte) '"');
    out.put(tape.bytes(), tape.start(key), tape.length(key));
    out.put((byte) '"');
    out.put((byte) ':');
    out.put((byte) '"');
    if (tape.kind(value) == JsonTape.STRING) {
      out.put(tape.bytes(), tape.start(value), tape.length(value));
    } else {
      int start = scratch.length();
      JsonMinify.put(tape.bytes(), tape.start(value), tape.length(value), scratch);
      JsonEscapes.encode(scratch.array(), start, scratch.length() - start, out);
    }
    out.put((byte) '"');
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
