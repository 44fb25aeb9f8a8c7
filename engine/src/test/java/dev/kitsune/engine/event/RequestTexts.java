package dev.kitsune.engine.event;

import java.util.Collections;
import java.util.List;

/** Requests and events as JSON text: valid, with as little as the contract asks for. */
final class RequestTexts {
  static final String PAGE =
      event(
          "page",
          "\"properties\":{\"path\":\"/p\",\"query\":{},\"referrer\":\"r\",\"search\":\"?s\","
              + "\"url\":\"u\"}");
  static final String TRACK = event("track", "\"event\":\"order\"");
  static final String IDENTIFY = event("identify", "\"userId\":\"user\",\"traits\":{}");
  static final String COMPONENT = event("component", "\"componentId\":\"hero\"");
  static final String SCREEN = event("screen", "\"name\":\"home\"");
  static final String GROUP = event("group", "\"groupId\":\"g\"");
  static final String ALIAS = event("alias", "\"previousId\":\"p\"");

  private RequestTexts() {}

  /** An event of a type; {@code members} are those that its type asks for. */
  static String event(String type, String members) {
    return "{\"type\":\""
        + type
        + "\",\"channel\":\"web\",\"messageId\":\"m\","
        + "\"context\":{\"library\":{\"name\":\"lib\",\"version\":\"1.0\"}},"
        + members
        + "}";
  }

  static String body(String... events) {
    return body(List.of(events));
  }

  static String body(List<String> events) {
    return "{\"events\":[" + String.join(",", events) + "]}";
  }

  /** A request of the same event again and again. */
  static String repeated(String event, int count) {
    return body(Collections.nCopies(count, event));
  }

  /** The text with its one {@code old} replaced. */
  static String with(String text, String old, String replacement) {
    int at = text.indexOf(old);
    if (at < 0 || text.indexOf(old, at + 1) >= 0) {
      throw new IllegalArgumentException("not once in " + text + ": " + old);
    }
    return text.replace(old, replacement);
  }

  /** The event with more members at the end of its context. */
  static String withContext(String event, String members) {
    return with(event, "\"version\":\"1.0\"}", "\"version\":\"1.0\"}," + members);
  }

  /** The event with more members at its end. */
  static String withMembers(String event, String members) {
    return event.substring(0, event.length() - 1) + "," + members + "}";
  }
}
