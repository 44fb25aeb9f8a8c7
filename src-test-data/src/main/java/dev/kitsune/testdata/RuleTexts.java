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

  static String certainPlace() {
    return location("continent", "in", array(Shop.CONTINENTS));
  }

  static String certainWindow() {
    String anyPath = condition("context_page_path", "", "startsWith", quote("/"));
    return within(30, count("page", "", 1, anyPath));
  }

  static String certainGroup() {
    return group(
        "all", location("countryCode", "exists", null), not(trait("churned", "exists", null)));
  }

  /** Another certain rule for every number. */
  static String alwaysTrait(int number) {
    return trait("loyaltyPoints", "greaterThan", quote("-" + number));
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
      case 1 -> count("page", "", 1, pathContains("/p" + number));
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

  /** Another rule for every number; of every two one counts events that visitors do send. */
  static String idleWindow(int number) {
    return switch (number % 4) {
      case 0 -> within(7, count("page", "", 3, pathContains("/w" + number)));
      case 1 -> within(30, count("track", "window-" + number, 1, ""));
      case 2 -> {
        String campaign = quote("w-" + number);
        yield within(
            1, count("page", "", 1, condition("context_campaign_name", "", "equal", campaign)));
      }
      default -> {
        String quantity = String.valueOf(FAR_AWAY + number);
        yield within(
            90,
            count(
                "track",
                "add_to_cart",
                2,
                condition("properties", "quantity", "greaterThan", quantity)));
      }
    };
  }

  /** Another rule for every number, over the location. */
  static String idlePlace(int number) {
    return switch (number / 2 % 3) {
      case 0 ->
          location(
              "countryCode",
              "equal",
              quote(Shop.OTHER_COUNTRIES.get(number % Shop.OTHER_COUNTRIES.size())));
      case 1 -> location("city", "equal", quote("City " + number));
      default -> location("regionCode", "equal", quote("R-" + number));
    };
  }

  /** Another rule for every number, over sessions and ages. */
  static String idleSession(int number) {
    return switch (number / 2 % 4) {
      case 0 ->
          returning(
              true,
              condition("session_count", "", "greaterThanInclusive", "" + (FAR_AWAY + number)));
      case 1 -> compared("sessionLength", "greaterThan", FAR_AWAY + number);
      case 2 -> compared("firstSeen", "greaterThan", FAR_AWAY + number);
      default -> compared("sessionCount", "greaterThan", FAR_AWAY + number);
    };
  }

  /** Other groups in groups for every number. */
  static String idleGroup(int number) {
    String place = idlePlace(number);
    return number % 3 == 0
        ? group("all", group("any", CERTAIN_TRAITS.get(0), place), idleTrait(FAR_AWAY + number))
        : group(
            "any",
            group("all", CERTAIN_TRAITS.get(1), place),
            group("all", idleTrait(FAR_AWAY + number), not(CERTAIN_TRAITS.get(0))));
  }

  /** Members of an audience in which nobody is, and of another place for every number. */
  static String idleMember(String audienceId, int number) {
    return group(
        "all",
        "{\"type\":\"audience\",\"operator\":\"equal\",\"value\":\"" + audienceId + "\"}",
        idlePlace(number));
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

  private static String compared(String type, String operator, int value) {
    return "{\"type\":\"%s\",\"operator\":\"%s\",\"value\":\"%d\"}"
        .formatted(type, operator, value);
  }

  private static String group(String kind, String... rules) {
    return "{\"" + kind + "\":[" + String.join(",", rules) + "]}";
  }

  private static String not(String rule) {
    return "{\"not\":" + rule + "}";
  }

  private static String within(int days, String rule) {
    return "{\"withinDays\":" + days + "," + rule.substring(1);
  }

  private static String pathContains(String part) {
    return condition("context_page_path", "", "contains", quote(part));
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
