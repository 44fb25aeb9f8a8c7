package dev.kitsune.engine.event;

import dev.kitsune.engine.bytes.ByteSlice;
import dev.kitsune.engine.bytes.MemberNames;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The names that requests are read for; source: api.md, Requests. Data plane. */
final class EventMembers {
  static final MemberNames ROOT = MemberNames.of("events", 0, "options", 1);

  static final MemberNames EVENT =
      MemberNames.of(
          "type", EventFields.TYPE,
          "channel", EventFields.CHANNEL,
          "messageId", EventFields.MESSAGE_ID,
          "anonymousId", EventFields.ANONYMOUS_ID,
          "userId", EventFields.USER_ID,
          "traits", EventFields.TRAITS,
          "event", EventFields.EVENT_NAME,
          "properties", EventFields.PROPERTIES,
          "context", EventFields.CONTEXT,
          "timestamp", EventFields.TIMESTAMP,
          "componentId", EventFields.COMPONENT_ID,
          "experienceId", EventFields.EXPERIENCE_ID,
          "variantIndex", EventFields.VARIANT_INDEX);

  static final MemberNames CONTEXT =
      MemberNames.of(
          "library", EventFields.LIBRARY,
          "page", EventFields.PAGE,
          "campaign", EventFields.CAMPAIGN,
          "location", EventFields.LOCATION,
          "userAgent", EventFields.USER_AGENT);

  static final MemberNames PAGE =
      MemberNames.of(
          "path", EventFields.PAGE_PATH,
          "query", EventFields.PAGE_QUERY,
          "referrer", EventFields.PAGE_REFERRER,
          "search", EventFields.PAGE_SEARCH,
          "url", EventFields.PAGE_URL);

  static final MemberNames CAMPAIGN =
      MemberNames.of(
          "name", EventFields.CAMPAIGN_NAME,
          "source", EventFields.CAMPAIGN_SOURCE,
          "medium", EventFields.CAMPAIGN_MEDIUM,
          "term", EventFields.CAMPAIGN_TERM,
          "content", EventFields.CAMPAIGN_CONTENT);

  static final byte[] NAME = ascii("name");
  static final byte[] VERSION = ascii("version");
  static final byte[] OVERRIDES = ascii("overrides");

  private static final EventType[] TYPES = EventType.values();
  private static final byte[][] TYPE_NAMES =
      Arrays.stream(TYPES).map(type -> ascii(type.wireName())).toArray(byte[][]::new);
  private static final byte[][] CHANNELS = {
    ascii("web"), ascii("mobile"), ascii("server"), ascii("client")
  };

  private EventMembers() {}

  /** The type of this wire name; null if there is none. */
  static @Nullable EventType type(ByteSlice name) {
    for (int i = 0; i < TYPES.length; i++) {
      if (name.isEqual(TYPE_NAMES[i])) {
        return TYPES[i];
      }
    }
    return null;
  }

  static boolean isChannel(ByteSlice name) {
    for (byte[] channel : CHANNELS) {
      if (name.isEqual(channel)) {
        return true;
      }
    }
    return false;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
