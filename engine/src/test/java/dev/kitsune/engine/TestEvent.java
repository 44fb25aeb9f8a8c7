package dev.kitsune.engine;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/**
 * One event as a client sends it, with only what is required; sent twice, it is a replay.
 *
 * @param members the members of the event's JSON object, comma-separated
 */
public record TestEvent(String members) {
  private static final AtomicLong MESSAGES = new AtomicLong();

  /** A page view; its URL is the path, too. */
  public static TestEvent page(String path) {
    return of("page")
        .with(
            "properties",
            "{\"path\":\"%s\",\"query\":{},\"referrer\":\"\",\"search\":\"\",\"url\":\"%s\"}"
                .formatted(path, path));
  }

  public static TestEvent track(String name) {
    return of("track").with("event", '"' + name + '"');
  }

  public static TestEvent identify(String userId, String traits) {
    return of("identify").with("userId", '"' + userId + '"').with("traits", traits);
  }

  /** An event of this type, with a messageId of its own. */
  public static TestEvent of(String type) {
    return new TestEvent(
        "\"type\":\"%s\",\"channel\":\"web\",\"messageId\":\"m%d\""
                .formatted(type, MESSAGES.incrementAndGet())
            + ",\"context\":{\"library\":{\"name\":\"test\",\"version\":\"7.26.0\"}}");
  }

  /** The same event with one member more. */
  public TestEvent with(String name, String json) {
    return new TestEvent(members + ",\"" + name + "\":" + json);
  }

  /** The same event for a batch. */
  public TestEvent from(String anonymousId) {
    return with("anonymousId", '"' + anonymousId + '"');
  }

  /** The same event at a time, in epoch milliseconds. */
  public TestEvent at(long timestampMs) {
    return with("timestamp", Long.toString(timestampMs));
  }

  public String json() {
    return "{" + members + "}";
  }

  /** A request's body of these events. */
  public static String body(TestEvent... events) {
    return Arrays.stream(events)
        .map(TestEvent::json)
        .collect(Collectors.joining(",", "{\"events\":[", "]}"));
  }
}
