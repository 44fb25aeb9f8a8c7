package dev.kitsune.engine;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** Seeded events by the typed door's builders, with odd text, numbers and times among them. */
final class RandomTypedEvents {
  private static final List<String> PATHS = List.of("/", "/pricing", "/blog/a?b", "", "/\"q\"\\");
  private static final List<String> TEXTS =
      List.of("", "fox", "a\"b\\c\n\u0001", "\u00fc\u4e2d", "\ud83e\udd8a", "x\ud800y", "?", "/");
  private static final List<String> KEYS =
      List.of("stage", "plan", "nested", "\u00fcber", "a\"b", "half\udc00", "?");
  private static final List<String> USERS = List.of("", "", "u1", "u2", "v1", "\u00fc");

  private final SplittableRandom random;
  private final List<Event> sent = new ArrayList<>();
  private int messageCount;

  RandomTypedEvents(SplittableRandom random) {
    this.random = random;
  }

  /** A few events, of which some were sent before. */
  List<Event> next(long nowMs) {
    List<Event> events = new ArrayList<>();
    for (int left = 1 + random.nextInt(4); left > 0; left--) {
      boolean isOld = !sent.isEmpty() && random.nextInt(6) == 0;
      events.add(isOld ? pick(sent) : event(nowMs));
    }
    sent.addAll(events);
    return events;
  }

  private Event event(long nowMs) {
    return switch (random.nextInt(6)) {
      case 0, 1 -> finish(Event.page(page()).properties(members()), nowMs);
      case 2 ->
          finish(Event.track(pick(List.of("buy", "t\"", "\u00fc"))).properties(members()), nowMs);
      case 3 -> finish(Event.identify(pick(USERS)).traits(members()), nowMs);
      case 4 -> finish(Event.component("hero").experience("exp", 1).view("v", 20), nowMs);
      default -> finish(Event.screen("home").properties(members()), nowMs);
    };
  }

  private <B extends EventBuilder<B>> Event finish(B builder, long nowMs) {
    B event = builder.anonymousId("v" + random.nextInt(4)).messageId("m" + ++messageCount);
    event = random.nextBoolean() ? event : event.channel(pick(Arrays.asList(Channel.values())));
    event = random.nextBoolean() ? event : event.onPage(page());
    event = random.nextBoolean() ? event : event.campaign(Campaign.of(page()));
    event = random.nextInt(3) > 0 ? event : event.location(location());
    event = random.nextBoolean() ? event : event.locale("de-AT").userAgent(pick(TEXTS));
    long timeMs = nowMs + random.nextInt(20 * 60_000) - 14 * 60_000;
    event = random.nextBoolean() ? event : event.timestamp(Instant.ofEpochMilli(timeMs));
    return event.library("test", pick(TEXTS)).build();
  }

  private Page page() {
    Map<String, String> query = new LinkedHashMap<>();
    if (random.nextBoolean()) {
      query.put("utm_campaign", pick(TEXTS));
      query.put(pick(KEYS), pick(TEXTS));
    }
    return new Page(pick(PATHS), query, pick(TEXTS), pick(TEXTS), "https://x.y" + pick(PATHS));
  }

  private Location location() {
    Location place = random.nextBoolean() ? Location.NONE : Location.NONE.withCity(pick(TEXTS));
    place = random.nextBoolean() ? place : place.withCountryCode(pick(List.of("AT", "xx", "ch")));
    return random.nextBoolean() ? place : place.withCoordinates(random.nextDouble() * 90, -1e-7);
  }

  private Map<String, @Nullable Object> members() {
    Map<String, @Nullable Object> members = new LinkedHashMap<>();
    for (int left = random.nextInt(4); left > 0; left--) {
      members.put(pick(KEYS), value(3));
    }
    return members;
  }

  private @Nullable Object value(int depth) {
    return switch (random.nextInt(depth == 0 ? 6 : 8)) {
      case 0 -> pick(TEXTS);
      case 1 -> random.nextBoolean();
      case 2 -> null;
      case 3 -> random.nextLong();
      case 4 -> number();
      case 5 -> random.nextInt(100);
      case 6 -> Arrays.asList(value(depth - 1), value(depth - 1));
      default -> members();
    };
  }

  private Number number() {
    return switch (random.nextInt(7)) {
      case 0 -> random.nextDouble();
      case 1 -> Double.longBitsToDouble(random.nextLong() & 0xBFFF_FFFF_FFFF_FFFFL);
      case 2 -> new BigDecimal("0.1234567890123456789").movePointLeft(random.nextInt(40));
      case 3 -> BigInteger.TWO.pow(64 + random.nextInt(100));
      case 4 -> new BigDecimal("9.50");
      case 5 -> BigDecimal.valueOf(random.nextLong() >>> random.nextInt(20), random.nextInt(30));
      default -> -0.0;
    };
  }

  private <T> T pick(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }
}
