package dev.kitsune.engine.event;

import dev.kitsune.engine.bytes.ByteSlice;
import dev.kitsune.engine.bytes.Hash64;
import dev.kitsune.engine.bytes.JsonTape;
import dev.kitsune.engine.bytes.Utf8;
import dev.kitsune.engine.error.ErrorCode;
import dev.kitsune.engine.error.ExperienceException;

/**
 * Request bytes in, checked {@link EventBatch} out; the rules are api.md's, Requests. One pass over
 * the bytes checks the JSON, then each event's members are found by the recorded positions. Owned
 * by one thread. Data plane; refusing a request is the only thing that allocates.
 */
public final class EventReader {
  /** An event time further ahead of the receipt than this is not believed. */
  public static final long AHEAD_MAX_MS = 5 * 60_000L;

  private final EventLimits limits;
  private final EventBatch batch = new EventBatch();
  private final JsonTape tape = batch.tape();
  private final int[] rootFields = new int[2];
  private final ByteSlice text = new ByteSlice();
  private final CheckedNumbers numbers = new CheckedNumbers();
  private final ExposureReader exposures = new ExposureReader(tape);
  /* A page event's properties, until context.page has had its say. */
  private final int[] pageFields = new int[EventFields.COUNT];
  private int identifyCount;

  public EventReader(EventLimits limits) {
    this.limits = limits;
  }

  /**
   * Reads the events of a create or update request.
   *
   * @param receivedMs the time of receipt, in epoch milliseconds
   * @return this reader's batch, valid until the next call
   * @throws ExperienceException INVALID_DATA with the place of the first broken rule
   */
  public EventBatch readEvents(byte[] body, int offset, int length, long receivedMs) {
    readBody(body, offset, length, receivedMs);
    readOptions(rootFields[1]);
    return batch;
  }

  /** The same for a batch request, whose events carry an anonymousId each; options are ignored. */
  public EventBatch readBatch(byte[] body, int offset, int length, long receivedMs) {
    readBody(body, offset, length, receivedMs);
    if (identifyCount > limits.identifyCountMax()) {
      throw invalid(
          "events must have at most "
              + limits.identifyCountMax()
              + " identify events, has "
              + identifyCount);
    }
    for (int event = 0; event < batch.count(); event++) {
      int id = batch.anonymousId(event);
      if (!isText(id) || tape.length(id) == 0) {
        throw mustBe(event, "anonymousId", "a non-empty string");
      }
      requireIdLength(event, "anonymousId", id);
    }
    return batch;
  }

  private void readBody(byte[] body, int offset, int length, long receivedMs) {
    if (length > limits.bodyLengthMax()) {
      throw invalid("body must be at most " + limits.bodyLengthMax() + " bytes");
    }
    if (!tape.parse(body, offset, length, limits.json())) {
      throw invalid("body must be valid JSON: " + tape.fault() + " at byte " + tape.faultOffset());
    }
    if (tape.kind(0) != JsonTape.OBJECT) {
      throw invalid("body must be an object");
    }
    rootFields[0] = JsonTape.NONE;
    rootFields[1] = JsonTape.NONE;
    EventMembers.ROOT.read(tape, 0, rootFields, 0, batch.scratch());
    readEventArray(rootFields[0], receivedMs);
  }

  private void readOptions(int options) {
    if (options == JsonTape.NONE || tape.kind(options) == JsonTape.NULL) {
      return;
    }
    if (!isObject(options)) {
      throw invalid("options must be an object");
    }
    int overrides = tape.member(options, EventMembers.OVERRIDES);
    if (overrides != JsonTape.NONE && tape.kind(overrides) != JsonTape.NULL) {
      batch.overrides(overrides);
    }
  }

  private void readEventArray(int events, long receivedMs) {
    if (events == JsonTape.NONE || tape.kind(events) != JsonTape.ARRAY) {
      throw invalid("events must be an array");
    }
    int count = tape.count(events);
    if (count < 1 || count > limits.eventCountMax()) {
      throw invalid("events must have 1 to " + limits.eventCountMax() + " elements, has " + count);
    }
    batch.clear();
    int node = events + 1;
    identifyCount = 0;
    for (int event = 0; event < count; event++) {
      readEvent(node, receivedMs);
      identifyCount += batch.type(event) == EventType.IDENTIFY ? 1 : 0;
      node = tape.next(node);
    }
  }

  private void readEvent(int node, long receivedMs) {
    int event = batch.add();
    if (tape.kind(node) != JsonTape.OBJECT) {
      throw invalid("events[" + event + "] must be an object");
    }
    int[] fields = batch.fields();
    int base = event * EventFields.COUNT;
    EventMembers.EVENT.read(tape, node, fields, base, batch.scratch());
    EventType type = type(event, fields[base + EventFields.TYPE]);
    batch.type(event, type);
    requireChannel(event, fields[base + EventFields.CHANNEL]);
    requireText(event, "messageId", fields[base + EventFields.MESSAGE_ID]);
    readContext(event, fields, base);
    batch.timeMs(event, timeMs(event, fields[base + EventFields.TIMESTAMP], receivedMs));
    readByType(event, type, fields, base);
    batch.digest(event, Hash64.hash(tape.bytes(), tape.start(node), tape.length(node), 0));
  }

  private EventType type(int event, int node) {
    EventType type = isText(node) ? EventMembers.type(batch.text(node, text)) : null;
    if (type == null) {
      throw invalid(
          "events["
              + event
              + "].type must be page, track, identify, component, screen, group or alias");
    }
    return type;
  }

  private void requireChannel(int event, int node) {
    if (!isText(node) || !EventMembers.isChannel(batch.text(node, text))) {
      throw mustBe(event, "channel", "web, mobile, server or client");
    }
  }

  private void readContext(int event, int[] fields, int base) {
    int context = fields[base + EventFields.CONTEXT];
    if (!isObject(context)) {
      throw mustBe(event, "context", "an object");
    }
    EventMembers.CONTEXT.read(tape, context, fields, base, batch.scratch());
    requireLibrary(event, fields[base + EventFields.LIBRARY]);
    if (readOptional(event, "context.campaign", fields, base + EventFields.CAMPAIGN)) {
      int campaign = fields[base + EventFields.CAMPAIGN];
      EventMembers.CAMPAIGN.read(tape, campaign, fields, base, batch.scratch());
    }
    if (readOptional(event, "context.location", fields, base + EventFields.LOCATION)
        && tape.count(fields[base + EventFields.LOCATION]) == 0) {
      fields[base + EventFields.LOCATION] = JsonTape.NONE;
    }
    readOptional(event, "context.page", fields, base + EventFields.PAGE);
    int userAgent = fields[base + EventFields.USER_AGENT];
    if (!isText(userAgent) || tape.length(userAgent) == 0) {
      fields[base + EventFields.USER_AGENT] = JsonTape.NONE;
    }
  }

  private void requireLibrary(int event, int library) {
    if (!isObject(library)) {
      throw mustBe(event, "context.library", "an object");
    }
    int name = tape.member(library, EventMembers.NAME);
    if (!isText(name)) {
      throw mustBe(event, "context.library.name", "a string");
    }
    int version = tape.member(library, EventMembers.VERSION);
    if (!isText(version)) {
      throw mustBe(event, "context.library.version", "a string");
    }
  }

  private void readByType(int event, EventType type, int[] fields, int base) {
    int properties = fields[base + EventFields.PROPERTIES];
    switch (type) {
      case PAGE -> readPageProperties(event, properties);
      case TRACK -> {
        requireText(event, "event", fields[base + EventFields.EVENT_NAME]);
        readOptional(event, "properties", fields, base + EventFields.PROPERTIES);
      }
      case IDENTIFY -> requireIdentity(event, fields, base);
      case COMPONENT -> {
        if (!isText(fields[base + EventFields.COMPONENT_ID])) {
          throw mustBe(event, "componentId", "a string");
        }
        exposures.read(fields, base);
      }
      case SCREEN, GROUP, ALIAS -> {}
    }
    int page = fields[base + EventFields.PAGE];
    if (page != JsonTape.NONE) {
      EventMembers.PAGE.read(tape, page, fields, base, batch.scratch());
      keepPageTypes(fields, base);
    }
    if (type == EventType.PAGE) {
      fillFromProperties(fields, base);
    }
  }

  private void readPageProperties(int event, int properties) {
    if (!isObject(properties)) {
      throw mustBe(event, "properties", "an object");
    }
    for (int slot = EventFields.PAGE_PATH; slot <= EventFields.PAGE_URL; slot++) {
      pageFields[slot] = JsonTape.NONE;
    }
    EventMembers.PAGE.read(tape, properties, pageFields, 0, batch.scratch());
    requireString(event, "properties.path", pageFields[EventFields.PAGE_PATH]);
    if (!isObject(pageFields[EventFields.PAGE_QUERY])) {
      throw mustBe(event, "properties.query", "an object");
    }
    requireString(event, "properties.referrer", pageFields[EventFields.PAGE_REFERRER]);
    requireString(event, "properties.search", pageFields[EventFields.PAGE_SEARCH]);
    requireString(event, "properties.url", pageFields[EventFields.PAGE_URL]);
  }

  /** Passes over members of context.page that are of another type than documented. */
  private void keepPageTypes(int[] fields, int base) {
    for (int slot = EventFields.PAGE_PATH; slot <= EventFields.PAGE_URL; slot++) {
      int node = fields[base + slot];
      boolean isKept = slot == EventFields.PAGE_QUERY ? isObject(node) : isText(node);
      if (!isKept) {
        fields[base + slot] = JsonTape.NONE;
      }
    }
  }

  private void fillFromProperties(int[] fields, int base) {
    for (int slot = EventFields.PAGE_PATH; slot <= EventFields.PAGE_URL; slot++) {
      if (fields[base + slot] == JsonTape.NONE) {
        fields[base + slot] = pageFields[slot];
      }
    }
  }

  private void requireIdentity(int event, int[] fields, int base) {
    int userId = fields[base + EventFields.USER_ID];
    if (!isText(userId)) {
      throw mustBe(event, "userId", "a string");
    }
    requireIdLength(event, "userId", userId);
    int traits = fields[base + EventFields.TRAITS];
    if (!isObject(traits)) {
      throw mustBe(event, "traits", "an object");
    }
    if (tape.length(traits) > limits.eventTraitsLengthMax()) {
      throw mustBe(event, "traits", "at most " + limits.eventTraitsLengthMax() + " bytes");
    }
  }

  private long timeMs(int event, int node, long receivedMs) {
    if (node == JsonTape.NONE) {
      return receivedMs;
    }
    int kind = tape.kind(node);
    if (kind != JsonTape.STRING && kind != JsonTape.NUMBER) {
      throw mustBe(event, "timestamp", "an ISO-8601 string or epoch milliseconds");
    }
    long told = kind == JsonTape.STRING ? isoMs(node) : epochMs(node);
    return told == Timestamps.NONE || told > receivedMs + AHEAD_MAX_MS ? receivedMs : told;
  }

  private long isoMs(int node) {
    batch.text(node, text);
    return Timestamps.parse(text.array(), text.offset(), text.length());
  }

  private long epochMs(int node) {
    long ms = numbers.floor(tape.bytes(), tape.start(node), tape.length(node));
    return Math.abs((double) ms) <= Timestamps.EPOCH_MS_MAX ? ms : Timestamps.NONE;
  }

  private void requireText(int event, String place, int node) {
    if (!isText(node) || tape.length(node) == 0) {
      throw mustBe(event, place, "a non-empty string");
    }
  }

  private void requireString(int event, String place, int node) {
    if (!isText(node)) {
      throw mustBe(event, place, "a string");
    }
  }

  private void requireIdLength(int event, String place, int node) {
    batch.text(node, text);
    if (text.length() > limits.idLengthMax()) {
      throw mustBe(event, place, "at most " + limits.idLengthMax() + " bytes of UTF-8");
    }
    if (tape.isEscaped(node) && !Utf8.isValid(text.array(), text.offset(), text.length())) {
      throw mustBe(event, place, "text without lone surrogates");
    }
  }

  /** Whether an optional object is there; null counts as absent and is forgotten. */
  private boolean readOptional(int event, String place, int[] fields, int slot) {
    int node = fields[slot];
    if (node == JsonTape.NONE || tape.kind(node) == JsonTape.NULL) {
      fields[slot] = JsonTape.NONE;
      return false;
    }
    if (tape.kind(node) != JsonTape.OBJECT) {
      throw mustBe(event, place, "an object");
    }
    return true;
  }

  private boolean isText(int node) {
    return node != JsonTape.NONE && tape.kind(node) == JsonTape.STRING;
  }

  private boolean isObject(int node) {
    return node != JsonTape.NONE && tape.kind(node) == JsonTape.OBJECT;
  }

  private static ExperienceException mustBe(int event, String place, String what) {
    return invalid("events[" + event + "]." + place + " must be " + what);
  }

  private static ExperienceException invalid(String detail) {
    return new ExperienceException(ErrorCode.INVALID_DATA, detail);
  }
}
