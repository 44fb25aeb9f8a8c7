package dev.kitsune.engine.kernel;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Random events over few ids, with odd times and replays among them. */
final class RandomRequests {
  private static final List<String> IDS = List.of("v1", "v2", "v3", "v4", "u1", "u2", "u3");
  private static final List<String> USER_IDS =
      List.of("", "", "", "u1", "u2", "u3", "v1", "v2", "v3");
  private static final List<String> PATHS = List.of("/", "/pricing/a", "/a", "");
  private static final List<String> REFERRERS =
      List.of("", "https://www.example.com/", "https://shop.example.com/");
  private static final List<String> QUERIES =
      List.of("{}", "{\"social\":\"tiktok\"}", "{\"utm_campaign\":\"example_campaign\"}");
  private static final List<String> NAMES = List.of("registered", "add_to_cart", "other");
  private static final List<String> TRAIT_KEYS =
      List.of(
          "favAnimal", "lifecyclestage", "loyaltyPoints", "identified", "address", "a", "b\\\"c");
  private static final List<String> TRAIT_VALUES =
      List.of(
          "\"fox\"",
          "\"lead\"",
          "10",
          "9.50",
          "\"1e1\"",
          "true",
          "null",
          "{\"street\":\"x\"}",
          "[1,\"Process Management\"]",
          "\"\\u00fc\\n\"");
  private static final List<Map<String, String>> LOCATIONS =
      List.of(
          Map.of(),
          Map.of("city", "\"\"", "coordinates", "{}"),
          Map.of("city", "\"Salzburg\"", "countryCode", "\"AT\"", "continent", "\"EU\""),
          Map.of("countryCode", "\"AU\"", "region", "\"\""),
          Map.of("countryCode", "\"XX\"", "city", "\"Bern\""),
          Map.of("coordinates", "{\"latitude\":1.50}", "continent", "\"AS\""),
          Map.of("coordinates", "{\"latitude\":1.50,\"longitude\":-2}", "region", "\"Scotland\""));
  private static final List<ModelEvent.Exposure> EXPOSURES =
      List.of(
          new ModelEvent.Exposure("exp-fox", 0),
          new ModelEvent.Exposure("exp-fox", 1),
          new ModelEvent.Exposure("exp-fox", 2),
          new ModelEvent.Exposure("Exp-Half", 1),
          new ModelEvent.Exposure("exp-gone", 1));
  private static final int HISTORY = 40;

  private final SplittableRandom random;
  private final String prefix;
  private final List<String> ids;
  private final List<ModelEvent> sent = new ArrayList<>();
  private final List<List<ModelEvent>> runs = new ArrayList<>();
  private int messageCount;

  /**
   * @param prefix of every id
   */
  RandomRequests(SplittableRandom random, String prefix) {
    this.random = random;
    this.prefix = prefix;
    ids = IDS.subList(0, 1 + random.nextInt(IDS.size()));
  }

  String id() {
    return prefix + pick(ids);
  }

  /** The events of one request: new ones, old ones among them, or a whole run again. */
  List<ModelEvent> events(long nowMs) {
    if (!runs.isEmpty() && random.nextInt(7) == 0) {
      return runs.get(runs.size() - 1 - random.nextInt(Math.min(HISTORY, runs.size())));
    }
    List<ModelEvent> events = new ArrayList<>();
    for (int left = 1 + random.nextInt(random.nextInt(10) == 0 ? 20 : 3); left > 0; left--) {
      boolean isOld = !sent.isEmpty() && random.nextInt(7) == 0;
      events.add(isOld ? sent.get(sent.size() - 1 - random.nextInt(sent.size())) : event(nowMs));
      sent.add(events.get(events.size() - 1));
    }
    if (sent.size() > HISTORY) {
      sent.subList(0, sent.size() - HISTORY).clear();
    }
    runs.add(events);
    return events;
  }

  /** An event of no consequence. */
  static ModelEvent anyEvent() {
    String json =
        "{\"type\":\"screen\",\"channel\":\"web\",\"messageId\":\"any\",\"context\":{\"library\":"
            + "{\"name\":\"t\",\"version\":\"7.26.0\"}}}";
    return new ModelEvent(json, "", "", Map.of(), null, null, null, null);
  }

  private ModelEvent event(long nowMs) {
    String anonymousId = id();
    Long timestampMs = null;
    String timestamp = "";
    switch (random.nextInt(8)) {
      case 0 -> timestampMs = nowMs - 1 - random.nextInt(1_000);
      case 1 -> timestampMs = nowMs - 1 - random.nextInt(40 * 60_000);
      case 2 -> timestampMs = nowMs - 1 - random.nextInt(10 * 3_600_000);
      case 3 -> timestampMs = nowMs + 1 + random.nextInt(5 * 60_000);
      case 4 -> timestampMs = nowMs + 5 * 60_000 + 1;
      case 5 -> timestamp = ",\"timestamp\":\"yesterday\"";
      default -> {}
    }
    if (timestampMs != null) {
      boolean isNumber = random.nextBoolean();
      timestamp =
          ",\"timestamp\":"
              + (isNumber ? timestampMs : "\"" + Instant.ofEpochMilli(timestampMs) + "\"");
    }
    return event(anonymousId, timestampMs, timestamp);
  }

  private ModelEvent event(String anonymousId, @Nullable Long timestampMs, String timestamp) {
    Map<String, String> location = random.nextInt(4) == 0 ? pick(LOCATIONS) : null;
    String given = random.nextInt(3) == 0 ? page() : null;
    String type = pick(List.of("page", "page", "track", "track", "identify", "component"));
    String own = "";
    String page = given;
    String userId = "";
    ModelEvent.Exposure exposure = null;
    Map<String, String> traits = Map.of();
    switch (type) {
      case "page" -> {
        String properties = page();
        own = ",\"properties\":" + properties;
        page = given == null ? properties : given;
      }
      case "track" ->
          own =
              ",\"event\":\"%s\",\"properties\":{\"quantity\":%d}"
                  .formatted(pick(NAMES), random.nextInt(4));
      case "identify" -> {
        String picked = pick(USER_IDS);
        userId = picked.isEmpty() ? "" : prefix + picked;
        traits = traits();
        own = ",\"userId\":\"" + userId + "\",\"traits\":" + object(traits);
      }
      default -> {
        exposure = random.nextInt(3) == 0 ? null : pick(EXPOSURES);
        own = ",\"componentId\":\"hero\"" + members(exposure);
      }
    }
    String context =
        "{\"library\":{\"name\":\"t\",\"version\":\"7.26.0\"}"
            + (location == null ? "" : ",\"location\":" + object(location))
            + (given == null ? "" : ",\"page\":" + given)
            + "}";
    String json =
        "{\"type\":\"%s\",\"channel\":\"web\",\"messageId\":\"%s%d\",\"context\":%s,\"anonymousId\":\"%s\"%s%s}"
            .formatted(type, prefix, ++messageCount, context, anonymousId, timestamp, own);
    return new ModelEvent(
        json,
        anonymousId,
        userId,
        traits,
        location == null || location.isEmpty() ? null : location,
        page,
        timestampMs,
        exposure);
  }

  private String page() {
    String path = pick(PATHS);
    return "{\"path\":\"%s\",\"query\":%s,\"referrer\":\"%s\",\"search\":\"\",\"url\":\"%s\"}"
        .formatted(
            path, pick(QUERIES), pick(REFERRERS), path.isEmpty() ? "" : "https://x.y" + path);
  }

  private Map<String, String> traits() {
    Map<String, String> traits = new LinkedHashMap<>();
    for (int left = random.nextInt(4); left > 0; left--) {
      String key = pick(TRAIT_KEYS);
      traits.remove(key);
      traits.put(key, pick(TRAIT_VALUES));
    }
    return traits;
  }

  private static String members(ModelEvent.@Nullable Exposure exposure) {
    return exposure == null
        ? ""
        : ",\"experienceId\":\"%s\",\"variantIndex\":%d"
            .formatted(exposure.experienceId(), exposure.variantIndex());
  }

  private static String object(Map<String, String> members) {
    return members.entrySet().stream()
        .map(member -> "\"" + member.getKey() + "\":" + member.getValue())
        .collect(Collectors.joining(",", "{", "}"));
  }

  private <T> T pick(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }
}
