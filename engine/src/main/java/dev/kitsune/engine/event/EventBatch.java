package dev.kitsune.engine.event;

import dev.kitsune.engine.bytes.ByteSink;
import dev.kitsune.engine.bytes.ByteSlice;
import dev.kitsune.engine.bytes.JsonEscapes;
import dev.kitsune.engine.bytes.JsonTape;
import java.util.Arrays;

/**
 * The checked events of one request, as positions in the request's bytes: no text is copied but
 * that which holds escapes. Valid until the next request is read or the body changes; owned by one
 * thread. Data plane.
 */
public final class EventBatch {
  private final JsonTape tape = new JsonTape();
  private final ByteSink scratch = new ByteSink(256);
  private int[] fields = new int[EventFields.COUNT * 8];
  private EventType[] types = new EventType[8];
  private long[] timesMs = new long[8];
  private long[] digests = new long[8];
  private int count;
  private int overrides = JsonTape.NONE;

  void clear() {
    count = 0;
    overrides = JsonTape.NONE;
  }

  /** Adds an event with every slot empty; returns its index. */
  int add() {
    if (count == types.length) {
      grow();
    }
    int base = count * EventFields.COUNT;
    Arrays.fill(fields, base, base + EventFields.COUNT, JsonTape.NONE);
    return count++;
  }

  int[] fields() {
    return fields;
  }

  /**
   * Scratch memory for reading members of the request; overwritten by the next call that decodes.
   */
  public ByteSink scratch() {
    return scratch;
  }

  void type(int event, EventType type) {
    types[event] = type;
  }

  void timeMs(int event, long epochMs) {
    timesMs[event] = epochMs;
  }

  void digest(int event, long digest) {
    digests[event] = digest;
  }

  void overrides(int node) {
    overrides = node;
  }

  int field(int event, int slot) {
    return fields[event * EventFields.COUNT + slot];
  }

  /** Number of events, in the request's order. */
  public int count() {
    return count;
  }

  /** The positions that every node points into. */
  public JsonTape tape() {
    return tape;
  }

  public EventType type(int event) {
    return types[event];
  }

  /** When the event happened, in epoch milliseconds; the receipt where it does not say. */
  public long timeMs(int event) {
    return timesMs[event];
  }

  /** A digest of the event's bytes as sent. */
  public long digest(int event) {
    return digests[event];
  }

  public int anonymousId(int event) {
    return field(event, EventFields.ANONYMOUS_ID);
  }

  /** The userId of an identify event; never {@code NONE} there. */
  public int userId(int event) {
    return field(event, EventFields.USER_ID);
  }

  /** The traits object of an identify event; never {@code NONE} there. */
  public int traits(int event) {
    return field(event, EventFields.TRAITS);
  }

  /** The name of a track event. */
  public int eventName(int event) {
    return field(event, EventFields.EVENT_NAME);
  }

  public int properties(int event) {
    return field(event, EventFields.PROPERTIES);
  }

  /** The location object, where the event gives one with at least one member. */
  public int location(int event) {
    return field(event, EventFields.LOCATION);
  }

  /** Whether the event tells its page: {@code context.page}, or a page event's properties. */
  public boolean hasPage(int event) {
    return field(event, EventFields.PAGE) != JsonTape.NONE || type(event) == EventType.PAGE;
  }

  public int pagePath(int event) {
    return field(event, EventFields.PAGE_PATH);
  }

  /** The query object of the page. */
  public int pageQuery(int event) {
    return field(event, EventFields.PAGE_QUERY);
  }

  public int pageReferrer(int event) {
    return field(event, EventFields.PAGE_REFERRER);
  }

  public int pageSearch(int event) {
    return field(event, EventFields.PAGE_SEARCH);
  }

  public int pageUrl(int event) {
    return field(event, EventFields.PAGE_URL);
  }

  public int campaignName(int event) {
    return field(event, EventFields.CAMPAIGN_NAME);
  }

  public int campaignSource(int event) {
    return field(event, EventFields.CAMPAIGN_SOURCE);
  }

  public int campaignMedium(int event) {
    return field(event, EventFields.CAMPAIGN_MEDIUM);
  }

  public int campaignTerm(int event) {
    return field(event, EventFields.CAMPAIGN_TERM);
  }

  public int campaignContent(int event) {
    return field(event, EventFields.CAMPAIGN_CONTENT);
  }

  /**
   * The id of the experience that a component event says was seen, a string; {@code NONE} where the
   * event is no exposure.
   */
  public int exposedExperience(int event) {
    return type(event) == EventType.COMPONENT
        ? field(event, EventFields.EXPERIENCE_ID)
        : JsonTape.NONE;
  }

  /** The variant index that an exposure names, from 0 to 65,535; whether there is one is open. */
  public int exposedVariantIndex(int event) {
    return field(event, EventFields.VARIANT_INDEX);
  }

  /** The user agent, a non-empty string; {@code NONE} where the event has none. */
  public int userAgent(int event) {
    return field(event, EventFields.USER_AGENT);
  }

  /** The value of {@code options.overrides}; {@code NONE} where the request has none. */
  public int overrides() {
    return overrides;
  }

  /** The text of a string node, escapes decoded; valid until the next call that decodes. */
  public ByteSlice text(int node, ByteSlice text) {
    return text(node, text, scratch);
  }

  /** The text of a string node; escapes are decoded into {@code decoded}, appended. */
  public ByteSlice text(int node, ByteSlice text, ByteSink decoded) {
    if (!tape.isEscaped(node)) {
      return text.wrap(tape.bytes(), tape.start(node), tape.length(node));
    }
    if (decoded == scratch) {
      decoded.clear();
    }
    int start = decoded.length();
    JsonEscapes.decode(tape.bytes(), tape.start(node), tape.length(node), decoded);
    return text.wrap(decoded.array(), start, decoded.length() - start);
  }

  private void grow() {
    fields = Arrays.copyOf(fields, fields.length * 2);
    types = Arrays.copyOf(types, types.length * 2);
    timesMs = Arrays.copyOf(timesMs, timesMs.length * 2);
    digests = Arrays.copyOf(digests, digests.length * 2);
  }
}
