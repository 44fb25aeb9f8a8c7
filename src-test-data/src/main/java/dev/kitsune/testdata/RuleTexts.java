package dev.kitsune.testdata;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The rules of generated audiences, as JSON text. A certain rule holds for every visitor that sent
 * {@link EventGenerator#typicalVisit}, an even one for about half of them, an idle one for none,
 * and no number of further generated events changes that.
 */
final class RuleTexts {
  /** A count that no test and no benchmark reaches. */
  private static final int FAR_AWAY = 1_000_000_000;

  private static final List<String> CERTAIN_TRAITS =
      List.of(
          trait("plan", "exists", null),
          trait("loyaltyPoints", "greaterThanInclusive", "\"0\""),
          trait("industry", "in", array(Shop.INDUSTRIES)),
          trait("churned", "notExists", null),
          trait("lifecyclestage", "notEqual", quote("churned")),
          trait("companySize", "greaterThan", "0"),
          trait("interests", "equal", quote("*")));

  private static final List<String> CERTAIN_COUNTS =
      List.of(
          count("page", "", 1, condition("context_page_path", "", "startsWith", quote("/"))),
          count("track", "*", 1, ""));

  private static final List<String> CERTAIN_PLACES =
      List.of(
          location("continent", "in", array(Shop.CONTINENTS)),
          location("countryCode", "exists", null),
          returning(false, ""));

  private static final List<String> EVEN_TRAITS =
      List.of(
          trait(
              "loyaltyPoints",
              "greaterThanInclusive",
              quote(String.valueOf((Shop.LOYALTY_POINTS_MAX + 1) / 2))),
          trait("newsletter", "equal", quote("true")),
          trait("plan", "in", array(Shop.PLANS.subList(0, Shop.PLANS.size() / 2))),
          trait("favoriteCategory", "in", array(Shop.CATEGORIES.subList(0, 2))));

  private RuleTexts() {}

  static String certainTrait(int index) {
    return CERTAIN_TRAITS.get(index);
  }

  static String certainCount(int index) {
    return CERTAIN_COUNTS.get(index);
  }

  static String certainPlace(int index) {
    return CERTAIN_PLACES.get(index);
  }

  static String evenTrait(int index) {
    return EVEN_TRAITS.get(index);
  }

  /** Another rule for every number, over traits that visitors have and ones that they lack. */
  static String idleTrait(int number) {
    return switch (number % 6) {
      case 0 ->
          trait("loyaltyPoints", "greaterThan", String.valueOf(Shop.LOYALTY_POINTS_MAX + number));
      case 1 -> trait("industry", "equal", quote("industry-" + number));
      case 2 -> trait("companySize", "greaterThan", quote("" + (Shop.COMPANY_SIZE_MAX + number)));
      case 3 -> trait("interests", "contains", quote("interest-" + number));
      case 4 -> trait("favoriteCategory", "startsWith", quote("shop-" + number));
      default -> trait("segment" + number % 17, "equal", quote("s-" + number));
    };
  }

  /** Another rule for every number; of every two one counts events that visitors do send. */
  static String idleCount(int number) {
    String section = quote(Shop.SECTIONS.get(number % Shop.SECTIONS.size()));
    return switch (number % 6) {
      case 0 ->
          count(
              "page",
              "",
              FAR_AWAY + number,
              condition("context_page_path", "", "startsWith", section));
      case 1 ->
          count(
              "page", "", 1, condition("context_page_path", "", "contains", quote("/p" + number)));
      case 2 ->
          count(
              "track",
              "add_to_cart",
              FAR_AWAY + number,
              condition("properties", "quantity", "greaterThan", "1"));
      case 3 -> count("track", "action-" + number, 1, "");
      case 4 ->
          count(
              "page",
              "",
              FAR_AWAY + number,
              condition("context_page_query", "utm_campaign", "equal", quote("autumn-2026")));
      default ->
          count(
              "page", "", 2, condition("context_campaign_name", "", "equal", quote("c-" + number)));
    };
  }

  /** Another rule for every number, over the location and the sessions. */
  static String idlePlace(int number) {
    return switch (number % 4) {
      case 0 ->
          location(
              "countryCode",
              "equal",
              quote(Shop.OTHER_COUNTRIES.get(number / 4 % Shop.OTHER_COUNTRIES.size())));
      case 1 -> location("city", "equal", quote("City " + number));
      case 2 -> location("regionCode", "equal", quote("R-" + number));
      default ->
          returning(
              true,
              condition("session_count", "", "greaterThanInclusive", String.valueOf(FAR_AWAY)));
    };
  }

  private static String trait(String key, String operator, @Nullable String value) {
    return rule("identify", key, operator, value);
  }

  private static String location(String key, String operator, @Nullable String value) {
    return rule("location", key, operator, value);
  }

  private static String rule(String type, String key, String operator, @Nullable String value) {
    return "{\"type\":\""
        + type
        + "\",\"key\":\""
        + key
        + "\",\"count\":\"1\",\"operator\":\""
        + operator
        + "\""
        + (value == null ? "" : ",\"value\":" + value)
        + ",\"conditions\":[]}";
  }

  private static String returning(boolean expected, String condition) {
    return "{\"type\":\"isReturningVisitor\",\"key\":\"\",\"count\":\"1\",\"operator\":\"equal\""
        + ",\"value\":"
        + expected
        + ",\"conditions\":["
        + condition
        + "]}";
  }

  private static String count(String type, String event, int count, String condition) {
    return "{\"type\":\""
        + type
        + "\",\"key\":\"\",\"count\":\""
        + count
        + "\",\"operator\":\"greaterThanInclusive\",\"value\":\""
        + event
        + "\",\"conditions\":["
        + condition
        + "]}";
  }

  private static String condition(String id, String name, String operator, String value) {
    return "{\"key\":{\"id\":\""
        + id
        + "\",\"value\":\""
        + name
        + "\"},\"operator\":\""
        + operator
        + "\",\"value\":"
        + value
        + "}";
  }

  private static String quote(String text) {
    return "\"" + text + "\"";
  }

  private static String array(List<String> texts) {
    return texts.stream().map(RuleTexts::quote).collect(Collectors.joining(",", "[", "]"));
  }
}
