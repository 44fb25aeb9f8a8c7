package dev.kitsune.testdata;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Requests as browsers send them, random but the same for the same seed on every JDK. An event of a
 * page takes about 1.1 kB, a track or identify event about 0.9 kB; no two have the same messageId.
 * Owned by one thread. Made before a measurement, never inside it.
 */
public final class EventGenerator {
  private static final DateTimeFormatter ISO_MILLIS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);
  private static final String USER_AGENT =
      "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko)"
          + " Chrome/126.0.0.0 Safari/537.36";
  private static final long TYPICAL_STEP_MS = 20_000;

  /** What makes the digits of {@link #profileId}. */
  public static final long ID_MULTIPLIER = 0x9e37_79b9_7f4a_7c15L;

  private final SeededChoice choice;

  public EventGenerator(long seed) {
    choice = new SeededChoice(seed);
  }

  /** An id as the engine makes them, 64 hex digits; another for every index. */
  public static String profileId(long index) {
    StringBuilder id = new StringBuilder(64);
    for (long part = 1; part <= 4; part++) {
      id.append(String.format(Locale.ROOT, "%016x", (index * 4 + part) * ID_MULTIPLIER));
    }
    return id.toString();
  }

  /** A create or update request of one page event. */
  public byte[] page(String anonymousId, long timestampMs) {
    return request(pageEvent(anonymousId, timestampMs, ""));
  }

  /** As {@link #page}, with {@code context.location}. */
  public byte[] pageWithLocation(String anonymousId, long timestampMs) {
    return request(pageEvent(anonymousId, timestampMs, location()));
  }

  /** A create or update request of one track event. */
  public byte[] track(String anonymousId, long timestampMs) {
    return request(trackEvent(anonymousId, timestampMs));
  }

  /**
   * A create or update request of one identify event with traits.
   *
   * @param userId may be empty: traits only
   */
  public byte[] identify(String anonymousId, String userId, long timestampMs) {
    return request(identifyEvent(anonymousId, userId, timestampMs));
  }

  /**
   * A batch request; round by round each profile gets an event: page, page, track, identify (traits
   * only) and again.
   */
  public byte[] batch(List<String> anonymousIds, int eventsPerProfile, long timestampMs) {
    List<String> events = new ArrayList<>(anonymousIds.size() * eventsPerProfile);
    for (int round = 0; round < eventsPerProfile; round++) {
      for (String anonymousId : anonymousIds) {
        events.add(eventOfRound(round, anonymousId, timestampMs + round));
      }
    }
    return request(String.join(",", events));
  }

  /**
   * What a typical visitor sends within two minutes, as update requests: a page with a location,
   * two more pages, a track, an identify with traits.
   */
  public List<byte[]> typicalVisit(String anonymousId, long startMs) {
    return List.of(
        pageWithLocation(anonymousId, startMs),
        page(anonymousId, startMs + TYPICAL_STEP_MS),
        page(anonymousId, startMs + 2 * TYPICAL_STEP_MS),
        track(anonymousId, startMs + 3 * TYPICAL_STEP_MS),
        identify(anonymousId, "", startMs + 4 * TYPICAL_STEP_MS));
  }

  private String eventOfRound(int round, String anonymousId, long timestampMs) {
    return switch (round % 4) {
      case 2 -> trackEvent(anonymousId, timestampMs);
      case 3 -> identifyEvent(anonymousId, "", timestampMs);
      default -> pageEvent(anonymousId, timestampMs, "");
    };
  }

  private String pageEvent(String anonymousId, long timestampMs, String location) {
    Visit visit = visit();
    return head(visit, location, anonymousId, timestampMs, "page")
        + ",\"properties\":{\"title\":\"Example Shop"
        + visit.path().replace('/', ' ')
        + "\",\"url\":\""
        + visit.url()
        + "\",\"path\":\""
        + visit.path()
        + "\",\"hash\":\"\",\"search\":\""
        + visit.search()
        + "\",\"width\":"
        + (1_000 + choice.below(900))
        + ",\"height\":"
        + (600 + choice.below(400))
        + ",\"query\":"
        + visit.query()
        + ",\"referrer\":\""
        + visit.referrer()
        + "\"}}";
  }

  private String trackEvent(String anonymousId, long timestampMs) {
    return head(visit(), "", anonymousId, timestampMs, "track")
        + ",\"event\":\""
        + choice.of(Shop.ACTIONS)
        + "\",\"properties\":{\"sku\":\""
        + choice.entryId()
        + "\",\"quantity\":"
        + (1 + choice.below(3))
        + "}}";
  }

  private String identifyEvent(String anonymousId, String userId, long timestampMs) {
    Visit signUp = new Visit("/account", "", choice.of(Shop.REFERRERS));
    return head(signUp, "", anonymousId, timestampMs, "identify")
        + ",\"traits\":"
        + traits()
        + ",\"userId\":\""
        + userId
        + "\"}";
  }

  private String traits() {
    return "{\"plan\":\""
        + choice.of(Shop.PLANS)
        + "\",\"industry\":\""
        + choice.of(Shop.INDUSTRIES)
        + "\",\"companySize\":"
        + (1 + choice.below(Shop.COMPANY_SIZE_MAX))
        + ",\"loyaltyPoints\":"
        + choice.below(Shop.LOYALTY_POINTS_MAX + 1)
        + ",\"lifecyclestage\":\""
        + choice.of(Shop.STAGES)
        + "\",\"newsletter\":"
        + (choice.below(2) == 0)
        + ",\"favoriteCategory\":\""
        + choice.of(Shop.CATEGORIES)
        + "\",\"interests\":[\""
        + choice.of(Shop.INTERESTS)
        + "\",\""
        + choice.of(Shop.INTERESTS)
        + "\"]}";
  }

  private String head(
      Visit visit, String location, String anonymousId, long timestampMs, String type) {
    String time = ISO_MILLIS.format(Instant.ofEpochMilli(timestampMs));
    return "{\"channel\":\"web\",\"context\":"
        + context(visit, location)
        + ",\"messageId\":\""
        + choice.uuid()
        + "\",\"anonymousId\":\""
        + anonymousId
        + "\",\"originalTimestamp\":\""
        + time
        + "\",\"sentAt\":\""
        + time
        + "\",\"timestamp\":\""
        + time
        + "\",\"type\":\""
        + type
        + "\"";
  }

  private static String context(Visit visit, String location) {
    return "{\"app\":{\"name\":\"Example Shop\",\"version\":\"4.2.0\"},\"library\":{\"name\":"
        + "\"Ninetailed React Analytics SDK\",\"version\":\"7.26.0\"},\"userAgent\":\""
        + USER_AGENT
        + "\",\"campaign\":"
        + visit.campaignObject()
        + ",\"locale\":\"en-US\",\"page\":"
        + visit.page()
        + location
        + ",\"gdpr\":{\"isConsentGiven\":true}}";
  }

  private String location() {
    Shop.Place place = choice.of(Shop.PLACES);
    return ",\"location\":{\"city\":\""
        + place.city()
        + "\",\"region\":\""
        + place.region()
        + "\",\"regionCode\":\""
        + place.regionCode()
        + "\",\"country\":\""
        + place.country()
        + "\",\"countryCode\":\""
        + place.countryCode()
        + "\",\"continent\":\""
        + place.continent()
        + "\",\"timezone\":\""
        + place.timezone()
        + "\"}";
  }

  private Visit visit() {
    String path = choice.of(Shop.SECTIONS) + choice.of(Shop.ARTICLES);
    return new Visit(path, choice.of(Shop.CAMPAIGNS), choice.of(Shop.REFERRERS));
  }

  private static byte[] request(String events) {
    return ("{\"events\":[" + events + "],\"options\":{}}").getBytes(UTF_8);
  }

  /** A page that a visitor is on; the campaign's name may be empty. */
  private record Visit(String path, String campaign, String referrer) {
    String search() {
      return campaign.isEmpty() ? "" : "?utm_campaign=" + campaign;
    }

    String url() {
      return Shop.ORIGIN + path + search();
    }

    String query() {
      return campaign.isEmpty() ? "{}" : "{\"utm_campaign\":\"" + campaign + "\"}";
    }

    String campaignObject() {
      return campaign.isEmpty() ? "{}" : "{\"name\":\"" + campaign + "\"}";
    }

    String page() {
      return "{\"path\":\""
          + path
          + "\",\"query\":"
          + query()
          + ",\"referrer\":\""
          + referrer
          + "\",\"search\":\""
          + search()
          + "\",\"url\":\""
          + url()
          + "\"}";
    }
  }
}
