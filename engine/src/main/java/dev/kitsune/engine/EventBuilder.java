package dev.kitsune.engine;

import dev.kitsune.engine.bytes.ByteSink;
import dev.kitsune.engine.bytes.JsonName;
import dev.kitsune.engine.bytes.JsonWriter;
import dev.kitsune.engine.bytes.Utf16;
import dev.kitsune.engine.event.EventLimits;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * What events of all types tell. Each method takes effect for the next {@link #build} and returns
 * the builder. Values that the contract refuses throw IllegalArgumentException with the place,
 * where they are given or when the event is built; a null that is none of JSON's throws
 * NullPointerException with the place. Owned by one thread.
 *
 * @param <B> the builder's own type
 */
public abstract sealed class EventBuilder<B extends EventBuilder<B>>
    permits PageEventBuilder,
        TrackEventBuilder,
        IdentifyEventBuilder,
        ComponentEventBuilder,
        ScreenEventBuilder {
  static final EventLimits LIMITS = EventLimits.DEFAULT;

  static final JsonName NAME = JsonName.of("name");
  static final JsonName PROPERTIES = JsonName.of("properties");

  private static final JsonName TYPE = JsonName.of("type");
  private static final JsonName CHANNEL = JsonName.of("channel");
  private static final JsonName MESSAGE_ID = JsonName.of("messageId");
  private static final JsonName ANONYMOUS_ID = JsonName.of("anonymousId");
  private static final JsonName TIMESTAMP = JsonName.of("timestamp");
  private static final JsonName CONTEXT = JsonName.of("context");
  private static final JsonName LIBRARY = JsonName.of("library");
  private static final JsonName VERSION = JsonName.of("version");
  private static final JsonName LOCALE = JsonName.of("locale");
  private static final JsonName USER_AGENT = JsonName.of("userAgent");
  private static final JsonName PAGE = JsonName.of("page");

  /* The request's object and its array stand around an event. */
  private static final int DEPTH_AROUND = 2;
  private static final int INITIAL_CAPACITY = 1_024;
  private static final long EPOCH_MS_MAX = 8_640_000_000_000_000L;

  private final String type;
  private Channel channel = Channel.SERVER;
  private String libraryName = "kitsune-engine";
  private String libraryVersion = "1";
  private @Nullable String messageId;
  private @Nullable String anonymousId;
  private @Nullable Long timestampMs;
  private @Nullable String locale;
  private @Nullable String userAgent;
  private @Nullable Page page;
  private @Nullable Campaign campaign;
  private @Nullable Location location;

  EventBuilder(String type) {
    this.type = type;
  }

  /** Where the event comes from; {@link Channel#SERVER} unless told. */
  public B channel(Channel newChannel) {
    channel = Objects.requireNonNull(newChannel, "channel");
    return self();
  }

  /**
   * What tells this event from another that is otherwise the same; not empty. Unless told, each
   * {@link #build} draws a random UUID (from the thread's own generator, not the engine's entropy:
   * the event's bytes are complete before an engine sees them).
   */
  public B messageId(String newMessageId) {
    messageId = requireText("messageId", newMessageId);
    return self();
  }

  /** The id or alias of the profile; {@link ExperienceEngine#upsert} needs it, others ignore it. */
  public B anonymousId(String id) {
    anonymousId = requireId("anonymousId", requireText("anonymousId", id));
    return self();
  }

  /**
   * When it happened, cut to milliseconds; the time of receipt unless told, or if more than five
   * minutes ahead of it.
   */
  public B timestamp(Instant time) {
    long seconds = Objects.requireNonNull(time, "timestamp").getEpochSecond();
    boolean isMs = Math.abs(seconds) <= EPOCH_MS_MAX / 1_000;
    if (!isMs || Math.abs(time.toEpochMilli()) > EPOCH_MS_MAX) {
      throw new IllegalArgumentException("timestamp must be within 8.64e15 ms of 1970");
    }
    timestampMs = time.toEpochMilli();
    return self();
  }

  /** What made the event; {@code kitsune-engine} unless told. */
  public B library(String name, String version) {
    libraryName = Objects.requireNonNull(name, "library name");
    libraryVersion = Objects.requireNonNull(version, "library version");
    return self();
  }

  /** The visitor's language, as BCP 47 has it. */
  public B locale(String tag) {
    locale = Objects.requireNonNull(tag, "locale");
    return self();
  }

  /** The visitor's browser, as the header has it. */
  public B userAgent(String header) {
    userAgent = Objects.requireNonNull(header, "userAgent");
    return self();
  }

  /** The page on which it happened; a page event's own unless told. */
  public B onPage(Page newPage) {
    page = Objects.requireNonNull(newPage, "page");
    return self();
  }

  /** The campaign that it came by. */
  public B campaign(Campaign newCampaign) {
    campaign = Objects.requireNonNull(newCampaign, "campaign");
    return self();
  }

  /** Where the visitor is. */
  public B location(Location newLocation) {
    location = Objects.requireNonNull(newLocation, "location");
    return self();
  }

  /**
   * The event. The builder may be used on.
   *
   * @throws IllegalArgumentException if a value is no JSON, too long or too deep
   */
  public Event build() {
    ByteSink out = new ByteSink(INITIAL_CAPACITY);
    JsonWriter json = new JsonWriter(out, LIMITS.json(), DEPTH_AROUND);
    json.beginObject().member(TYPE, type).member(CHANNEL, channel.wireName());
    json.member(MESSAGE_ID, messageId == null ? drawnId() : messageId);
    json.member(ANONYMOUS_ID, anonymousId).member(TIMESTAMP, timestampMs);
    writeContext(json.beginMember(CONTEXT));
    json.endMember();
    write(json);
    json.endObject();
    return new Event(out.toBytes());
  }

  /** The builder, as its own type. */
  abstract B self();

  /** Writes what events of this type have besides. */
  abstract void write(JsonWriter json);

  private void writeContext(JsonWriter json) {
    json.beginMember(LIBRARY).member(NAME, libraryName).member(VERSION, libraryVersion).endMember();
    json.member(LOCALE, locale).member(USER_AGENT, userAgent);
    if (page != null) {
      page.write(json.beginMember(PAGE));
      json.endMember();
    }
    if (campaign != null) {
      campaign.write(json);
    }
    if (location != null) {
      location.write(json);
    }
  }

  private static String drawnId() {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    long high = (random.nextLong() & 0xFFFF_FFFF_FFFF_0FFFL) | 0x4000L;
    long low = (random.nextLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
    return new UUID(high, low).toString();
  }

  static String requireText(String place, String text) {
    if (Objects.requireNonNull(text, place).isEmpty()) {
      throw new IllegalArgumentException(place + " must be a non-empty string");
    }
    return text;
  }

  static String requireId(String place, String id) {
    byte[] utf8 = Objects.requireNonNull(id, place).getBytes(StandardCharsets.UTF_8);
    if (utf8.length > LIMITS.idLengthMax()) {
      throw new IllegalArgumentException(
          place + " must be at most " + LIMITS.idLengthMax() + " bytes of UTF-8");
    }
    if (!Utf16.isWellFormed(id, utf8)) {
      throw new IllegalArgumentException(place + " must be text without lone surrogates");
    }
    return id;
  }
}
