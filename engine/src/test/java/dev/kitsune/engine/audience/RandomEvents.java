package dev.kitsune.engine.audience;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Random events from a seed, as JSON texts that a request may hold: page, track and identify, with
 * members missing, null, or written oddly, over the same few words as {@link RandomRules}. They
 * have no {@code timestamp}: when they happen is the caller's.
 */
final class RandomEvents {
  /** Names of track events. */
  static final List<String> NAMES = List.of("a", "A", "é", "sign up", "10");

  /** Keys of traits and properties, literal or dotted. */
  static final List<String> PATHS = List.of("a", "b", "é", "a.b", "a.b.a", "b.é", ".", "a.");

  /** Query parameters. */
  static final List<String> PARAMETERS = List.of("a", "é", "a b", "utm_campaign", "utm_source");

  /** Strings for pages, parameters and campaigns, as JSON. */
  static final List<String> TEXTS =
      List.of(
          "\"\"",
          "\"/\"",
          "\"/a\"",
          "\"/a/b\"",
          "\"\\/a\\/b\"",
          "\"a\"",
          "\"a b\"",
          "\"\\u00e9\"",
          "\"é\"",
          "\"😀\"",
          "\"10\"",
          "\"1e1\"",
          "\"b1\"");

  /** Values of location members; each a code that a {@code countryCode} may have. */
  static final List<String> PLACES = List.of("DE", "AU", "AS", "CH");

  /** Ids of experiences. */
  static final List<String> EXPERIENCES = List.of("exp", "é");

  /** Names of browsers and operating systems. */
  static final List<String> DEVICE_NAMES = List.of("Chrome", "iOS", "é", "10");

  private static final List<String> SEARCHES =
      List.of(
          "\"\"",
          "\"?\"",
          "\"?a=a\"",
          "\"a=10&a=a\"",
          "\"?a\"",
          "\"?a=&b=1\"",
          "\"?a+b=a+b\"",
          "\"?a%20b=a%20b\"",
          "\"?%C3%A9=%c3%a9\"",
          "\"?é=é\"",
          "\"?&&a=%F0%9F%98%80=b\"",
          "\"?utm_campaign=a&utm_source=10&utm_medium=1e1&utm_term=%2Fa&utm_content=\"");

  private final SplittableRandom random;
  private final RandomJson json;
  private int messageCount;

  RandomEvents(SplittableRandom random) {
    this.random = random;
    json = new RandomJson(random);
  }

  /** One event. */
  String event() {
    return switch (random.nextInt(8)) {
      case 0, 1, 2 -> page();
      case 3, 4 -> track();
      case 5, 6 -> identify();
      default -> component();
    };
  }

  /** Mostly an exposure. */
  String component() {
    String index = pick(List.of("0", "1", "2", "2", "\"1\"", "null"));
    String id = pick(List.of("\"exp\"", "\"\\u00e9\"", "\"other\"", "7"));
    String exposure = "\"experienceId\":" + id + ",\"variantIndex\":" + index;
    return event("component", "\"componentId\":\"c\"," + exposure);
  }

  String page() {
    List<String> properties = pageMembers(true);
    properties.addAll(members(3));
    return event("page", "\"properties\":{" + String.join(",", properties) + "}");
  }

  String track() {
    String name = "\"event\":\"" + pick(NAMES) + "\"";
    return event(
        "track",
        random.nextInt(4) == 0
            ? name
            : name + ",\"properties\":{" + String.join(",", members(4)) + "}");
  }

  String identify() {
    return event("identify", "\"userId\":\"\",\"traits\":{" + String.join(",", members(4)) + "}");
  }

  private String event(String type, String own) {
    messageCount++;
    return "{\"type\":\"%s\",\"channel\":\"web\",\"messageId\":\"m%d\",\"context\":%s,%s}"
        .formatted(type, messageCount, context(), own);
  }

  private String context() {
    List<String> members = new ArrayList<>();
    members.add("\"library\":{\"name\":\"test\",\"version\":\"3.14.0\"}");
    if (random.nextBoolean()) {
      members.add("\"page\":{" + String.join(",", pageMembers(false)) + "}");
    }
    if (random.nextBoolean()) {
      members.add("\"campaign\":{" + String.join(",", campaign()) + "}");
    }
    if (random.nextInt(3) == 0) {
      members.add("\"location\":{" + String.join(",", location()) + "}");
    }
    if (random.nextInt(6) == 0) {
      members.add("\"testDevice\":" + device());
    }
    return "{" + String.join(",", members) + "}";
  }

  /* Nothing that the engine reads: the oracle's run gives it to the record. */
  private String device() {
    return "{\"class\":\"%s\",\"browser\":\"%s\",\"os\":\"%s\"}"
        .formatted(pick(List.of(DeviceClass.values())).wireName(), deviceName(), deviceName());
  }

  private String deviceName() {
    return random.nextInt(3) == 0 ? "" : pick(DEVICE_NAMES);
  }

  private List<String> pageMembers(boolean isWhole) {
    List<String> members = new ArrayList<>();
    addPage(members, isWhole, "path", pick(TEXTS));
    addPage(members, isWhole, "query", query());
    addPage(members, isWhole, "referrer", pick(TEXTS));
    addPage(members, isWhole, "search", pick(SEARCHES));
    addPage(members, isWhole, "url", pick(TEXTS));
    return members;
  }

  private void addPage(List<String> members, boolean isWhole, String name, String value) {
    if (isWhole || random.nextInt(3) > 0) {
      boolean isOdd = !isWhole && random.nextInt(10) == 0;
      members.add("\"" + name + "\":" + (isOdd ? pick(List.of("null", "7", "[]")) : value));
    }
  }

  private String query() {
    List<String> members = new ArrayList<>();
    for (String name : PARAMETERS) {
      if (random.nextInt(3) == 0) {
        String value = random.nextInt(5) == 0 ? json.value() : pick(TEXTS);
        members.add("\"" + name + "\":" + value);
      }
    }
    return "{" + String.join(",", members) + "}";
  }

  private List<String> campaign() {
    List<String> members = new ArrayList<>();
    for (String name : List.of("name", "source", "medium", "term", "content")) {
      if (random.nextBoolean()) {
        members.add("\"" + name + "\":" + (random.nextInt(10) == 0 ? "null" : pick(TEXTS)));
      }
    }
    return members;
  }

  private List<String> location() {
    List<String> members = new ArrayList<>();
    for (LocationField field : LocationField.values()) {
      if (random.nextBoolean()) {
        String value = random.nextInt(5) == 0 ? "" : pick(PLACES);
        members.add("\"" + field.member() + "\":\"" + value + "\"");
      }
    }
    return members;
  }

  /* Names of one level, names with dots in them, and objects for the dotted paths. */
  private List<String> members(int countMax) {
    List<String> members = new ArrayList<>();
    for (int left = random.nextInt(countMax + 1); left > 0; left--) {
      String name = random.nextInt(4) == 0 ? pick(PATHS) : pick(List.of("a", "b", "\\u00e9"));
      members.add("\"" + name + "\":" + (random.nextInt(3) == 0 ? nested(2) : json.value()));
    }
    return members;
  }

  private String nested(int depth) {
    String inner = depth > 0 && random.nextBoolean() ? nested(depth - 1) : json.value();
    return "{ \"" + pick(List.of("a", "b", "é", "\\u00e9", "")) + "\" : " + inner + " }";
  }

  private <T> T pick(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }
}
